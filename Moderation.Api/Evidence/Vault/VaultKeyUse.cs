using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence.Vault;

/// <summary>What a master key wraps keys for.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<VaultKeyUse>))]
public enum VaultKeyUse
{
    /// <summary>Evidence that reviewers see.</summary>
    Evidence,

    /// <summary>The copies of legal holds.</summary>
    LegalHold,
}

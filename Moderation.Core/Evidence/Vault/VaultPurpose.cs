using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Vault;

/// <summary>What evidence of a case is kept for. Each purpose has a retention of its own.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<VaultPurpose>))]
public enum VaultPurpose
{
    /// <summary>To let reviewers decide the case.</summary>
    Review,

    /// <summary>To let somebody else judge the appeal against it.</summary>
    Appeal,

    /// <summary>Because the law asks for it, or somebody who may; it ends by a person's word alone.</summary>
    LegalHold,
}

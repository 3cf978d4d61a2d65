using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence.Vault;

/// <summary>How an item is shown.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<EvidenceView>))]
public enum EvidenceView
{
    /// <summary>A picture of which only light and dark areas can be told.</summary>
    Blurred,

    /// <summary>A picture without colour.</summary>
    Grey,

    /// <summary>The picture as it was kept. Only who has seen it grey before sees it so.</summary>
    Colour,

    /// <summary>A line of text.</summary>
    Text,
}

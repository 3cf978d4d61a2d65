using System.Text.Json.Serialization;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Says who destroys or preserves evidence, and why.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EvidenceRequest
{
    /// <summary>Why; it is recorded.</summary>
    public required string Note { get; init; }

    /// <summary>Who does it; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

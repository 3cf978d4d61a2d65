using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>Puts a version one step on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PromoteRequest
{
    /// <summary>The state that it shall have.</summary>
    public required PolicyStage To { get; init; }

    /// <summary>For a canary: share of the lives that it decides for, over 0 and under 1.</summary>
    public double? CanaryShare { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }
}

/// <summary>Says who changes a policy, and why.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PolicyChangeRequest
{
    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }
}

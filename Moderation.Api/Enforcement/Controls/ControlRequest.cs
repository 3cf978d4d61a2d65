using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>Sets a switch over enforcement.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ControlRequest
{
    /// <summary>How it shall stand. <c>enforce</c> over a kind also closes the kind's breaker.</summary>
    public required ControlMode Mode { get; init; }

    /// <summary>Whether what is in force under it is taken back at once; only with <c>off</c>.</summary>
    public bool Lift { get; init; }

    /// <summary>When it goes back to <c>enforce</c> by itself; never where it is left out. Not with <c>enforce</c>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why; it goes into the history.</summary>
    public required string Note { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

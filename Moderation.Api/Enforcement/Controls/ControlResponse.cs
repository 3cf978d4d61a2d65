using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>A switch over enforcement.</summary>
public record ControlResponse
{
    /// <summary>Puts what a derived record adds behind what all have, as a reader expects it.</summary>
    protected const int Last = 1;

    /// <summary>What it concerns.</summary>
    public required ControlScope Scope { get; init; }

    /// <summary>Name of the policy, or the kind; null for everything.</summary>
    public required string? Name { get; init; }

    /// <summary>How it stands.</summary>
    public required ControlMode Mode { get; init; }

    /// <summary>Whether what was in force under it was taken back at once.</summary>
    public required bool Lift { get; init; }

    /// <summary>When it was set.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it goes back to <c>enforce</c> by itself; null for never.</summary>
    public required DateTimeOffset? Until { get; init; }

    /// <summary>Who set it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why, in the words of whoever set it.</summary>
    public required string Note { get; init; }
}

/// <summary>A switch that is not at <c>enforce</c>.</summary>
public sealed record ControlInForceResponse : ControlResponse
{
    /// <summary>Whether enforcement says that it obeys it. False right after it is set, and while enforcement is silent.</summary>
    [JsonPropertyOrder(Last)]
    public required bool IsObeyed { get; init; }

    internal static ControlInForceResponse Of(ControlRecord record, bool isObeyed) => new()
    {
        Scope = record.Scope,
        Name = record.Name,
        Mode = record.Mode,
        Lift = record.Lift,
        At = record.At,
        Until = record.Until,
        Actor = record.Actor,
        Note = record.Note,
        IsObeyed = isObeyed,
    };
}

/// <summary>A switch as the broker has taken it.</summary>
public sealed record ControlSetResponse : ControlResponse
{
    /// <summary>Whether there is a policy of that name; null where it is over something else, or the database cannot be asked.</summary>
    [JsonPropertyOrder(Last)]
    public required bool? IsPolicyKnown { get; init; }

    /// <summary>Whether enforcement is silent, so that nothing obeys the switch before it is back.</summary>
    [JsonPropertyOrder(Last)]
    public required bool IsSilent { get; init; }

    internal static ControlSetResponse Of(ControlRecord record, bool? isPolicyKnown, bool isSilent) => new()
    {
        Scope = record.Scope,
        Name = record.Name,
        Mode = record.Mode,
        Lift = record.Lift,
        At = record.At,
        Until = record.Until,
        Actor = record.Actor,
        Note = record.Note,
        IsPolicyKnown = isPolicyKnown,
        IsSilent = isSilent,
    };
}

/// <summary>A switch in the history.</summary>
public sealed record ControlHistoryResponse : ControlResponse
{
    /// <summary>Whether none was set later over the same.</summary>
    [JsonPropertyOrder(Last)]
    public required bool IsCurrent { get; init; }
}

namespace Moderation.Core.Wire;

/// <summary>How enforcement stands as a whole. Value of <see cref="TopicNames.EnforcementState"/> (compacted), key is <see cref="Key"/>. Written once a second: silence means that nothing is enforced.</summary>
public sealed record EnforcementStateRecord : IWireRecord
{
    /// <summary>The key of all of them.</summary>
    public const string Key = "enforcement";

    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>When this was so, by the clock of whoever enforces.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Orders that wait for a person.</summary>
    public required int Held { get; init; }

    /// <summary>Orders that the platform has not answered.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Those of them that somebody was alerted about.</summary>
    public required int Overdue { get; init; }

    /// <summary>Orders in force.</summary>
    public required int InForce { get; init; }

    /// <summary>Breakers that have tripped.</summary>
    public required IReadOnlyList<TrippedBreaker> Breakers { get; init => field = WireList.Whole(value); }

    /// <summary>Switches that are not at <see cref="ControlMode.Enforce"/>.</summary>
    public required IReadOnlyList<ControlRecord> Controls { get; init => field = WireList.Whole(value); }
}

/// <summary>A breaker that has tripped.</summary>
/// <param name="Kind">The kind of order that waits for people now.</param>
/// <param name="At">When it tripped.</param>
/// <param name="Until">When it closes by itself.</param>
/// <param name="MaxPerMinute">How many orders of the kind the fleet allows in a minute.</param>
public sealed record TrippedBreaker(ActionKind Kind, DateTimeOffset At, DateTimeOffset Until, int MaxPerMinute);

using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>How one version of a policy stands to one subject. Made when a rung's condition first holds.</summary>
internal sealed class SheetState(int rungCount)
{
    public RungState[] Rungs { get; } = [.. Enumerable.Range(0, rungCount).Select(_ => new RungState())];

    /// <summary>A person found the policy wrong about the subject: it does nothing to it for the rest of the live.</summary>
    public bool Silenced { get; set; }

    /// <summary>Whether nothing is known that a new state would not know.</summary>
    public bool IsIdle => !Silenced && Array.TrueForAll(Rungs, rung => rung is { HeldSince: null, Open: null, Last: null, EndedAt: null, Began: null });
}

/// <summary>How a subject stands to one rung.</summary>
internal sealed class RungState
{
    /// <summary>Since when the condition has held; null when it does not.</summary>
    public DateTimeOffset? HeldSince { get; set; }

    /// <summary>The episode that is going on.</summary>
    public Episode? Open { get; set; }

    /// <summary>The episode before, on which a verdict may still come.</summary>
    public Episode? Last { get; set; }

    /// <summary>When the last episode ended; the cooldown runs from here.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How the last episode began; null once the live's clock has passed it.</summary>
    public EpisodeStart? Began { get; set; }
}

/// <summary>When an episode began. Ids are derived from it.</summary>
/// <param name="At">Since when the condition has held.</param>
/// <param name="Repeat">How many episodes of the same rung began in the same instant before it: an exemption can end in the instant in which it began.</param>
internal readonly record struct EpisodeStart(DateTimeOffset At, int Repeat);

/// <summary>From when a rung was reached until it is no longer held.</summary>
internal sealed class Episode
{
    public required EpisodeStart Start { get; init; }

    public required DecisionId Decision { get; init; }

    public required DecisionEffect Effect { get; init; }

    /// <summary>Null where nothing followed.</summary>
    public ReportId? Report { get; init; }

    /// <summary>How many different people must confirm its orders.</summary>
    public int ConfirmationsNeeded { get; init; }

    public List<string> Reviewers { get; } = [];

    public List<string> Verdicts { get; } = [];

    /// <summary>One place per order of the rung; null before it was given.</summary>
    public GivenOrder?[] Orders { get; init; } = [];

    public bool OrdersGiven => Array.Exists(Orders, order => order is not null);
}

/// <summary>An order that was given.</summary>
/// <param name="Action">The newest order of its kind in the episode.</param>
/// <param name="Kind">What it orders.</param>
/// <param name="EndsAt">When it expires.</param>
/// <param name="Renewal">How often it was renewed.</param>
/// <param name="RunsOut">Whether it is not renewed any more.</param>
internal sealed record GivenOrder(ActionId Action, ActionKind Kind, DateTimeOffset EndsAt, long Renewal, bool RunsOut = false);

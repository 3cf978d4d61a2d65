using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>What one entry of a live's log led to.</summary>
public readonly record struct LiveOutcome()
{
    /// <summary>Decisions to publish, before all else; often empty.</summary>
    public IReadOnlyList<DecisionRecord> Decisions { get; init; } = [];

    /// <summary>Accounts that took part by this entry in a way that makes their standing matter: came on screen, gave, flagged, said or were told something flagged.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];

    /// <summary>Reports to publish, before the orders that name them; often empty.</summary>
    public required IReadOnlyList<ReportRecord> Reports { get; init; }

    /// <summary>Orders to publish; often empty.</summary>
    public required IReadOnlyList<ActionRecord> Actions { get; init; }

    /// <summary>Whether the entry was used, or why not.</summary>
    public required SignalFate Fate { get; init; }

    /// <summary>Faces of this entry that lay in no participant's tile.</summary>
    public int FacesOutsideTiles { get; init; }

    /// <summary>Tracks that had to make place in this entry because a tile held too many.</summary>
    public int TracksDropped { get; init; }

    /// <summary>Authors, pairs and gifters whose evidence had to make place in this entry because the live held too many.</summary>
    public int TextSubjectsDropped { get; init; }

    /// <summary>Whether the live's state differs from before.</summary>
    public bool StateChanged => Fate == SignalFate.Applied;

    /// <summary>An outcome without effect.</summary>
    /// <param name="fate">Why.</param>
    internal static LiveOutcome Nothing(SignalFate fate) => new() { Reports = [], Actions = [], Fate = fate };
}

/// <summary>Whether an entry of a live's log was used, or why not.</summary>
public enum SignalFate
{
    /// <summary>Used.</summary>
    Applied,

    /// <summary>A kind that this build does not know.</summary>
    UnknownKind,

    /// <summary>A sample once more: the newest frame, or one of the remembered lines.</summary>
    DuplicateSample,

    /// <summary>A frame not newer than the newest: late, or delivered again.</summary>
    OutOfOrderFrame,

    /// <summary>A text line older than evidence looks back: late, or delivered again.</summary>
    OutdatedLine,

    /// <summary>An event that was read before.</summary>
    DuplicateEvent,

    /// <summary>An event older than what is already known about the same person or live.</summary>
    StaleEvent,

    /// <summary>An event about somebody who is not on screen.</summary>
    UnknownParticipant,

    /// <summary>A gift, flag, standing or verdict that was read before.</summary>
    DuplicateEntry,

    /// <summary>A verdict on a report that nothing is known of any more.</summary>
    UnknownReport,

    /// <summary>A marker: it concerns every live, and is no live's own.</summary>
    Marker,

    /// <summary>The live is over.</summary>
    AfterEnd,

    /// <summary>The live holds as many people on screen as it may.</summary>
    TooManyParticipants,
}

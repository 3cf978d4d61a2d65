namespace Moderation.Client.Review;

/// <summary>What stands in a queue.</summary>
public sealed record QueueResponse
{
    /// <summary>Its name.</summary>
    public required string Queue { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Open cases, claimed ones included.</summary>
    public required long Open { get; init; }

    /// <summary>Cases that somebody holds.</summary>
    public required long Claimed { get; init; }

    /// <summary>Cases whose time is up.</summary>
    public required long Overdue { get; init; }

    /// <summary>Cases that come before all others.</summary>
    public required long Forced { get; init; }

    /// <summary>When the oldest open case was opened; null where there is none.</summary>
    public required DateTimeOffset? OldestAt { get; init; }

    /// <summary>When the next case's time is up, or since when the longest is overdue.</summary>
    public required DateTimeOffset? NextDueAt { get; init; }

    /// <summary>How many of its cases the caller took in this shift; not counted, and 0, without a limit.</summary>
    public required int SeenInShift { get; init; }

    /// <summary>How many a shift may have; null without limit.</summary>
    public required int? Budget { get; init; }

    /// <summary>Whether the caller asked not to be given its cases.</summary>
    public required bool OptedOut { get; init; }
}

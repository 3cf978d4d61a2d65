using Moderation.Core.Decisions;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Decisions;

/// <summary>One live that is being decided.</summary>
internal sealed class ShelvedLive(LiveId id, LiveDecider decider)
{
    /// <summary>Most accounts of one live whose standing is followed when it changes; whoever comes after is looked up at every entry all the same.</summary>
    private const int MaxUsers = 10_000;

    private readonly HashSet<UserId> _users = [];

    public LiveId Id { get; } = id;

    public LiveDecider Decider { get; } = decider;

    /// <summary>Event time of the newest published state; null before the first.</summary>
    public DateTimeOffset? StatePublishedAt { get; set; }

    /// <summary>When its newest record was written, or the one that ended it.</summary>
    public DateTimeOffset TouchedAt { get; set; }

    /// <summary>Newest event time of its entries.</summary>
    public DateTimeOffset EventAt { get; set; }

    /// <summary>Whether entries were read since its last snapshot.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Its newest snapshot does not lie under this offset of the snapshots' partition; null while there is none.</summary>
    public long? SnapshotFloor { get; set; }

    /// <summary>The last entry that its newest snapshot contains; null while there is none.</summary>
    public long? SnapshotCovers { get; set; }

    /// <summary>Time stamp of this process's clock when its newest snapshot was made.</summary>
    public long SnapshotAt { get; set; }

    /// <summary>Accounts whose standing matters here.</summary>
    public IReadOnlyCollection<UserId> Users => _users;

    /// <summary>The standings that were sent into its log and may not have come back yet, by when they were changed.</summary>
    public Dictionary<UserId, DateTimeOffset> StandingsSent { get; } = [];

    /// <summary>Takes note of an account.</summary>
    /// <returns>Whether it was not known yet, and is now.</returns>
    public bool Note(UserId user) => _users.Count < MaxUsers && _users.Add(user);
}

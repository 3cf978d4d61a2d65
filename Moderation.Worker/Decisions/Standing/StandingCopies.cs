using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions.Standing;

/// <summary>Copies what is known about users into the logs of the lives that they take part in.</summary>
/// <remarks>All calls come from the loop's own thread. A standing enters a live's log once; one that is sent twice is one to the live.</remarks>
internal sealed class StandingCopies(StandingWatcher watcher, MarkerWriter markers)
{
    private const string Kind = "standing";

    /// <summary>Work of one tick, so that the topic's whole content does not come at once.</summary>
    private const int UsersPerTick = 500;

    private const int LivesPerTick = 50;
    private readonly Queue<(DecidedPartition Partition, LiveId Live)> _toLookThrough = [];

    /// <summary>Copies what the live's log lacks about those who took part by an entry; the entry is not finished before that is in the log.</summary>
    public void Follow(ShelvedLive live, IReadOnlyList<UserId> users, SignalRecord signal, HeldRecord because)
    {
        foreach (var user in users)
        {
            if (Missing(live, user) is { } standing)
                markers.Write(Signal(live, standing, signal.At), Kind, because);
        }
    }

    /// <summary>Has a partition's lives looked through, because a former owner may have stopped before it could copy a change.</summary>
    public void LookThrough(DecidedPartition partition)
    {
        foreach (var live in partition.Shelf.Lives)
            _toLookThrough.Enqueue((partition, live.Id));
    }

    /// <summary>Copies changes into the logs of the lives in which the users are.</summary>
    public void Tick(IReadOnlyCollection<DecidedPartition> partitions)
    {
        for (var count = 0; count < UsersPerTick && watcher.TryTakeChanged(out var user); count++)
        {
            foreach (var partition in partitions)
                Changed(partition, user);
        }

        for (var count = 0; count < LivesPerTick && _toLookThrough.TryDequeue(out var next); count++)
        {
            if (!next.Partition.IsGone && next.Partition.Shelf.Find(next.Live) is { } live)
                LookThrough(next.Partition, live);
        }
    }

    private void Changed(DecidedPartition partition, UserId user)
    {
        // Before the end of the log is reached it may hold the standing already; then the lives are looked through.
        if (!partition.IsCaughtUp)
            return;
        foreach (var live in partition.Shelf.Of(user))
            Copy(partition, live, user);
    }

    private void LookThrough(DecidedPartition partition, ShelvedLive live)
    {
        foreach (var user in live.Users)
            Copy(partition, live, user);
    }

    private void Copy(DecidedPartition partition, ShelvedLive live, UserId user)
    {
        if (Missing(live, user) is { } standing)
            markers.Write(Signal(live, standing, live.EventAt), partition.Id.Partition.Value, Kind);
    }

    private StandingRecord? Missing(ShelvedLive live, UserId user)
    {
        if (watcher.Find(user) is not { } standing || !live.Decider.Lacks(standing))
            return null;
        if (live.StandingsSent.TryGetValue(user, out var sent) && sent >= standing.At)
            return null;
        live.StandingsSent[user] = standing.At;
        return standing;
    }

    private static StandingSignal Signal(ShelvedLive live, StandingRecord standing, DateTimeOffset at) => new()
    {
        V = WireVersion.Current, LiveId = live.Id, At = at, Standing = standing,
    };
}

using Confluent.Kafka;
using Moderation.Core.Policies;
using Moderation.Worker.Decisions.Policies;
using Moderation.Worker.Decisions.Snapshots;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>One partition of the log for as long as this process decides it: what is known, and where in the log that is.</summary>
internal sealed class DecidedPartition(
    TopicPartition id, PartitionBeginning beginning, LiveShelf shelf, Guards guards, PolicyMarkers policies, SnapshotSettings snapshots)
{
    private AssignedPartition? _assigned;

    public TopicPartition Id { get; } = id;

    public LiveShelf Shelf { get; } = shelf;

    public PolicyTimeline Timeline { get; } = beginning.Memory.Timeline;

    public Guards Guards { get; } = guards;

    /// <summary>The last entry that was read; what is known contains it.</summary>
    public long Position { get; private set; } = beginning.Memory.CoveredThrough;

    /// <summary>Whether everything was read that the log held when the partition was given to this process: what is missing now is missing.</summary>
    public bool IsCaughtUp => Position + 1 >= beginning.LogEnd;

    /// <summary>Whether it is past what a former owner decided.</summary>
    public bool IsPastReplay => _assigned is { } assigned && Position + 1 >= assigned.ReplayEnd;

    public long? DurableUpTo => _assigned?.DurableUpTo;

    /// <summary>Whether the partition was taken away.</summary>
    public bool IsGone { get; private set; }

    public void Reach(HeldRecord record)
    {
        _assigned = record.Partition;
        Position = record.Offset;
    }

    /// <summary>Takes a marker of the log.</summary>
    public bool Apply(Core.Wire.SignalRecord marker, Core.Subjects.RecordRef at)
    {
        var isNews = Timeline.Apply(marker, at);
        if (isNews)
            Rounds.PoliciesChanged();
        return isNews;
    }

    /// <summary>Writes what the log lacks, and some of the memory.</summary>
    public void Tick()
    {
        if (IsCaughtUp)
        {
            policies.WriteMissing(Timeline, Id.Partition.Value, Guards.Book.Now);
            Guards.WritePassed(Timeline.Current, Id.Partition.Value);
        }

        Rounds.Advance();
    }

    public void Leave() => IsGone = true;

    private SnapshotRounds Rounds => field ??= new SnapshotRounds(this, beginning.Memory.CoveredThrough, beginning.Memory.SnapshotsThrough, snapshots);
}

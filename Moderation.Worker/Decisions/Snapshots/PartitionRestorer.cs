using Confluent.Kafka;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;
using Moderation.Worker.Decisions.Policies;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Builds a partition's memory out of its snapshots, or says why it cannot be trusted. Then the log is read from its beginning.</summary>
/// <remarks>All or nothing: one live whose memory is missing would have to be read from its own beginning, which nobody knows.</remarks>
internal sealed class PartitionRestorer(DeciderRules rules, TimeProvider time)
{
    /// <param name="partition">The partition of the log.</param>
    /// <param name="stored">What the topic of snapshots holds about it.</param>
    /// <param name="logEnd">Where the log ends.</param>
    /// <param name="refusal">Why the memory cannot be used; empty where there simply is none.</param>
    /// <returns>The memory; null when it cannot be used.</returns>
    public PartitionMemory? Restore(TopicPartition partition, StoredPartition stored, long logEnd, out string refusal)
    {
        refusal = "";
        if (!stored.Newest.TryGetValue(PartitionSnapshots.CheckpointId, out var checkpoint))
            return null;
        try
        {
            Check(partition, stored, checkpoint.Record, logEnd);
            return Build(stored, checkpoint.Record);
        }
        catch (FormatException e)
        {
            refusal = e.Message;
            return null;
        }
    }

    private static void Check(TopicPartition partition, StoredPartition stored, SnapshotRecord checkpoint, long logEnd)
    {
        if (stored.Unreadable is { } unreadable)
            throw new FormatException($"a snapshot cannot be read: {unreadable}");
        if (stored.Newest.Values.FirstOrDefault(snapshot => IsForeign(snapshot.Record, partition)) is { Record: { } foreign })
            throw new FormatException($"the snapshot of {foreign.LiveId} is about {foreign.Covers}");
        if (checkpoint.Covers.Offset >= logEnd)
            throw new FormatException($"the snapshots go on to {checkpoint.Covers.Offset}, the log ends at {logEnd}: it is another log");
        if (PartitionSnapshots.FloorOf(checkpoint) < stored.LowOffset)
            throw new FormatException("the topic of snapshots has dropped some that are needed");
        if (!stored.Newest.ContainsKey(SignalRecord.EveryLive))
            throw new FormatException("the policies' snapshot is missing");
    }

    private static bool IsForeign(SnapshotRecord snapshot, TopicPartition partition) =>
        snapshot.Covers.Topic != partition.Topic || snapshot.Covers.Partition != partition.Partition.Value;

    private PartitionMemory Build(StoredPartition stored, SnapshotRecord checkpoint)
    {
        var timeline = PolicyTimeline.Restore(stored.Newest[SignalRecord.EveryLive].Record);
        var guards = stored.Newest.TryGetValue(PartitionSnapshots.GuardsId, out var counted) ? GuardBook.Load(counted.Record.State) : new GuardBook();
        var lives = stored.Newest.Values
            .Where(snapshot => !snapshot.Record.LiveId.Value.StartsWith(SignalRecord.ReservedPrefix, StringComparison.Ordinal))
            .Select(snapshot => Live(snapshot, timeline))
            .ToList();
        return new PartitionMemory(timeline, guards, lives, checkpoint.Covers.Offset, stored.NewestOffset);
    }

    private ShelvedLive Live(StoredSnapshot stored, PolicyTimeline timeline)
    {
        var record = stored.Record;
        return new ShelvedLive(record.LiveId, LiveDecider.Restore(rules, record, timeline.At(record.Covers.Offset)))
        {
            EventAt = record.At,
            TouchedAt = record.WrittenAt ?? record.At,
            SnapshotFloor = stored.Offset,
            SnapshotCovers = record.Covers.Offset,
            SnapshotAt = time.GetTimestamp(),
        };
    }
}

using Confluent.Kafka;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Where a decider begins: after what the snapshots contain, or as its options say. Keeps what it found for the intake, which is given the partition next.</summary>
/// <remarks>All calls come from the loop's own thread.</remarks>
internal sealed class DeciderReplayStart(
    DeciderOptions options, SnapshotReader reader, PartitionRestorer restorer, PartitionBeginnings beginnings, TimeProvider time, ILogger<DeciderReplayStart> log) : IReplayStart
{
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<TopicPartitionOffset> From(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> committed)
    {
        var ends = committed.ToDictionary(c => c.TopicPartition, c => End(consumer.QueryWatermarkOffsets(c.TopicPartition, BrokerPatience)));
        foreach (var (partition, end) in ends)
            beginnings.Put(partition, new PartitionBeginning(PartitionMemory.Empty(), end));
        return options.ReplayFrom switch
        {
            ReplayFrom.Window => new WindowReplayStart(options.ReplayWindow, time).From(consumer, committed),
            ReplayFrom.Earliest => new EarliestReplayStart().From(consumer, committed),
            _ => FromSnapshots(ends),
        };
    }

    /// <summary>Where a log ends; an empty one has nothing to catch up with.</summary>
    private static long End(WatermarkOffsets marks) => marks.High == marks.Low ? 0 : marks.High.Value;

    private List<TopicPartitionOffset> FromSnapshots(Dictionary<TopicPartition, long> ends)
    {
        var stored = reader.Read([.. ends.Keys.Select(partition => partition.Partition.Value)]);
        return [.. ends.Select(end => new TopicPartitionOffset(end.Key, Begin(end.Key, end.Value, stored[end.Key.Partition.Value])))];
    }

    private Offset Begin(TopicPartition partition, long logEnd, StoredPartition stored)
    {
        if (restorer.Restore(partition, stored, logEnd, out var refusal) is not { } memory)
        {
            if (refusal.Length > 0)
                log.SnapshotsUnusable(partition.Partition.Value, refusal);
            beginnings.Put(partition, new PartitionBeginning(PartitionMemory.Empty() with { SnapshotsThrough = stored.NewestOffset }, logEnd));
            return Offset.Beginning;
        }

        beginnings.Put(partition, new PartitionBeginning(memory, logEnd));
        log.Restored(partition.Partition.Value, memory.Lives.Count, memory.CoveredThrough);
        // What is in the snapshots was acknowledged with all that followed from it, so it may lie beyond what was committed in time.
        return memory.CoveredThrough + 1;
    }
}

using Confluent.Kafka;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Where a decider begins: after what the snapshots contain, or as its options say. Keeps what it found for the intake, which is given the partition next.</summary>
/// <remarks>All calls come from the loop's own thread.</remarks>
internal sealed class DeciderReplayStart(DeciderOptions options, SnapshotReader reader, PartitionRestorer restorer, TimeProvider time, ILogger<DeciderReplayStart> log)
    : IReplayStart
{
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<TopicPartition, PartitionBeginning> _beginnings = [];

    /// <summary>What a partition begins with; nothing where nobody asked for its start.</summary>
    public PartitionBeginning Take(TopicPartition partition) =>
        _beginnings.Remove(partition, out var beginning) ? beginning : new PartitionBeginning(PartitionMemory.Empty(), 0);

    public IReadOnlyList<TopicPartitionOffset> From(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> committed)
    {
        var ends = committed.ToDictionary(c => c.TopicPartition, c => consumer.QueryWatermarkOffsets(c.TopicPartition, BrokerPatience));
        foreach (var (partition, marks) in ends)
            _beginnings[partition] = new PartitionBeginning(PartitionMemory.Empty(), marks.High == marks.Low ? 0 : marks.High.Value);
        return options.ReplayFrom switch
        {
            ReplayFrom.Window => new WindowReplayStart(options.ReplayWindow, time).From(consumer, committed),
            ReplayFrom.Earliest => new EarliestReplayStart().From(consumer, committed),
            _ => FromSnapshots(committed),
        };
    }

    private List<TopicPartitionOffset> FromSnapshots(IReadOnlyList<TopicPartitionOffset> committed)
    {
        var stored = reader.Read([.. committed.Select(c => c.Partition.Value)]);
        return [.. committed.Select(c => new TopicPartitionOffset(c.TopicPartition, Begin(c, stored[c.Partition.Value])))];
    }

    private Offset Begin(TopicPartitionOffset committed, StoredPartition stored)
    {
        var partition = committed.TopicPartition;
        var beginning = _beginnings[partition];
        if (restorer.Restore(partition, stored, beginning.LogEnd, out var refusal) is not { } memory)
        {
            if (refusal.Length > 0)
                log.SnapshotsUnusable(partition.Partition.Value, refusal);
            _beginnings[partition] = beginning with { Memory = beginning.Memory with { SnapshotsThrough = stored.NewestOffset } };
            return Offset.Beginning;
        }

        _beginnings[partition] = beginning with { Memory = memory };
        log.Restored(partition.Partition.Value, memory.Lives.Count, memory.CoveredThrough);
        // What is in the snapshots was acknowledged with all that followed from it, so it may lie beyond what was committed in time.
        return memory.CoveredThrough + 1;
    }
}

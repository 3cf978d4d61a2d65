using Confluent.Kafka;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Hands what was found out about partitions before they are taken on to whoever takes them on. All calls come from the loop's own thread.</summary>
internal sealed class PartitionBeginnings
{
    private readonly Dictionary<TopicPartition, PartitionBeginning> _beginnings = [];

    public void Put(TopicPartition partition, PartitionBeginning beginning) => _beginnings[partition] = beginning;

    /// <summary>What a partition begins with; nothing where nothing was found out.</summary>
    public PartitionBeginning Take(TopicPartition partition) =>
        _beginnings.Remove(partition, out var beginning) ? beginning : new PartitionBeginning(PartitionMemory.Empty(), 0);
}

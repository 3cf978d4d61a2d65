using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>Partition numbers for a log line, put into words only when the line is written.</summary>
internal readonly struct PartitionList(IEnumerable<TopicPartition> partitions)
{
    public override string ToString() => string.Join(' ', partitions.Select(p => p.Partition.Value).Order());
}

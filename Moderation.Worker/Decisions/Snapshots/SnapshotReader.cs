using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Reads partitions of the snapshots' topic to their end.</summary>
internal sealed class SnapshotReader(KafkaOptions kafka)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);

    /// <exception cref="KafkaException">The broker does not answer; ask again.</exception>
    public IReadOnlyDictionary<int, StoredPartition> Read(IReadOnlyCollection<int> partitions)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Reader(kafka, "reader.snapshots"))
            .SetErrorHandler((_, _) => { })
            .SetLogHandler((_, _) => { })
            .Build();
        var found = partitions.ToDictionary(
            number => number,
            number => new SnapshotTable(consumer.QueryWatermarkOffsets(new TopicPartition(TopicNames.Snapshots, number), BrokerPatience).Low.Value));
        consumer.Assign(partitions.Select(number => new TopicPartitionOffset(TopicNames.Snapshots, number, Offset.Beginning)));
        var unread = partitions.ToHashSet();
        var heardAt = Stopwatch.GetTimestamp();
        while (unread.Count > 0)
        {
            if (consumer.Consume(Poll) is { } result)
            {
                heardAt = Stopwatch.GetTimestamp();
                if (result.IsPartitionEOF)
                    unread.Remove(result.Partition.Value);
                else
                    found[result.Partition.Value].Take(result);
            }
            else if (Stopwatch.GetElapsedTime(heardAt) > BrokerPatience)
            {
                throw new KafkaException(ErrorCode.Local_TimedOut);
            }
        }

        return found.ToDictionary(pair => pair.Key, pair => pair.Value.End());
    }
}

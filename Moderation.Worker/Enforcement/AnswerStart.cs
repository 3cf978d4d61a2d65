using Confluent.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Where receipts and verdicts are read from on taking over: a time before which all of them are known.</summary>
/// <remarks>A broker that answers "end" to every time (librdkafka's mock cluster does) would hide all of them; such a one is read from the beginning.</remarks>
internal static class AnswerStart
{
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);

    /// <param name="consumer">Asks the broker.</param>
    /// <param name="partitions">What is read.</param>
    /// <param name="since">The time; null reads everything.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public static IEnumerable<TopicPartitionOffset> Find(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyCollection<TopicPartition> partitions, DateTimeOffset? since)
    {
        if (since is not { } time || !AnswersTimes(consumer, partitions))
            return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning));
        return Ask(consumer, partitions, time.ToUnixTimeMilliseconds());
    }

    /// <summary>Whether the broker finds the oldest record of a partition that has one.</summary>
    private static bool AnswersTimes(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyCollection<TopicPartition> partitions)
    {
        var filled = partitions.Where(partition => consumer.QueryWatermarkOffsets(partition, BrokerPatience) is var marks && marks.High > marks.Low).ToList();
        return filled.Count == 0 || Ask(consumer, filled, 0).All(found => !found.Offset.IsSpecial);
    }

    private static List<TopicPartitionOffset> Ask(IConsumer<byte[]?, byte[]?> consumer, IEnumerable<TopicPartition> partitions, long milliseconds) => consumer.OffsetsForTimes(
        partitions.Select(partition => new TopicPartitionTimestamp(partition, new Timestamp(milliseconds, TimestampType.CreateTime))), BrokerPatience);
}

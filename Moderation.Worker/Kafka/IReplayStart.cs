using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>Where reading begins when a partition is assigned. Behind an interface because not every broker answers offset-for-time.</summary>
internal interface IReplayStart
{
    /// <summary>Says where to begin, never after a record whose fate is not durable.</summary>
    /// <remarks>Runs on the poll thread during a rebalance. Errors: <see cref="KafkaException"/> when the broker does not answer; the caller asks again.</remarks>
    /// <param name="consumer">The consumer that was given the partitions.</param>
    /// <param name="committed">What the group committed; <see cref="Offset.Unset"/> where it never did.</param>
    IReadOnlyList<TopicPartitionOffset> From(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> committed);
}

/// <summary>No replay: for work that keeps no state.</summary>
internal sealed class CommittedReplayStart : IReplayStart
{
    public IReadOnlyList<TopicPartitionOffset> From(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> committed) => committed;
}

/// <summary>Replays everything that the topic still holds.</summary>
internal sealed class EarliestReplayStart : IReplayStart
{
    public IReadOnlyList<TopicPartitionOffset> From(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> committed) =>
        [.. committed.Select(c => new TopicPartitionOffset(c.TopicPartition, Offset.Beginning))];
}

/// <summary>Replays what was written within a window before now.</summary>
/// <remarks>A broker that answers "end" for every time (librdkafka's mock cluster does) gets no replay; use the earliest start there.</remarks>
internal sealed class WindowReplayStart(TimeSpan window, TimeProvider time) : IReplayStart
{
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<TopicPartitionOffset> From(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> committed)
    {
        var since = new Timestamp(time.GetUtcNow().Subtract(window).ToUnixTimeMilliseconds(), TimestampType.CreateTime);
        var found = consumer.OffsetsForTimes(committed.Select(c => new TopicPartitionTimestamp(c.TopicPartition, since)), BrokerPatience);
        var byPartition = found.ToDictionary(f => f.TopicPartition, f => f.Offset);
        return [.. committed.Select(c => new TopicPartitionOffset(c.TopicPartition, Earlier(c.Offset, byPartition[c.TopicPartition])))];
    }

    /// <summary>The earlier of the two; nothing committed means that everything is still to be decided.</summary>
    internal static Offset Earlier(Offset committed, Offset found) =>
        committed.IsSpecial || found.IsSpecial || found.Value > committed.Value ? committed : found;
}

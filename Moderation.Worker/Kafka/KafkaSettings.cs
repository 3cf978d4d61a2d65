using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Worker.Kafka;

/// <summary>The one place where client settings are made.</summary>
internal static class KafkaSettings
{
    /// <summary>A consumer that leaves commits and offsets to us.</summary>
    public static ConsumerConfig Consumer(KafkaOptions options, string group) => new()
    {
        BootstrapServers = options.BootstrapServers,
        GroupId = $"{options.GroupPrefix}.{group}",
        ClientId = $"moderation-worker-{group}",
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        AllowAutoCreateTopics = false,
        SessionTimeoutMs = Milliseconds(options.SessionTimeout),
        HeartbeatIntervalMs = Milliseconds(options.HeartbeatInterval),
        FetchWaitMaxMs = Milliseconds(options.FetchWait),

        // The default of 1 s stalls a fast consumer for that long whenever its local queue was full once.
        FetchQueueBackoffMs = 10,

        // What is fetched ahead of a paused partition is thrown away and fetched again, so do not fetch far ahead.
        QueuedMaxMessagesKbytes = 16 * 1024,
        IsolationLevel = IsolationLevel.ReadCommitted,
        SocketKeepaliveEnable = true,
    };

    /// <summary>A consumer for reading whole partitions outside any group; told where a partition ends.</summary>
    public static ConsumerConfig Reader(KafkaOptions options, string name) => new()
    {
        BootstrapServers = options.BootstrapServers,

        // The client wants a name even where no group is joined and nothing is committed.
        GroupId = $"{options.GroupPrefix}.{name}",
        ClientId = $"moderation-worker-{name}",
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        AllowAutoCreateTopics = false,
        EnablePartitionEof = true,
        FetchWaitMaxMs = Milliseconds(options.FetchWait),
        FetchQueueBackoffMs = 10,
        IsolationLevel = IsolationLevel.ReadCommitted,
        SocketKeepaliveEnable = true,
    };

    /// <summary>An idempotent producer that never gives a record up while the broker is only unreachable.</summary>
    public static ProducerConfig Producer(KafkaOptions options) => new()
    {
        BootstrapServers = options.BootstrapServers,
        ClientId = "moderation-worker",
        EnableIdempotence = true,
        Acks = Acks.All,
        CompressionType = CompressionType.Lz4,
        LingerMs = 2,
        MessageTimeoutMs = 0,

        // Java clients' partitioner: the platform's producers and ours must put a live into the same partition.
        Partitioner = Partitioner.Murmur2Random,
        AllowAutoCreateTopics = false,
        DeliveryReportFields = "none",
        SocketKeepaliveEnable = true,
    };

    private static int Milliseconds(TimeSpan span) =>
        int.CreateChecked(Math.Ceiling(span.TotalMilliseconds));
}

using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

/// <summary>Client settings of this process, in one place.</summary>
internal static class KafkaClients
{
    // How soon a topic that is created later is noticed; the client's own default is five minutes.
    private const int MetadataRefreshMs = 10_000;

    private static readonly TimeSpan ClusterWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneQuestion = TimeSpan.FromSeconds(1);

    public static ConsumerConfig Consumer(KafkaOptions kafka) => new()
    {
        BootstrapServers = kafka.BootstrapServers,
        GroupId = $"{kafka.GroupPrefix}.api",
        ClientId = "moderation-api",
        SessionTimeoutMs = (int)kafka.SessionTimeout.TotalMilliseconds,
        HeartbeatIntervalMs = (int)kafka.HeartbeatInterval.TotalMilliseconds,
        FetchWaitMaxMs = (int)kafka.FetchWait.TotalMilliseconds,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoOffsetStore = false,
        TopicMetadataRefreshIntervalMs = MetadataRefreshMs,
    };

    /// <summary>For a reader that belongs to no group. The client wants a group's name all the same.</summary>
    public static ConsumerConfig Follower(KafkaOptions kafka) => new()
    {
        BootstrapServers = kafka.BootstrapServers,
        GroupId = $"{kafka.GroupPrefix}.api.followers",
        ClientId = "moderation-api",
        FetchWaitMaxMs = (int)kafka.FetchWait.TotalMilliseconds,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
        EnablePartitionEof = true,
        TopicMetadataRefreshIntervalMs = MetadataRefreshMs,
    };

    public static ProducerConfig Producer(KafkaOptions kafka, TimeSpan deliveryWait) => new()
    {
        BootstrapServers = kafka.BootstrapServers,
        ClientId = "moderation-api",
        EnableIdempotence = true,
        MessageTimeoutMs = (int)deliveryWait.TotalMilliseconds,
    };

    /// <summary>Asks the broker, in short questions: the client waits out each of its own, also when the process is asked to stop.</summary>
    /// <param name="ask">Asks once, and waits for so long.</param>
    /// <param name="patience">How long to ask in all.</param>
    /// <param name="token">Asks no more.</param>
    /// <exception cref="KafkaException">The broker did not answer in time, or not at all before the end was asked for.</exception>
    public static T Ask<T>(Func<TimeSpan, T> ask, TimeSpan patience, CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return ask(OneQuestion);
            }
            catch (KafkaException e) when (
                e.Error.Code is ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.Local_AllBrokersDown && Stopwatch.GetElapsedTime(begun) < patience && !token.IsCancellationRequested)
            {
                // It may only be slow.
            }
        }
    }

    /// <summary>Id of the cluster behind the address.</summary>
    public static async Task<string> ClusterIdAsync(KafkaOptions kafka)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers, ClientId = "moderation-api" })
            .SetLogHandler((_, _) => { })
            .Build();
        return (await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = ClusterWait })).ClusterId;
    }
}

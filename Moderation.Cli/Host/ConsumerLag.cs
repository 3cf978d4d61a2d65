using Confluent.Kafka;

namespace Moderation.Cli.Host;

/// <param name="Group">Consumer group.</param>
/// <param name="Topic">What it reads.</param>
/// <param name="Records">Records that it has not committed yet.</param>
internal sealed record GroupLag(string Group, string Topic, long Records);

/// <summary>How far the worker's groups are behind. The Api keeps its offsets in its database, so a broker cannot tell them.</summary>
/// <remarks>Asks for watermarks and committed offsets only: a list of all groups is more than the embedded broker can answer.</remarks>
internal static class ConsumerLag
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly (string Name, string Topic)[] Groups =
    [
        ("scorer.sessions", Core.Wire.TopicNames.Sessions),
        ("scorer.frames", Core.Wire.TopicNames.Frames),
        ("scorer.chat", Core.Wire.TopicNames.Chat),
        ("scorer.gifts", Core.Wire.TopicNames.Gifts),
        ("scorer.flags", Core.Wire.TopicNames.Flags),
        ("scorer.verdicts", Core.Wire.TopicNames.Verdicts),
        ("decider", Core.Wire.TopicNames.Signals),
        ("enforcer", Core.Wire.TopicNames.Orders),
    ];

    /// <summary>The lag of each group; null when no broker answers.</summary>
    public static IReadOnlyList<GroupLag>? Read(string bootstrapServers, string groupPrefix)
    {
        try
        {
            return [.. Groups.Select(group => Read(bootstrapServers, $"{groupPrefix}.{group.Name}", group.Topic))];
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    private static GroupLag Read(string bootstrapServers, string group, string topic)
    {
        var config = new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = group, EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, Patience).Topics.Single().Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId));
        return new GroupLag(group, topic, consumer.Committed(partitions, Patience).Sum(committed => Behind(consumer.QueryWatermarkOffsets(committed.TopicPartition, Patience), committed.Offset)));
    }

    /// <summary>Nothing committed yet means that everything the topic holds is still to be read.</summary>
    private static long Behind(WatermarkOffsets marks, Offset committed) =>
        marks.High.Value - (committed.IsSpecial ? marks.Low.Value : Math.Clamp(committed.Value, marks.Low.Value, marks.High.Value));
}

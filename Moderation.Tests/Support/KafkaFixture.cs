using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Cli.Broker;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>
/// A broker for one test: the one that <c>KAFKA_BOOTSTRAP</c> names, else a mock cluster of librdkafka's own, which speaks the real protocol
/// on loopback, makes topics with four partitions on first use (that of orders has one), and forgets everything when it is disposed.
/// </summary>
internal sealed class KafkaFixture : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly MockCluster? _mock;
    private readonly IProducer<byte[]?, byte[]> _producer;

    public KafkaFixture()
    {
        Bootstrap = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") ?? "";
        if (Bootstrap.Length == 0)
        {
            _mock = new MockCluster();
            // One log in one order: this topic has one partition wherever it is.
            _mock.CreateTopic(TopicNames.Orders, 1);
            Bootstrap = $"127.0.0.1:{_mock.Port}";
        }

        _producer = new ProducerBuilder<byte[]?, byte[]>(new ProducerConfig
        {
            BootstrapServers = Bootstrap, LingerMs = 1, Partitioner = Partitioner.Murmur2Random,
        }).Build();
    }

    public string Bootstrap { get; }

    /// <summary>Names lives and groups of this fixture alone, so that a shared broker does no harm.</summary>
    public string Unique { get; } = $"t{Guid.CreateVersion7():N}";

    /// <summary>Waits until something holds; fails with its description after the deadline.</summary>
    public static async Task Until(Func<bool> holds, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"not within {Patience}: {what}");
            await Task.Delay(10);
        }
    }

    /// <summary>Makes a topic that exists before anybody subscribes.</summary>
    public void Touch(params string[] topics)
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        foreach (var topic in topics)
            admin.GetMetadata(topic, TimeSpan.FromSeconds(10));
    }

    public Task SendAsync(string topic, byte[]? key, byte[] value, Headers? headers = null) =>
        _producer.ProduceAsync(topic, new Message<byte[]?, byte[]> { Key = key, Value = value, Headers = headers });

    /// <summary>Reads a topic from its beginning until enough records that count have come.</summary>
    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> Read(string topic, int count, Func<ConsumeResult<byte[]?, byte[]?>, bool> counts)
    {
        using var consumer = Consumer($"{Unique}.reader");
        consumer.Assign(Partitions(topic).Select(p => new TopicPartitionOffset(p, Offset.Beginning)));
        var found = new List<ConsumeResult<byte[]?, byte[]?>>();
        var started = Stopwatch.GetTimestamp();
        while (found.Count < count)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"{topic} has {found.Count} of {count} records after {Patience}");
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: not null } result && counts(result))
                found.Add(result);
        }

        return found;
    }

    /// <summary>Records of a topic, over all partitions.</summary>
    public long CountIn(string topic)
    {
        using var consumer = Consumer($"{Unique}.counter");
        return Partitions(topic).Sum(p => consumer.QueryWatermarkOffsets(p, TimeSpan.FromSeconds(10)) is var marks ? marks.High.Value - marks.Low.Value : 0);
    }

    /// <summary>What a group has committed, over all partitions of a topic.</summary>
    public long Committed(string group, string topic)
    {
        using var consumer = Consumer(group);
        return consumer.Committed(Partitions(topic), TimeSpan.FromSeconds(10)).Sum(p => p.Offset.IsSpecial ? 0 : p.Offset.Value);
    }

    public IReadOnlyList<TopicPartition> Partitions(string topic)
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        var metadata = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics.Single();
        return [.. metadata.Partitions.Select(p => new TopicPartition(topic, p.PartitionId))];
    }

    public void Dispose()
    {
        _producer.Dispose();
        _mock?.Dispose();
    }

    private IConsumer<byte[]?, byte[]?> Consumer(string group) => new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
    {
        BootstrapServers = Bootstrap, GroupId = group, EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest, FetchWaitMaxMs = 10,
    }).Build();
}

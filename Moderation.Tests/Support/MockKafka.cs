using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Cli.Broker;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>The client library's own mock broker: every topic with four partitions, everything in memory.</summary>
internal sealed class MockKafka : IDisposable
{
    private const int PartitionCount = 4;
    private readonly MockCluster _cluster = new();
    private readonly IProducer<string, byte[]?> _producer;

    public MockKafka()
    {
        BootstrapServers = $"127.0.0.1:{_cluster.Port}";
        _producer = new ProducerBuilder<string, byte[]?>(new ProducerConfig { BootstrapServers = BootstrapServers, LingerMs = 1 }).Build();
        // A subscription to a topic that is not there yet waits for the next look at the metadata.
        foreach (var topic in TopicNames.All)
            _cluster.CreateTopic(topic, PartitionCount);
    }

    public string BootstrapServers { get; }

    public Task<DeliveryResult<string, byte[]?>> SendAsync<T>(string topic, string key, T record, JsonTypeInfo<T> type) =>
        SendAsync(topic, key, JsonSerializer.SerializeToUtf8Bytes(record, type));

    public Task<DeliveryResult<string, byte[]?>> SendAsync(string topic, string key, byte[]? value) =>
        _producer.ProduceAsync(topic, new Message<string, byte[]?> { Key = key, Value = value });

    public void Queue(string topic, string key, byte[] value) =>
        _producer.Produce(topic, new Message<string, byte[]?> { Key = key, Value = value });

    public void Flush() => _producer.Flush(TimeSpan.FromSeconds(60));

    /// <summary>Reads a topic from its beginning until so many values came.</summary>
    public IReadOnlyList<byte[]?> Read(string topic, int count, CancellationToken token)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = BootstrapServers,
            GroupId = "reader",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 10,
        };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).Build();
        consumer.Assign(Enumerable.Range(0, PartitionCount).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var values = new List<byte[]?>();
        while (values.Count < count)
            values.Add(consumer.Consume(token).Message.Value);
        consumer.Close();
        return values;
    }

    /// <summary>Records of a topic, over all partitions.</summary>
    public long CountIn(string topic)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = BootstrapServers, GroupId = "counter" }).Build();
        return Enumerable.Range(0, PartitionCount).Sum(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), TimeSpan.FromSeconds(10)).High.Value);
    }

    public void Dispose()
    {
        _producer.Dispose();
        _cluster.Dispose();
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Confluent.Kafka;
using Moderation.Cli.Broker;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;
using Moderation.Tests.Unit.Supervision;

namespace Moderation.Tests.Kafka;

public sealed class EmbeddedBrokerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly IReadOnlyList<TopicDeclaration> Topics = TopicsFile.Load(TestFolder.RepositoryTopicsFile);

    [Fact]
    public async Task Every_declared_topic_is_there_with_its_partition_count()
    {
        await using var broker = EmbeddedBroker.Start(0, Topics);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();

        var metadata = admin.GetMetadata(Patience);

        Assert.Equal(
            Topics.Select(topic => (topic.Name, topic.Partitions)).Order(),
            metadata.Topics.Select(topic => (topic.Topic, topic.Partitions.Count)).Order());
    }

    [Fact]
    public async Task Clients_are_told_the_port_that_was_asked_for()
    {
        var port = PortOwner.PickFree();
        await using var broker = EmbeddedBroker.Start(port, Topics);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();

        var told = Assert.Single(admin.GetMetadata(Patience).Brokers);

        Assert.Equal((port, port), (broker.Port, told.Port));
    }

    [Fact]
    public async Task A_frame_comes_back_byte_for_byte_with_key_headers_and_time()
    {
        await using var broker = EmbeddedBroker.Start(0, Topics);
        var picture = new byte[900_000];
        new Random(7).NextBytes(picture);
        var sent = new Message<string, byte[]>
        {
            Key = "live-1",
            Value = picture,
            Headers = new Headers { { FrameHeaders.FrameId, Encoding.UTF8.GetBytes("f-1") } },
            Timestamp = new Timestamp(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
        };
        using var producer = new ProducerBuilder<string, byte[]>(
            new ProducerConfig { BootstrapServers = broker.BootstrapServers, EnableIdempotence = true, MessageMaxBytes = 4 << 20 }).Build();
        await producer.ProduceAsync(TopicNames.Frames, sent);

        using var consumer = Join(broker, "frames-read-back", TopicNames.Frames);
        var read = consumer.Consume(Patience);

        Assert.Equal("live-1", read.Message.Key);
        Assert.Equal(picture, read.Message.Value);
        Assert.Equal("f-1", Encoding.UTF8.GetString(read.Message.Headers.GetLastBytes(FrameHeaders.FrameId)));
        Assert.Equal(sent.Timestamp.UnixTimestampMs, read.Message.Timestamp.UnixTimestampMs);
        consumer.Close();
    }

    [Fact]
    public async Task A_groups_first_member_does_not_wait_for_others()
    {
        await using var broker = EmbeddedBroker.Start(0, Topics);
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        await producer.ProduceAsync(TopicNames.Chat, new Message<string, byte[]> { Key = "live-1", Value = [1] });

        var clock = Stopwatch.StartNew();
        using var consumer = Join(broker, "quick", TopicNames.Chat);
        Assert.NotNull(consumer.Consume(Patience));

        // 3 s is what a broker waits by default; the bar leaves room for a busy machine
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2.9));
        consumer.Close();
    }

    [Fact]
    public async Task A_committed_offset_is_where_the_group_goes_on()
    {
        await using var broker = EmbeddedBroker.Start(0, Topics);
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        for (byte i = 0; i < 10; i++)
            await producer.ProduceAsync(TopicNames.Gifts, new Message<string, byte[]> { Key = "live-1", Value = [i] });
        using (var first = Join(broker, "resume", TopicNames.Gifts))
        {
            for (var i = 0; i < 4; i++)
                first.Commit(first.Consume(Patience));
            first.Close();
        }

        using var second = Join(broker, "resume", TopicNames.Gifts);

        Assert.Equal([4], second.Consume(Patience).Message.Value);
        second.Close();
    }

    [Fact]
    public async Task A_taken_port_is_an_error_and_leaves_nothing_behind()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Throws<SocketException>(() => EmbeddedBroker.Start(port, Topics));
        taken.Dispose();

        await using var broker = EmbeddedBroker.Start(port, Topics);

        Assert.Equal(port, broker.Port);
    }

    private static IConsumer<string, byte[]> Join(EmbeddedBroker broker, string group, string topic)
    {
        var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            SessionTimeoutMs = 2000,
            HeartbeatIntervalMs = 300,
            FetchWaitMaxMs = 10,
            MessageMaxBytes = 4 << 20,
        }).Build();
        consumer.Subscribe(topic);
        return consumer;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using Moderation.Cli.Topics;

namespace Moderation.Cli.Broker;

/// <summary>A Kafka-protocol broker inside this process, on a port of the caller's choice, for development, demonstration and tests.</summary>
/// <remarks>
/// <see cref="Limits"/> says what it cannot do. Topics exist with the declared partition counts from the start. Worker and Api know
/// nothing of it: they connect to it as to any cluster.
/// </remarks>
internal sealed class EmbeddedBroker : IAsyncDisposable
{
    public const int DefaultPort = 19092;

    /// <summary>What a user must know before trusting it with anything.</summary>
    public const string Limits =
        "memory only, at most 5 MiB per partition (older records vanish), one node, no compaction; use Apache Kafka for anything real";

    private readonly MockCluster _cluster;
    private readonly LoopbackForwarder? _forwarder;

    private EmbeddedBroker(MockCluster cluster, LoopbackForwarder? forwarder)
    {
        _cluster = cluster;
        _forwarder = forwarder;
    }

    public int Port => _forwarder?.Port ?? _cluster.Port;

    public string BootstrapServers => $"{IPAddress.Loopback}:{Port}";

    /// <param name="port">Port to listen on; 0 takes the cluster's own, which spares the bytes a way through a forwarder.</param>
    /// <param name="topics">What to create.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The broker owns both.")]
    public static EmbeddedBroker Start(int port, IEnumerable<TopicDeclaration> topics)
    {
        var cluster = new MockCluster();
        try
        {
            foreach (var topic in topics)
                cluster.CreateTopic(topic.Name, topic.Partitions);
            if (port == 0)
                return new EmbeddedBroker(cluster, null);
            // it listens on a port of its own choice and would send its clients there
            var forwarder = new LoopbackForwarder(port, cluster.Port);
            cluster.Advertise(IPAddress.Loopback.ToString(), forwarder.Port);
            return new EmbeddedBroker(cluster, forwarder);
        }
        catch (Exception)
        {
            cluster.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_forwarder is not null)
            await _forwarder.DisposeAsync();
        // it joins native threads, which takes some time
        await Task.Run(_cluster.Dispose);
    }
}

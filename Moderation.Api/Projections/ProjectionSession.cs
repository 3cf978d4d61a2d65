using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

/// <summary>One membership in the consumer group. Begins each partition where the database says; whoever finds it broken disposes it and joins anew.</summary>
/// <remarks>Single-threaded: the client calls its handlers inside <see cref="Gather"/> and <see cref="Dispose"/> only.</remarks>
internal sealed class ProjectionSession : IDisposable
{
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WatermarkWait = TimeSpan.FromSeconds(10);

    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly OffsetStore _offsets;
    private readonly ProjectionState _state;
    private readonly ProjectionOptions _options;
    private readonly ILogger _log;
    private readonly Dictionary<TopicPartition, long> _expected = [];
    private List<ReadRecord> _batch = [];

    public ProjectionSession(
        string cluster, KafkaOptions kafka, ProjectionOptions options, OffsetStore offsets, ProjectionState state, ILogger log)
    {
        Cluster = cluster;
        _options = options;
        _offsets = offsets;
        _state = state;
        _log = log;
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaClients.Consumer(kafka))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions.Select(p => p.TopicPartition)))
            .SetPartitionsLostHandler((_, partitions) => Revoked(partitions.Select(p => p.TopicPartition)))
            .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .Build();
    }

    /// <summary>Id of the cluster that the stored offsets belong to.</summary>
    public string Cluster { get; }

    /// <summary>Whether partitions were assigned since this was last set to false; the cluster behind the address may be another one then.</summary>
    public bool WasAssigned { get; set; }

    /// <summary>Where each held partition is in the database, as far as this session knows.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Expected => _expected;

    public void Join(IEnumerable<string> topics) => _consumer.Subscribe(topics);

    /// <summary>Collects records until the batch is full or the wait is over; empty when nothing came.</summary>
    public IReadOnlyList<ReadRecord> Gather()
    {
        _batch = [];
        var wait = PollWait;
        var first = 0L;
        while (_batch.Count < _options.BatchSize && wait > TimeSpan.Zero && Poll(wait) is { } result)
        {
            if (_batch.Count == 0)
                first = Stopwatch.GetTimestamp();
            _batch.Add(new ReadRecord(result.TopicPartitionOffset, result.Message.Key, result.Message.Value));
            wait = _options.BatchWait - Stopwatch.GetElapsedTime(first);
        }

        return _batch;
    }

    /// <summary>Notes that a batch is in the database.</summary>
    public void Advance(IEnumerable<TopicPartitionOffset> next)
    {
        foreach (var position in next)
        {
            _expected[position.TopicPartition] = position.Offset.Value;
            // The client commits stored offsets now and then. Only monitoring reads them: assignment goes by the database.
            _consumer.StoreOffset(position);
        }
    }

    public void Dispose()
    {
        try
        {
            _consumer.Close();
        }
        catch (KafkaException e)
        {
            _log.ClientError(e.Error.Code, e.Error.Reason);
        }

        _consumer.Dispose();
    }

    private ConsumeResult<byte[]?, byte[]?>? Poll(TimeSpan wait)
    {
        try
        {
            return _consumer.Consume(wait);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal && e.Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            _log.TopicMissing(e.Error.Reason);
            return null;
        }
    }

    private List<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        WasAssigned = true;
        var stored = _offsets.Read(Cluster, partitions);
        var positions = new List<TopicPartitionOffset>(partitions.Count);
        foreach (var partition in partitions)
        {
            var next = stored.GetValueOrDefault(partition);
            if (next > 0 && _consumer.QueryWatermarkOffsets(partition, WatermarkWait).High.Value is var end && next > end)
            {
                _log.PartitionRestarted(partition, next, end);
                _offsets.Reset(Cluster, partition);
                next = 0;
            }

            _expected[partition] = next;
            positions.Add(new TopicPartitionOffset(partition, next > 0 ? next : Offset.Beginning));
        }

        _log.PartitionsAssigned(partitions.Count, _expected.Count);
        _state.Joined(_expected.Keys);
        return positions;
    }

    // Records gathered but not written belong to the next owner, who reads them again.
    private void Revoked(IEnumerable<TopicPartition> partitions)
    {
        var lost = partitions.ToHashSet();
        _batch.RemoveAll(record => lost.Contains(record.Position.TopicPartition));
        foreach (var partition in lost)
            _expected.Remove(partition);
        _log.PartitionsRevoked(lost.Count, _expected.Count);
        _state.Joined(_expected.Keys);
    }
}

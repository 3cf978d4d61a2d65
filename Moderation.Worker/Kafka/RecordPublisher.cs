using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>The idempotent producer. A broker that is away is waited for; a record that is refused for good stops the host.</summary>
internal sealed class RecordPublisher : IRecordPublisher, IDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(10);
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly BrokerLink _link;
    private readonly HostFault _fault;
    private readonly KafkaMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private int _inFlight;
    private bool _disposed;

    public RecordPublisher(ProducerConfig settings, BrokerLink link, HostFault fault, KafkaMetrics metrics, TimeProvider time, ILogger<RecordPublisher> log)
    {
        (_link, _fault, _metrics, _time, _log) = (link, fault, metrics, time, log);
        _producer = new ProducerBuilder<byte[]?, byte[]?>(settings)
            .SetErrorHandler((_, error) => OnError(error))
            .SetLogHandler((_, message) => _log.Client("producer", message.Facility, message.Message))
            .Build();
    }

    /// <summary>Records sent and not yet acknowledged.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public void Publish(in OutgoingRecord record, HeldRecord because)
    {
        because.Hold();
        var topic = record.Topic;
        Produce(record, report => OnDelivered(topic, report.Error, because));
    }

    public void Send(in OutgoingRecord record, Action<long>? acknowledged = null)
    {
        var topic = record.Topic;
        Produce(record, report =>
        {
            if (Arrived(topic, report.Error))
                acknowledged?.Invoke(report.Offset.Value);
        });
    }

    /// <summary>Asks the broker whether it answers; used when the link was seen down and no traffic would tell that it is up again.</summary>
    public bool Probe(TimeSpan patience)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
            admin.GetMetadata(patience);
            _link.MarkUp();
            return true;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    /// <remarks>More than once is harmless: the container knows the publisher under two names.</remarks>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _producer.Flush(FlushPatience);
        _producer.Dispose();
    }

    private void Produce(in OutgoingRecord record, Action<DeliveryReport<byte[]?, byte[]?>> delivered)
    {
        Interlocked.Increment(ref _inFlight);
        var message = new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.Value };
        if (record.TraceParent is { } trace)
            message.Headers = new Headers { { FrameHeaders.TraceParent, trace } };
        foreach (var (name, value) in record.Headers ?? [])
            (message.Headers ??= []).Add(name, value);

        // The local queue cannot be full: the quotas, and the small portions of what is sent freely, bound what is in flight far below its 100,000 records.
        if (record.Partition is { } partition)
            _producer.Produce(new TopicPartition(record.Topic, partition), message, delivered);
        else
            _producer.Produce(record.Topic, message, delivered);
    }

    private void OnDelivered(string topic, Error error, HeldRecord because)
    {
        if (Arrived(topic, error))
        {
            _metrics.RecordLatency(topic, _time.GetUtcNow() - because.WrittenAt);
            because.Release();
        }
        else
        {
            // librdkafka has already repeated all that can be repeated. Going on would leave a hole in a live's log.
            because.Abandon();
        }
    }

    private bool Arrived(string topic, Error error)
    {
        Interlocked.Decrement(ref _inFlight);
        if (!error.IsError)
        {
            _link.MarkUp();
            _metrics.CountPublished(topic);
            return true;
        }

        _metrics.PublishFailures.Add(1, new KeyValuePair<string, object?>("topic", topic));
        if (error.Code is not (ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight))
            _fault.Report($"cannot publish to {topic}: {error.Code} {error.Reason}", new KafkaException(error));
        return false;
    }

    private void OnError(Error error)
    {
        if (error.IsFatal)
            _fault.Report($"the producer failed: {error.Code} {error.Reason}", new KafkaException(error));
        else if (error.Code == ErrorCode.Local_AllBrokersDown)
            _link.MarkDown();
        _log.ClientError("producer", error.Code, error.Reason);
    }
}

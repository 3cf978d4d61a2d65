using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Publishes frames with a producer of its own: a frame is worth little after seconds, and must not keep a signal waiting that may wait for ever.</summary>
/// <remarks>Safe for several threads. Memory is bounded: frames beyond <see cref="StreamsOptions.MaxBytesWaiting"/> are skipped and counted, never queued.</remarks>
internal sealed class FramePublisher : IDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(2);
    private static readonly byte[] Version = Encoding.UTF8.GetBytes(WireVersion.Current.ToString(CultureInfo.InvariantCulture));
    private static readonly byte[] Jpeg = "image/jpeg"u8.ToArray();

    private readonly StreamsOptions _options;
    private readonly HostFault _fault;
    private readonly StreamMetrics _metrics;
    private readonly ILogger _log;
    private readonly IProducer<byte[], byte[]> _producer;
    private long _bytesWaiting;

    public FramePublisher(ProducerConfig settings, StreamsOptions options, HostFault fault, StreamMetrics metrics, ILogger<FramePublisher> log)
    {
        (_options, _fault, _metrics, _log) = (options, fault, metrics, log);
        _producer = new ProducerBuilder<byte[], byte[]>(Settings(settings, options))
            .SetErrorHandler((_, error) => OnError(error))
            .SetLogHandler((_, message) => _log.FrameProducer(message.Facility, message.Message))
            .Build();
    }

    /// <summary>Bytes of pictures that wait for the broker.</summary>
    public long BytesWaiting => Volatile.Read(ref _bytesWaiting);

    /// <summary>Hands a frame to the producer, or skips it; its fate is counted, sooner or later. Does not wait.</summary>
    /// <param name="live">The live.</param>
    /// <param name="capturedAt">When it was read. Later than that of the frame before, so that the frame's id is new.</param>
    /// <param name="picture">The JPEG; copied.</param>
    public void Publish(LiveId live, DateTimeOffset capturedAt, ReadOnlySpan<byte> picture)
    {
        var size = picture.Length;
        if (size > _options.MaxFrameBytes)
        {
            _metrics.Count(FrameFate.TooLarge);
            return;
        }

        if (Interlocked.Add(ref _bytesWaiting, size) > _options.MaxBytesWaiting)
        {
            Settle(size, FrameFate.Behind);
            return;
        }

        try
        {
            _producer.Produce(
                TopicNames.Frames, Message(live, capturedAt, picture.ToArray()), report => Settle(size, report.Error.IsError ? FrameFate.Undelivered : FrameFate.Published));
        }
        catch (ProduceException<byte[], byte[]> e)
        {
            Settle(size, e.Error.Code == ErrorCode.Local_QueueFull ? FrameFate.Behind : FrameFate.Undelivered);
        }
    }

    /// <summary>Gives what waits a moment to leave.</summary>
    public void Dispose()
    {
        _producer.Flush(FlushPatience);
        _producer.Dispose();
    }

    private static ProducerConfig Settings(ProducerConfig settings, StreamsOptions options) => new(new Dictionary<string, string>(settings))
    {
        ClientId = "moderation-worker-frames",
        // JPEG does not get smaller
        CompressionType = CompressionType.None,
        LingerMs = 0,
        MessageTimeoutMs = (int)options.DeliverWithin.TotalMilliseconds,
        MessageMaxBytes = options.MaxFrameBytes + 4_096,
        DeliveryReportFields = "none",
    };

    private static Message<byte[], byte[]> Message(LiveId live, DateTimeOffset capturedAt, byte[] picture) => new()
    {
        Key = Encoding.UTF8.GetBytes(live.Value),
        Value = picture,
        Headers = new Headers
        {
            { FrameHeaders.Version, Version },
            { FrameHeaders.FrameId, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{capturedAt.UtcDateTime:yyyyMMdd'T'HHmmss.fffffff}")) },
            { FrameHeaders.CapturedAt, Encoding.UTF8.GetBytes(capturedAt.ToString("O", CultureInfo.InvariantCulture)) },
            { FrameHeaders.ContentType, Jpeg },
        },
    };

    private void Settle(int size, FrameFate fate)
    {
        Interlocked.Add(ref _bytesWaiting, -size);
        _metrics.Count(fate);
    }

    private void OnError(Error error)
    {
        if (error.IsFatal)
            _fault.Report($"the frames' producer failed: {error.Code} {error.Reason}", new KafkaException(error));
        _log.FrameProducerError(error.Code, error.Reason);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Play;

/// <summary>Learns what became of what was handed to Kafka.</summary>
internal interface ISentSamples
{
    void FrameDelivered(LiveId live);

    void FrameFailed(LiveId live, string why);

    void LineDelivered(LiveId live);

    void LineFailed(LiveId live, string why);

    void GiftDelivered(LiveId live, long coins);

    void FlagDelivered(LiveId live);

    void GiftOrFlagFailed(LiveId live, string why);
}

/// <summary>Publishes session events, frames, text lines, gifts and flags as a live platform would.</summary>
internal sealed class LivePublisher : IDisposable
{
    private static readonly byte[] Version = Encoding.UTF8.GetBytes(WireVersion.Current.ToString(CultureInfo.InvariantCulture));
    private static readonly byte[] Jpeg = "image/jpeg"u8.ToArray();

    private readonly ISentSamples _sent;
    private readonly IProducer<string, byte[]> _producer;

    public LivePublisher(string bootstrapServers, ISentSamples sent)
    {
        _sent = sent;
        var config = new ProducerConfig
        {
            BootstrapServers = bootstrapServers,
            ClientId = "moderation-demo",
            EnableIdempotence = true,
            LingerMs = 2,
            // Java clients' partitioner, as a platform's producers would use.
            Partitioner = Partitioner.Murmur2Random,
            MessageTimeoutMs = 15_000,
        };
        _producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public void Publish(SessionEventRecord happening) =>
        _producer.Produce(TopicNames.Sessions, new Message<string, byte[]>
        {
            Key = happening.LiveId.Value,
            Value = JsonSerializer.SerializeToUtf8Bytes(happening, WireJson.Default.SessionEventRecord),
        });

    public void Publish(LiveId live, string frameId, DateTimeOffset capturedAt, byte[] picture)
    {
        var headers = new Headers
        {
            { FrameHeaders.Version, Version },
            { FrameHeaders.FrameId, Encoding.UTF8.GetBytes(frameId) },
            { FrameHeaders.CapturedAt, Encoding.UTF8.GetBytes(capturedAt.ToString("O", CultureInfo.InvariantCulture)) },
            { FrameHeaders.ContentType, Jpeg },
            { FrameHeaders.TraceParent, Encoding.UTF8.GetBytes($"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01") },
        };
        var message = new Message<string, byte[]> { Key = live.Value, Value = picture, Headers = headers };
        Produce(TopicNames.Frames, message, () => _sent.FrameDelivered(live), why => _sent.FrameFailed(live, why));
    }

    public void Publish(ChatRecord line)
    {
        var message = new Message<string, byte[]> { Key = line.LiveId.Value, Value = JsonSerializer.SerializeToUtf8Bytes(line, WireJson.Default.ChatRecord) };
        Produce(TopicNames.Chat, message, () => _sent.LineDelivered(line.LiveId), why => _sent.LineFailed(line.LiveId, why));
    }

    public void Publish(GiftRecord gift)
    {
        var message = new Message<string, byte[]> { Key = gift.LiveId.Value, Value = JsonSerializer.SerializeToUtf8Bytes(gift, WireJson.Default.GiftRecord) };
        Produce(TopicNames.Gifts, message, () => _sent.GiftDelivered(gift.LiveId, gift.Coins), why => _sent.GiftOrFlagFailed(gift.LiveId, why));
    }

    public void Publish(FlagRecord flag)
    {
        var message = new Message<string, byte[]> { Key = flag.LiveId.Value, Value = JsonSerializer.SerializeToUtf8Bytes(flag, WireJson.Default.FlagRecord) };
        Produce(TopicNames.Flags, message, () => _sent.FlagDelivered(flag.LiveId), why => _sent.GiftOrFlagFailed(flag.LiveId, why));
    }

    /// <summary>Waits until everything handed over is delivered or has failed.</summary>
    public void Flush(CancellationToken stop) => _producer.Flush(stop);

    public void Dispose() => _producer.Dispose();

    private void Produce(string topic, Message<string, byte[]> message, Action delivered, Action<string> failed)
    {
        try
        {
            _producer.Produce(topic, message, Report);
        }
        catch (KafkaException e)
        {
            failed(e.Error.Reason);
        }

        void Report(DeliveryReport<string, byte[]> report)
        {
            if (report.Error.IsError)
                failed(report.Error.Reason);
            else
                delivered();
        }
    }
}

using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>Writes down that a record could not be used, and why. The content itself stays where it is.</summary>
internal sealed class DeadLetterPublisher
{
    private readonly IRecordPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Counter<long> _count;

    public DeadLetterPublisher(IRecordPublisher publisher, TimeProvider time, IMeterFactory meters, ILogger<DeadLetterPublisher> log)
    {
        (_publisher, _time, _log) = (publisher, time, log);
        _count = meters.Create(WorkerTelemetry.Name).CreateCounter<long>(
            "moderation.intake.dead_letters", "{record}", "Records that could not be used, by stage and reason");
    }

    /// <summary>Sends the dead letter; the record stays held until it is acknowledged, and the caller still releases its own hold.</summary>
    /// <param name="record">The record that cannot be used.</param>
    /// <param name="stage">The stage that gave up.</param>
    /// <param name="reason">Why.</param>
    /// <param name="detail">More, without content.</param>
    public void Publish(HeldRecord record, string stage, DeadLetterReason reason, string detail)
    {
        var letter = Letter(record.Ref, record.Value, stage, reason, detail);
        _publisher.Publish(new OutgoingRecord(TopicNames.DeadLetters, record.Key, letter, TraceContext.Of(record.Headers)), record);
    }

    /// <summary>Sends the dead letter of a record that is read outside any group. Whoever reads it again sends it again; the place that it names is the same.</summary>
    /// <param name="source">The record that cannot be used.</param>
    /// <param name="stage">The stage that gave up.</param>
    /// <param name="reason">Why.</param>
    /// <param name="detail">More, without content.</param>
    public void Publish(ConsumeResult<byte[]?, byte[]?> source, string stage, DeadLetterReason reason, string detail)
    {
        var letter = Letter(new RecordRef(source.Topic, source.Partition.Value, source.Offset.Value), source.Message.Value ?? [], stage, reason, detail);
        _publisher.Send(new OutgoingRecord(TopicNames.DeadLetters, source.Message.Key, letter, TraceContext.Of(source.Message.Headers)));
    }

    private byte[] Letter(RecordRef source, byte[] value, string stage, DeadLetterReason reason, string detail)
    {
        _count.Add(1, new KeyValuePair<string, object?>("stage", stage), new KeyValuePair<string, object?>("reason", WireWord.From(reason)));
        _log.DeadLettered(source, stage, reason, detail);
        var letter = new DeadLetterRecord
        {
            V = WireVersion.Current,
            Source = source,
            Stage = stage,
            Reason = reason,
            Detail = detail,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(value)),
            ByteCount = value.Length,
            At = _time.GetUtcNow(),
        };
        return JsonSerializer.SerializeToUtf8Bytes(letter, WireJson.Default.DeadLetterRecord);
    }
}

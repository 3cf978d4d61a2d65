using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json;
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
        var letter = new DeadLetterRecord
        {
            V = WireVersion.Current,
            Source = record.Ref,
            Stage = stage,
            Reason = reason,
            Detail = detail,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(record.Value)),
            ByteCount = record.Value.Length,
            At = _time.GetUtcNow(),
        };
        var value = JsonSerializer.SerializeToUtf8Bytes(letter, WireJson.Default.DeadLetterRecord);
        _publisher.Publish(new OutgoingRecord(TopicNames.DeadLetters, record.Key, value, TraceContext.Of(record.Headers)), record);
        var reasonWord = JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
        _count.Add(1, new KeyValuePair<string, object?>("stage", stage), new KeyValuePair<string, object?>("reason", reasonWord));
        _log.DeadLettered(record.Ref, stage, reason, detail);
    }
}

using System.Text;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Takes records into the memory that gifts are answered from. Called by the feed's thread alone.</summary>
internal sealed class GiftFeedIntake(GiftGate gate, RestrictionWatch watch, GiftMetrics metrics, TimeProvider time, ILogger<GiftFeedIntake> log)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private RestrictionBook _book = new();
    private long _swept;

    /// <summary>Begins a reading. What was read before is answered from until all of this one is there.</summary>
    public void Begin() => _book = new RestrictionBook();

    /// <summary>Answers from this reading from now on.</summary>
    public void Load()
    {
        watch.Load(_book);
        log.RestrictionsLoaded(_book.LiveCount);
    }

    public void Sweep()
    {
        if (_swept != 0 && time.GetElapsedTime(_swept) < SweepEvery)
            return;
        _swept = time.GetTimestamp();
        var now = time.GetUtcNow();
        gate.Sweep(now);
        _book.Sweep(now);
    }

    public void Take(ConsumeResult<byte[]?, byte[]?> source)
    {
        var now = time.GetUtcNow();
        switch (source.Topic)
        {
            case TopicNames.Restrictions when source.Message.Value is null:
                Forget(source);
                break;
            case TopicNames.Restrictions when Read(source, WireJson.Default.RestrictionRecord, record => record.LiveId.Value) is { } record:
                _book.Take(record);
                break;
            case TopicNames.EnforcementState when Read(source, WireJson.Default.EnforcementStateRecord, _ => EnforcementStateRecord.Key) is { } record:
                watch.Hear(record.At, now);
                break;
            case TopicNames.GiftHolds when Read(source, WireJson.Default.GiftHoldRecord, record => record.LiveId.Value) is { } record:
                gate.Take(record, now);
                break;
            case TopicNames.GiftSettlements when Read(source, WireJson.Default.GiftSettlementRecord, record => record.LiveId.Value) is { } record:
                gate.Take(record, now);
                break;
            case TopicNames.Gifts when Read(source, WireJson.Default.GiftRecord, record => record.LiveId.Value) is { } record:
                gate.Take(record, now);
                break;
        }
    }

    private void Forget(ConsumeResult<byte[]?, byte[]?> source)
    {
        if (TextId.TryParse<LiveId>(Encoding.ASCII.GetString(source.Message.Key ?? []), out var live))
            _book.Forget(live);
        else
            Refuse(source, DeadLetterReason.BadKey, "the key is no live id");
    }

    // The projection reads the same gifts, holds and settlements and writes dead letters for those that cannot be used; here they are only counted.
    private T? Read<T>(ConsumeResult<byte[]?, byte[]?> source, JsonTypeInfo<T> type, Func<T, string> key)
        where T : class, IWireRecord
    {
        var outcome = RecordReader.Read(source.Message.Value ?? [], type);
        if (outcome.Record is not { } record)
            return Refuse<T>(source, outcome.Reason!.Value, outcome.Detail);
        return source.Message.Key is { } bytes && bytes.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(key(record)))
            ? record
            : Refuse<T>(source, DeadLetterReason.BadKey, "the key is not the record's");
    }

    private T? Refuse<T>(ConsumeResult<byte[]?, byte[]?> source, DeadLetterReason reason, string detail)
        where T : class
    {
        Refuse(source, reason, detail);
        return null;
    }

    private void Refuse(ConsumeResult<byte[]?, byte[]?> source, DeadLetterReason reason, string detail)
    {
        metrics.Refused(source.Topic);
        log.RecordRefused(source.TopicPartitionOffset, reason, detail);
    }
}

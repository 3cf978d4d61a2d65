using System.Text;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Reads the records that enforcement follows outside the log of orders. What cannot be used is told and passed over. Safe for several threads.</summary>
internal sealed class EnforcementTopics(DeadLetterPublisher deadLetters, EnforcementMetrics metrics, ILogger<EnforcementTopics> log)
{
    public const string Stage = "enforcement";

    /// <summary>What enforcement remembers, and what people set.</summary>
    public static IReadOnlyList<string> Memory { get; } = [TopicNames.Dispatches, TopicNames.Restrictions, TopicNames.EnforcementState, TopicNames.Controls];

    /// <summary>What platform and reviewers say.</summary>
    public static IReadOnlyList<string> Answers { get; } = [TopicNames.ActionReceipts, TopicNames.Verdicts];

    /// <summary>Reads an order; null when it cannot be used, and then <paramref name="fault"/> says why.</summary>
    public ActionRecord? ReadOrder(HeldRecord record, out ReadOutcome<ActionRecord> fault)
    {
        fault = Read(record.Key, record.Value, WireJson.Default.ActionRecord, order => order.LiveId.Value);
        if (fault.Record is null)
            metrics.CountRefused(TopicNames.Orders);
        return fault.Record;
    }

    /// <summary>Reads what the platform or a reviewer said; one that cannot be used becomes a dead letter.</summary>
    public T? ReadAnswer<T>(ConsumeResult<byte[]?, byte[]?> source, JsonTypeInfo<T> type, Func<T, LiveId> live)
        where T : class, IWireRecord
    {
        var outcome = Read(source.Message.Key, source.Message.Value ?? [], type, record => live(record).Value);
        if (outcome.Record is { } read)
            return read;
        metrics.CountRefused(source.Topic);
        deadLetters.Publish(source, Stage, outcome.Reason!.Value, outcome.Detail);
        return null;
    }

    /// <summary>Reads a record of a compacted topic of this service's own; null for a tombstone, and for one that cannot be used, which is logged.</summary>
    public T? ReadOwn<T>(ConsumeResult<byte[]?, byte[]?> source, JsonTypeInfo<T> type, Func<T, string> key)
        where T : class, IWireRecord
    {
        if (source.Message.Value is not { Length: > 0 } value)
            return null;
        var outcome = Read(source.Message.Key, value, type, key);
        if (outcome.Record is null)
        {
            metrics.CountRefused(source.Topic);
            log.Unusable(RefOf(source), outcome.Detail);
        }

        return outcome.Record;
    }

    /// <summary>Tells that somebody else writes what only this process should.</summary>
    public void TellStranger(ConsumeResult<byte[]?, byte[]?> source)
    {
        metrics.Strangers.Add(1);
        log.Stranger(RefOf(source));
    }

    private static RecordRef RefOf(ConsumeResult<byte[]?, byte[]?> source) => new(source.Topic, source.Partition.Value, source.Offset.Value);

    private static ReadOutcome<T> Read<T>(byte[]? key, byte[] value, JsonTypeInfo<T> type, Func<T, string> keyOf)
        where T : class, IWireRecord
    {
        var outcome = RecordReader.Read(value, type);
        return outcome.Record is not { } record || (key is not null && key.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(keyOf(record))))
            ? outcome
            : new ReadOutcome<T>(null, DeadLetterReason.BadKey, "the key is not that of the record");
    }
}

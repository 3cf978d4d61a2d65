using System.Text.Json.Serialization.Metadata;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Projections;

/// <summary>Carries one topic into its table.</summary>
internal interface IProjector
{
    string Topic { get; }

    /// <summary>Reads one value; never throws on bad input. A tombstone is not passed here.</summary>
    ReadOutcome<IWireRecord> Read(byte[]? key, byte[] value);

    /// <summary>Writes records, oldest first, so that writing them again changes nothing.</summary>
    Task WriteAsync(IReadOnlyList<IWireRecord> records, NpgsqlTransaction transaction, CancellationToken token);
}

/// <summary>A projector of one record type.</summary>
/// <param name="topic">Its topic.</param>
/// <param name="type">How its records are read.</param>
/// <param name="keyField">What the topic is keyed by, in words.</param>
internal abstract class KeyedProjector<TRecord>(string topic, JsonTypeInfo<TRecord> type, string keyField) : IProjector
    where TRecord : class, IWireRecord
{
    public string Topic => topic;

    public ReadOutcome<IWireRecord> Read(byte[]? key, byte[] value)
    {
        var outcome = RecordReader.Read(value, type);
        if (outcome.Record is not { } record)
            return new ReadOutcome<IWireRecord>(null, outcome.Reason, outcome.Detail);
        return key.AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(KeyOf(record)))
            ? new ReadOutcome<IWireRecord>(record, null, "")
            : new ReadOutcome<IWireRecord>(null, DeadLetterReason.BadKey, $"the key is not {keyField}");
    }

    public Task WriteAsync(IReadOnlyList<IWireRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        WriteRecordsAsync([.. records.Cast<TRecord>()], transaction, token);

    protected abstract string KeyOf(TRecord record);

    protected abstract Task WriteRecordsAsync(IReadOnlyList<TRecord> records, NpgsqlTransaction transaction, CancellationToken token);
}

/// <summary>A projector of a topic that is keyed by live, as most are.</summary>
internal abstract class Projector<TRecord>(string topic, JsonTypeInfo<TRecord> type) : KeyedProjector<TRecord>(topic, type, "the record's liveId")
    where TRecord : class, IWireRecord
{
    protected sealed override string KeyOf(TRecord record) => LiveOf(record).Value;

    protected abstract LiveId LiveOf(TRecord record);
}

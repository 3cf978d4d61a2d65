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
internal abstract class Projector<TRecord>(string topic, JsonTypeInfo<TRecord> type) : IProjector
    where TRecord : class, IWireRecord
{
    public string Topic => topic;

    public ReadOutcome<IWireRecord> Read(byte[]? key, byte[] value)
    {
        var outcome = RecordReader.Read(value, type);
        if (outcome.Record is not { } record)
            return new ReadOutcome<IWireRecord>(null, outcome.Reason, outcome.Detail);
        return key.AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(LiveOf(record).Value))
            ? new ReadOutcome<IWireRecord>(record, null, "")
            : new ReadOutcome<IWireRecord>(null, DeadLetterReason.BadKey, "the key is not the record's liveId");
    }

    public Task WriteAsync(IReadOnlyList<IWireRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        WriteRecordsAsync([.. records.Cast<TRecord>()], transaction, token);

    protected abstract LiveId LiveOf(TRecord record);

    protected abstract Task WriteRecordsAsync(IReadOnlyList<TRecord> records, NpgsqlTransaction transaction, CancellationToken token);
}

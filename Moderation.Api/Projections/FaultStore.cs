using Moderation.Api.Database;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Projections;

/// <summary>A record that could not be used, on its way into the fault table and the dead letters.</summary>
internal sealed record ProjectionFault(ReadRecord Source, DeadLetterReason Reason, string Detail);

/// <summary>Records that could not be used. A fault is written with the offset that passes it, and published after that.</summary>
internal sealed class FaultStore(NpgsqlDataSource source)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into projection_fault
          (cluster_id, topic, partition, record_offset, record_key, reason, detail, sha256, byte_count, found_at)
        values (@cluster, @topic, @partition, @offset, @key::bytea, @reason, @detail, @sha256, @byteCount, @at)
        on conflict do nothing
        """);

    private static readonly SqlQuery<FaultRow> SelectUnpublished = new(
        """
        select topic, partition, record_offset, record_key, reason, detail, sha256, byte_count, found_at
        from projection_fault
        where published_at is null and cluster_id = @cluster
        order by found_at
        limit @limit
        """);

    private static readonly SqlStatement MarkPublished = new(
        """
        update projection_fault
        set published_at = @at
        where cluster_id = @cluster and topic = @topic and partition = @partition and record_offset = @offset
        """);

    public static Task InsertAsync(
        NpgsqlTransaction transaction, string cluster, ProjectionFault fault, DateTimeOffset at, CancellationToken token) =>
        transaction.ExecuteAsync(
            Insert,
            new
            {
                cluster,
                topic = fault.Source.Position.Topic,
                partition = fault.Source.Position.Partition.Value,
                offset = fault.Source.Position.Offset.Value,
                key = fault.Source.Key,
                reason = WireWord.From(fault.Reason),
                detail = fault.Detail,
                sha256 = fault.Source.Sha256(),
                byteCount = (long)(fault.Source.Value?.Length ?? 0),
                at,
            },
            token);

    public Task<IReadOnlyList<FaultRow>> UnpublishedAsync(string cluster, int limit, CancellationToken token) =>
        source.QueryAsync(SelectUnpublished, new { cluster, limit }, token);

    public Task MarkPublishedAsync(string cluster, FaultRow row, DateTimeOffset at, CancellationToken token) =>
        source.ExecuteAsync(
            MarkPublished, new { cluster, topic = row.Topic, partition = row.Partition, offset = row.RecordOffset, at }, token);
}

/// <summary>One unpublished fault.</summary>
internal sealed record FaultRow
{
    public string Topic { get; init; } = "";

    public int Partition { get; init; }

    public long RecordOffset { get; init; }

    public byte[]? RecordKey { get; init; }

    public string Reason { get; init; } = "";

    public string Detail { get; init; } = "";

    public string Sha256 { get; init; } = "";

    public long ByteCount { get; init; }

    public DateTimeOffset FoundAt { get; init; }
}

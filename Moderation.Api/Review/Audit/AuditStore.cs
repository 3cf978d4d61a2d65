using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.Review.Audit;
using Npgsql;

namespace Moderation.Api.Review.Audit;

/// <summary>Which entries a list holds.</summary>
internal sealed record AuditFilter(string? Actor, string? Target, string? Kind);

/// <summary>Reads the audit log.</summary>
internal sealed class AuditStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<AuditRow> SelectPage = new(
        $"""
        select {AuditRow.Columns}
        from audit_entry
        where (@actor::text is null or actor = @actor)
          and (@target::text is null or target = @target)
          and (@kind::text is null or kind = @kind)
          and (@before::bigint is null or entry_id < @before)
        order by entry_id desc
        limit @limit
        """);

    private static readonly SqlQuery<AuditRow> SelectSealed = new(
        $"""
        select {AuditRow.Columns}
        from audit_entry
        where seq > @after
        order by seq
        limit @limit
        """);

    private static readonly SqlQuery<AuditRootRow> SelectRoots = new("select day, seq, hash, key_id, signature from audit_root order by day");

    private static readonly SqlQuery<CountedRow> CountUnsealed = new("select count(*) as count from audit_entry where seq is null");

    /// <summary>A page, newest first, and one row more when another page follows. Entries that are not sealed yet are in it. A cursor of another list begins at the end.</summary>
    public Task<IReadOnlyList<AuditRow>> PageAsync(AuditFilter filter, Cursor? after, int limit, CancellationToken token) => source.QueryAsync(
        SelectPage, new { filter.Actor, filter.Target, filter.Kind, before = after is { } cursor ? cursor.Number ?? 0 : (long?)null, limit = limit + 1 }, token);

    /// <summary>Sealed entries in the order of the chain.</summary>
    public static Task<IReadOnlyList<AuditRow>> SealedAsync(NpgsqlTransaction snapshot, long after, int limit, CancellationToken token) =>
        snapshot.QueryAsync(SelectSealed, new { after, limit }, token);

    /// <summary>All roots, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditRoot>> RootsAsync(NpgsqlTransaction snapshot, CancellationToken token) =>
        [.. (await snapshot.QueryAsync(SelectRoots, new { }, token)).Select(row => row.ToRoot())];

    /// <summary>How many entries wait to be sealed.</summary>
    public static async Task<long> UnsealedAsync(NpgsqlTransaction snapshot, CancellationToken token) =>
        (await snapshot.QueryAsync(CountUnsealed, new { }, token)).Single().Count;
}

using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>Takes exports in, and tells of them.</summary>
internal sealed class ExportStore(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly SqlQuery<ExportRow> SelectPage = new(
        $"""
        select {ExportRow.Columns}
        from statement_export
        where (@id::text is null or export_id = @id)
          and (@cursorAt::timestamptz is null or (asked_at, export_id) < (@cursorAt, @cursorId))
        order by asked_at desc, export_id desc
        limit @limit
        """);

    private static readonly SqlQuery<ExportRow> SelectOfPeriod = new(
        $"""
        select {ExportRow.Columns}
        from statement_export
        where released_from = @from and released_before = @before
        order by asked_at desc, export_id desc
        limit 1
        """);

    private static readonly SqlQuery<ExportContentRow> SelectContent = new("select state, content from statement_export where export_id = @id");

    private static readonly SqlStatement Insert = new(
        """
        insert into statement_export (export_id, released_from, released_before, state, asked_by, asked_at)
        values (@id, @from, @before, 'queued', @actor, @at)
        on conflict (released_from, released_before) where state = 'queued' do nothing
        """);

    private static readonly SqlStatement DropEnded = new("delete from statement_export where ended_at < @before");

    /// <summary>Asks for an export. Where the same one waits already, that one is it.</summary>
    public async Task<ExportRow> AddAsync(DateTimeOffset from, DateTimeOffset before, string actor, CancellationToken token)
    {
        var at = time.GetUtcNow();
        await source.ExecuteAsync(Insert, new { id = $"sx-{Guid.CreateVersion7(at):N}", from, before, actor, at }, token);
        return await NewestOfAsync(from, before, token) ?? throw new InvalidOperationException("the export that was asked for is gone");
    }

    /// <summary>The newest export of exactly this time, or null.</summary>
    public async Task<ExportRow?> NewestOfAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken token) =>
        (await source.QueryAsync(SelectOfPeriod, new { from, before }, token)).SingleOrDefault();

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<ExportRow>> PageAsync(Cursor? after, int limit, CancellationToken token) => SelectAsync(null, after, limit + 1, token);

    /// <summary>One export, or null.</summary>
    public async Task<ExportRow?> FindAsync(string id, CancellationToken token) => (await SelectAsync(id, null, 1, token)).SingleOrDefault();

    /// <summary>The content of one export, or null where there is no such export.</summary>
    public async Task<ExportContentRow?> ContentAsync(string id, CancellationToken token) => (await source.QueryAsync(SelectContent, new { id }, token)).SingleOrDefault();

    /// <summary>Forgets exports that ended before a time.</summary>
    /// <returns>How many.</returns>
    public Task<int> DropEndedAsync(DateTimeOffset before, CancellationToken token) => source.ExecuteAsync(DropEnded, new { before }, token);

    private Task<IReadOnlyList<ExportRow>> SelectAsync(string? id, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, new { id, cursorAt = after?.At, cursorId = after?.Id, limit }, token);
}

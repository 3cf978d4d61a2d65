using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports.Statements;

/// <summary>Reads orders with what their statements and notices are written from.</summary>
internal sealed class StatementStore(NpgsqlDataSource source)
{
    /// <summary>Kinds of orders that restrict somebody, and so have a statement.</summary>
    public static readonly string[] Restricting =
        [.. Enum.GetValues<ActionKind>().Where(kind => StatementMapping.Of(kind, SubjectKind.Participant).Restricts).Select(WireWord.From)];

    private static readonly SqlQuery<StatementRow> SelectOne = new(
        $"""
        select {StatementRow.Columns}
        from action a
        left join action_dispatch d on d.action_id = a.action_id
        left join decision x on x.decision_id = a.decision_id
        left join live l on l.live_id = a.live_id
        where a.action_id = @id
        """);

    // Only what restricted somebody. When it was first sent never changes, so an order stays in its period.
    private static readonly SqlQuery<StatementRow> SelectPage = new(
        $"""
        select {StatementRow.Columns}
        from action_dispatch d
        join action a on a.action_id = d.action_id
        left join decision x on x.decision_id = a.decision_id
        left join live l on l.live_id = a.live_id
        where {SentOrders.Restricts}
          and (@from::timestamptz is null or d.released_at >= @from)
          and (@before::timestamptz is null or d.released_at < @before)
          and (@cursorAt::timestamptz is null or (d.released_at, d.action_id) < (@cursorAt, @cursorId))
        order by d.released_at desc, d.action_id desc
        limit @limit
        """);

    private static readonly SqlQuery<CountedRow> CountPeriod = new(
        $"""
        select count(*) as count
        from action_dispatch d
        join action a on a.action_id = d.action_id
        where d.released_at >= @from and d.released_at < @before and {SentOrders.Restricts}
        """);

    private static readonly SqlQuery<SheetTextRow> SelectSheet = new("select canonical_json from policy_version where name = @name and sheet_hash = @hash");

    private static readonly SqlQuery<NewestSheetRow> SelectNewestSheet = new(
        "select sheet_hash, canonical_json from policy_version where name = @name and created_at <= @at order by version desc limit 1");

    /// <summary>One order, or null.</summary>
    public async Task<StatementRow?> FindAsync(string id, CancellationToken token) => (await source.QueryAsync(SelectOne, new { id }, token)).SingleOrDefault();

    /// <summary>Orders that restricted somebody, by when they were first sent, newest first: a page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<StatementRow>> PageAsync(DateTimeOffset? from, DateTimeOffset? before, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, new { from, before, kinds = Restricting, cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1 }, token);

    /// <summary>How many orders of a period restricted somebody.</summary>
    public async Task<long> CountAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken token) =>
        (await source.QueryAsync(CountPeriod, new { from, before, kinds = Restricting }, token)).Single().Count;

    /// <summary>The canonical form of a version's sheet; null where it is not stored.</summary>
    public async Task<string?> SheetAsync(string name, string hash, CancellationToken token) =>
        (await source.QueryAsync(SelectSheet, new { name, hash }, token)).SingleOrDefault()?.CanonicalJson;

    /// <summary>The newest version of a policy that there was at a time; null where there was none.</summary>
    public async Task<NewestSheetRow?> NewestSheetAsync(string name, DateTimeOffset at, CancellationToken token) =>
        (await source.QueryAsync(SelectNewestSheet, new { name, at }, token)).SingleOrDefault();
}

/// <summary>The newest version's sheet.</summary>
internal sealed record NewestSheetRow
{
    public string SheetHash { get; init; } = "";

    public string CanonicalJson { get; init; } = "";
}

/// <summary>A version's sheet.</summary>
internal sealed record SheetTextRow
{
    public string CanonicalJson { get; init; } = "";
}

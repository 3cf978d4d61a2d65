using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing.Protection;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Which cases a list holds.</summary>
/// <param name="Queues">Only of these queues: those that the caller may see.</param>
/// <param name="Open">Only those that are open, or only those that are closed.</param>
/// <param name="LiveId">Only of this live.</param>
/// <param name="UserId">Only about this account.</param>
/// <param name="Policy">Only by this policy.</param>
/// <param name="Holder">Only those that this reviewer holds, by pseudonym.</param>
internal sealed record CaseFilter(
    IReadOnlyCollection<string> Queues, bool? Open = null, string? LiveId = null, string? UserId = null, string? Policy = null, string? Holder = null);

/// <summary>Reads cases.</summary>
internal sealed class CaseStore(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly SqlQuery<CaseRow> SelectPage = new(
        $"""
        select {CaseTable.Columns}
        from review_case
        where queue = any(@queues)
          and (@open::boolean is null or (outcome is null) = @open)
          and (@liveId::text is null or live_id = @liveId)
          and (@userId::text is null or subject_user_id = @userId or subject_other_user_id = @userId)
          and (@policy::text is null or policy_name = @policy)
          and (@holder::text is null or (lease_reviewer = @holder and lease_until > @now and outcome is null))
          and (@cursorAt::timestamptz is null or (opened_at, case_id) < (@cursorAt, @cursorId))
        order by opened_at desc, case_id desc
        limit @limit
        """);

    private static readonly SqlQuery<CaseRow> SelectNext = new(
        $"""
        {CaseOrder.Candidates("true")}
        select {CaseTable.Columns}
        from (select id, band, place from candidate order by band, place, id limit @depth) as first
        join review_case c on c.case_id = first.id
        order by first.band, first.place, first.id
        """);

    private static readonly SqlQuery<CaseRow> SelectOne = new($"select {CaseTable.Columns} from review_case where case_id = @id");

    private static readonly SqlQuery<CaseReportRow> SelectReports = new("select report_id from review_case_report where case_id = @id order by number");

    private static readonly SqlQuery<CaseFlagRow> SelectFlags = new(
        """
        select f.flag_id, f.occurred_at, f.target, f.target_id, f.reason, f.trusted, m.weight, f.is_over_limit
        from review_case_flag m
        join flag f on f.live_id = m.live_id and f.flag_id = m.flag_id
        where m.case_id = @id
        order by f.occurred_at desc, f.flag_id
        limit 100
        """);

    private static readonly SqlQuery<VerdictRow> SelectVerdicts = new(
        $"""
        select {VerdictRow.Columns}
        from review_verdict
        where case_id = @id
        order by given_at, verdict_id
        """);

    private static readonly SqlQuery<HeldLookRow> SelectHeldLook = new(
        """
        select case_id from review_case
        where parent_case_id = @id and outcome is null and lease_reviewer = @reviewer and lease_until > @now
        limit 1
        """);

    private static readonly SqlQuery<CaseBacktestRow> SelectBacktest = new("select backtest_id, sheet_hash, rungs, reached_at from review_case_backtest where case_id = @id");

    private static readonly SqlQuery<StatementRow> SelectStatement = new("select statement from review_appeal where case_id = @id");

    /// <summary>A page, newest first, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<CaseRow>> PageAsync(CaseFilter filter, Cursor? after, int limit, CancellationToken token) => source.QueryAsync(
        SelectPage,
        new
        {
            queues = filter.Queues.ToArray(), filter.Open, filter.LiveId, filter.UserId, filter.Policy, filter.Holder, now = time.GetUtcNow(), cursorAt = after?.At,
            cursorId = after?.Id, limit = limit + 1,
        },
        token);

    /// <summary>Open cases in the order in which they come up.</summary>
    public Task<IReadOnlyList<CaseRow>> NextAsync(IReadOnlyCollection<string> queues, int limit, CancellationToken token) =>
        source.QueryAsync(SelectNext, new { queues = queues.ToArray(), now = time.GetUtcNow(), depth = limit }, token);

    /// <summary>One case, or null.</summary>
    public async Task<CaseRow?> FindAsync(string id, CancellationToken token) => (await source.QueryAsync(SelectOne, new { id }, token)).SingleOrDefault();

    /// <summary>Whether a reviewer holds a case that looks again at this one, and so must not know what was said of it.</summary>
    public async Task<bool> IsLookedAtAgainByAsync(string id, string reviewer, CancellationToken token) =>
        (await source.QueryAsync(SelectHeldLook, new { id, reviewer, now = time.GetUtcNow() }, token)).Count > 0;

    /// <summary>What belongs to a case. One that looks again at another has that one's reports and flags.</summary>
    public async Task<CaseParts> PartsAsync(CaseRow row, CancellationToken token)
    {
        var (own, about) = (new { id = row.CaseId }, new { id = row.ParentCaseId ?? row.CaseId });
        return new CaseParts(
            [.. (await source.QueryAsync(SelectReports, about, token)).Select(report => report.ReportId)],
            await source.QueryAsync(SelectFlags, about, token),
            await source.QueryAsync(SelectVerdicts, own, token),
            row.ActionId is null ? null : (await source.QueryAsync(SelectStatement, own, token)).SingleOrDefault()?.Statement,
            await CaseProtection.FindAsync(source, row, time.GetUtcNow(), token),
            row.Facts.LooksBack ? (await source.QueryAsync(SelectBacktest, own, token)).SingleOrDefault() : null);
    }
}

/// <summary>What belongs to a case.</summary>
internal sealed record CaseParts(
    IReadOnlyList<string> Reports, IReadOnlyList<CaseFlagRow> Flags, IReadOnlyList<VerdictRow> Verdicts, string? Statement, ProtectionRow? Protection, CaseBacktestRow? Backtest);

/// <summary>Where the case of a backtest comes from.</summary>
internal sealed record CaseBacktestRow
{
    public string BacktestId { get; init; } = "";

    public string SheetHash { get; init; } = "";

    public string[] Rungs { get; init; } = [];

    public DateTimeOffset ReachedAt { get; init; }
}

/// <summary>A flag in a case.</summary>
internal sealed record CaseFlagRow
{
    public string FlagId { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public string Target { get; init; } = "";

    public string? TargetId { get; init; }

    public string Reason { get; init; } = "";

    public bool Trusted { get; init; }

    public double Weight { get; init; }

    public bool IsOverLimit { get; init; }

    public CaseFlag ToFlag() => new(FlagId, OccurredAt, WireWord.Parse<FlagTarget>(Target), TargetId, Reason, Trusted, Weight, IsOverLimit);
}

/// <summary>A case that looks again at another.</summary>
internal sealed record HeldLookRow
{
    public string CaseId { get; init; } = "";
}

/// <summary>What an appellant wrote.</summary>
internal sealed record StatementRow
{
    public string Statement { get; init; } = "";
}

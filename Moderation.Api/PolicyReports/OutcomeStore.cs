using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports;

/// <summary>Counts what became of a policy's decisions, and reads what reviewers said of its orders.</summary>
internal sealed class OutcomeStore(NpgsqlDataSource source)
{
    // A decision whose decider did not tell the sheet has no version; it is counted under an empty hash.
    private static readonly SqlQuery<CountRow> CountDecisions = new(
        """
        select coalesce(sheet_hash, '') as sheet_hash, effect as word, count(*) as count
        from decision
        where policy_name = @name
          and (@from::timestamptz is null or decided_at >= @from)
          and (@to::timestamptz is null or decided_at < @to)
        group by 1, 2
        """);

    private static readonly SqlQuery<CountRow> CountOrders = new(
        """
        select coalesce(d.sheet_hash, '') as sheet_hash, a.kind as word, count(*) as count
        from decision d
        join action a on a.decision_id = d.decision_id and a.reverses is null
        where d.policy_name = @name
          and (@from::timestamptz is null or d.decided_at >= @from)
          and (@to::timestamptz is null or d.decided_at < @to)
        group by 1, 2
        """);

    // By the time of the order, not of the decision: an order can wait for people and come on another day.
    private static readonly SqlQuery<PolicyOrdersRow> CountOrdersOfAll = new(
        """
        select policy_name, count(*) as count
        from action
        where ordered_at >= @since and reverses is null
        group by 1
        """);

    // Several rungs can join one report, which is one thing to review. The last verdict that decides is what holds.
    private static readonly SqlQuery<CountRow> CountReviews = new(
        """
        select d.sheet_hash, coalesce(o.kind, case when exists (select from verdict v where v.report_id = d.report_id) then 'undecided' else 'not_reviewed' end) as word,
               count(*) as count
        from (
          select distinct coalesce(sheet_hash, '') as sheet_hash, report_id
          from decision
          where policy_name = @name and report_id is not null
            and (@from::timestamptz is null or decided_at >= @from)
            and (@to::timestamptz is null or decided_at < @to)) d
        left join lateral (
          select v.kind from verdict v
          where v.report_id = d.report_id and v.kind <> 'undecided'
          order by v.given_at desc, v.verdict_id desc
          limit 1) o on true
        group by 1, 2
        """);

    // Orders that waited for people were looked at before they were given; the budget is of those that nobody looked at.
    private static readonly SqlQuery<ReviewedRow> SelectReviewed = new(
        """
        select o.kind = 'overturned' as is_wrongful
        from (
          select distinct report_id
          from decision
          where policy_name = @name and sheet_hash = @sheetHash and effect = 'enforced' and actions <> '[]'::jsonb and report_id is not null) d
        cross join lateral (
          select v.kind, v.given_at, v.verdict_id from verdict v
          where v.report_id = d.report_id and v.kind <> 'undecided'
          order by v.given_at desc, v.verdict_id desc
          limit 1) o
        where @since::timestamptz is null or o.given_at > @since
        order by o.given_at, o.verdict_id
        """);

    // The newest word on each report, whatever it says.
    private static readonly SqlQuery<ReportVerdictRow> SelectVerdicts = new(
        """
        select distinct on (v.report_id) v.report_id, v.kind, v.given_at
        from verdict v
        where v.report_id in (select report_id from decision where policy_name = @name and report_id is not null)
        order by v.report_id, v.given_at desc, v.verdict_id desc
        """);

    private static readonly SqlQuery<TriedCaseRow> SelectTried = new(
        """
        select live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, outcome, closed_at
        from review_case
        where kind = 'backtest' and policy_name = @name and outcome is not null
        """);

    /// <summary>Decisions by hash of the sheet and effect.</summary>
    public Task<IReadOnlyList<CountRow>> DecisionsAsync(OutcomePeriod period, CancellationToken token) => source.QueryAsync(CountDecisions, period, token);

    /// <summary>Orders by hash of the sheet and kind; reversals are none.</summary>
    public Task<IReadOnlyList<CountRow>> OrdersAsync(OutcomePeriod period, CancellationToken token) => source.QueryAsync(CountOrders, period, token);

    /// <summary>Orders of each policy since a time, reversals not counted; a policy without any is not among them.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OrdersSinceAsync(DateTimeOffset since, CancellationToken token) =>
        (await source.QueryAsync(CountOrdersOfAll, new { since }, token)).ToDictionary(row => row.PolicyName, row => row.Count);

    /// <summary>Reports by hash of the sheet and what reviewers made of them.</summary>
    public Task<IReadOnlyList<CountRow>> ReviewsAsync(OutcomePeriod period, CancellationToken token) => source.QueryAsync(CountReviews, period, token);

    /// <summary>Whether each reviewed report with automatic orders of a version was wrong, in the order of the verdicts.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="sheetHash">The version.</param>
    /// <param name="since">Only verdicts after this; null for all.</param>
    /// <param name="token">Ends the query.</param>
    public async Task<IReadOnlyList<bool>> ReviewedAsync(string name, string sheetHash, DateTimeOffset? since, CancellationToken token) =>
        [.. (await source.QueryAsync(SelectReviewed, new { name, sheetHash, since }, token)).Select(row => row.IsWrongful)];

    /// <summary>What reviewers last said of each reviewed report of a policy, of whatever version.</summary>
    public Task<IReadOnlyList<ReportVerdictRow>> VerdictsAsync(string name, CancellationToken token) => source.QueryAsync(SelectVerdicts, new { name }, token);

    /// <summary>How cases ended that backtests of a policy opened.</summary>
    public Task<IReadOnlyList<TriedCaseRow>> TriedAsync(string name, CancellationToken token) => source.QueryAsync(SelectTried, new { name }, token);
}

/// <summary>A case that a backtest opened, and how it ended.</summary>
internal sealed record TriedCaseRow
{
    public string LiveId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    public string Outcome { get; init; } = "";

    public DateTimeOffset ClosedAt { get; init; }

    /// <summary>Live and subject, as <see cref="Core.PolicyReports.Backtests.OutcomeBook"/> knows them.</summary>
    public string Key => $"{LiveId}/{StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId)}";

    public VerdictKind Verdict => WireWord.Parse<CaseOutcome>(Outcome) switch
    {
        CaseOutcome.Upheld => VerdictKind.Confirmed,
        CaseOutcome.Overturned => VerdictKind.Overturned,
        _ => VerdictKind.Undecided,
    };
}

/// <summary>Which decisions are counted.</summary>
/// <param name="Name">The policy.</param>
/// <param name="From">Decided at this time or later; null from the first on.</param>
/// <param name="To">Decided before this time; null up to the last.</param>
internal sealed record OutcomePeriod(string Name, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A count.</summary>
internal sealed record CountRow
{
    public string SheetHash { get; init; } = "";

    public string Word { get; init; } = "";

    public long Count { get; init; }
}

/// <summary>How many orders a policy gave.</summary>
internal sealed record PolicyOrdersRow
{
    public string PolicyName { get; init; } = "";

    public long Count { get; init; }
}

/// <summary>What a reviewer made of automatic orders.</summary>
internal sealed record ReviewedRow
{
    public bool IsWrongful { get; init; }
}

/// <summary>The newest verdict on a report.</summary>
internal sealed record ReportVerdictRow
{
    public string ReportId { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateTimeOffset GivenAt { get; init; }
}

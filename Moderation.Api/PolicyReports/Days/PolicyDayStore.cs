using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.PolicyReports.Days;

/// <summary>Counts what policies did on a day, and keeps the counts when the rows that they came from are gone.</summary>
internal sealed class PolicyDayStore(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly SqlStatement Forget = new("delete from policy_day where day = @day");

    // As the outcomes of a policy are counted, over all policies: reversals are no orders, and the last verdict that decides is what holds.
    private static readonly SqlStatement Count = new(
        """
        insert into policy_day (day, policy_name, sheet_hash, measure, word, count, counted_at)
        select @day::date, d.policy_name, coalesce(d.sheet_hash, ''), 'decision', d.effect, count(*), @at::timestamptz
        from decision d
        where d.decided_at >= @from and d.decided_at < @before
        group by 2, 3, 5
        union all
        select @day::date, d.policy_name, coalesce(d.sheet_hash, ''), 'order', a.kind, count(*), @at::timestamptz
        from decision d
        join action a on a.decision_id = d.decision_id and a.reverses is null
        where d.decided_at >= @from and d.decided_at < @before
        group by 2, 3, 5
        union all
        select @day::date, r.policy_name, r.sheet_hash, 'review',
               coalesce(o.kind, case when exists (select from verdict v where v.report_id = r.report_id) then 'undecided' else 'not_reviewed' end), count(*), @at::timestamptz
        from (
          select distinct policy_name, coalesce(sheet_hash, '') as sheet_hash, report_id
          from decision
          where report_id is not null and decided_at >= @from and decided_at < @before) r
        left join lateral (
          select v.kind from verdict v
          where v.report_id = r.report_id and v.kind <> 'undecided'
          order by v.given_at desc, v.verdict_id desc
          limit 1) o on true
        group by 2, 3, 5
        """);

    private static readonly SqlQuery<PolicyDayRow> Select = new(
        """
        select day, sheet_hash, measure, word, count
        from policy_day
        where policy_name = @name
          and (@from::date is null or day >= @from)
          and (@to::date is null or day <= @to)
        order by day, sheet_hash, measure, word
        """);

    /// <summary>Counts a day anew.</summary>
    /// <returns>How many counts there are.</returns>
    public async Task<int> CountAsync(DateOnly day, CancellationToken token)
    {
        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await transaction.ExecuteAsync(Forget, new { day }, token);
        var counts = await transaction.ExecuteAsync(Count, new { day, from, before = from.AddDays(1), at = time.GetUtcNow() }, token);
        await transaction.CommitAsync(token);
        return counts;
    }

    /// <summary>The counts of a policy, oldest day first.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="from">First day; null from the first on.</param>
    /// <param name="to">Last day; null to the last.</param>
    /// <param name="token">Ends the query.</param>
    public Task<IReadOnlyList<PolicyDayRow>> OfAsync(string name, DateOnly? from, DateOnly? to, CancellationToken token) => source.QueryAsync(Select, new { name, from, to }, token);
}

/// <summary>One count of a day.</summary>
internal sealed record PolicyDayRow
{
    public DateOnly Day { get; init; }

    public string SheetHash { get; init; } = "";

    public string Measure { get; init; } = "";

    public string Word { get; init; } = "";

    public long Count { get; init; }
}

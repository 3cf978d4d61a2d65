using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.PolicyReports.Calibration;

/// <summary>Reads decided cases with what was believed when they were reported, and the last word on them.</summary>
internal sealed class JudgedCases(NpgsqlDataSource source)
{
    // One verdict is about all reports of a case, so a case counts once, with its newest report. Second looks and golden cases are no cases of their own; where a second look disagrees, the third
    // person's word is an appeal's. What an appeal, upheld, leaves standing is what it was told to expect.
    private static readonly SqlQuery<JudgedCaseRow> Select = new(
        """
        select c.policy_name, r.models, r.belief,
               case when a.case_id is null then c.outcome
                    when a.outcome is null then 'contested'
                    when a.outcome = 'undecided' then 'undecided'
                    when a.outcome = 'upheld' then a.expected_outcome
                    when a.expected_outcome = 'overturned' then 'upheld'
                    else 'overturned' end as word
        from review_case c
        cross join lateral (
          select (o.evidence ->> 'belief')::float8 as belief,
                 coalesce((select string_agg((m.value ->> 'name') || ' ' || left(m.value ->> 'hash', 8), ', ' order by m.value ->> 'name', m.value ->> 'hash') from jsonb_array_elements(o.evidence -> 'models') m), '') as models
          from review_case_report n
          join report o on o.report_id = n.report_id
          where n.case_id = c.case_id and (o.evidence ->> 'belief')::float8 between 0 and 1
          order by n.number desc
          limit 1) r
        left join lateral (
          select l.case_id, l.outcome, l.expected_outcome
          from review_case l
          where l.parent_case_id = c.case_id and l.kind = 'appeal' and (l.outcome is null or l.closed_at >= c.closed_at)
          order by l.closed_at desc nulls first, l.case_id
          limit 1) a on true
        where c.kind = 'report' and not c.is_golden and c.outcome is not null and c.policy_name is not null and c.closed_at >= @from and c.closed_at < @before
        order by c.policy_name, r.belief, c.case_id
        """);

    /// <summary>The cases that were closed from a time on and before another.</summary>
    public Task<IReadOnlyList<JudgedCaseRow>> ReadAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken token) => source.QueryAsync(Select, new { from, before }, token);
}

/// <summary>A decided case.</summary>
internal sealed record JudgedCaseRow
{
    public const string Upheld = "upheld", Overturned = "overturned", Undecided = "undecided", Contested = "contested";

    public string PolicyName { get; init; } = "";

    public string Models { get; init; } = "";

    public double Belief { get; init; }

    public string Word { get; init; } = "";
}

using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>How much there was, and how fast it went.</summary>
internal sealed class VolumeFigures(NpgsqlDataSource source) : IFigureReader
{
    private static readonly string[] Counts = ["reports", "cases", "flags", "flags_over_limit", "orders", "decisions"];
    private static readonly string[] Times = ["first_look", "verdict", "order", "effect"];

    private static readonly SqlQuery<CountedPartRow> SelectCounts = new(
        $"""
        with one as (
          select 'reports' as name, r.raised_at as at, r.policy_name, c.queue, r.priority as kind, r.language
          from report r left join review_case_report m on m.report_id = r.report_id left join review_case c on c.case_id = m.case_id
          union all
          select 'cases', c.opened_at, c.policy_name, c.queue, c.urgency, c.language from review_case c where c.kind = 'report'
          union all
          select 'flags', f.occurred_at, c.policy_name, c.queue, f.reason, c.language
          from flag f left join review_case_flag m on m.live_id = f.live_id and m.flag_id = f.flag_id left join review_case c on c.case_id = m.case_id
          union all
          select 'flags_over_limit', f.occurred_at, c.policy_name, c.queue, f.reason, c.language
          from flag f left join review_case_flag m on m.live_id = f.live_id and m.flag_id = f.flag_id left join review_case c on c.case_id = m.case_id
          where f.is_over_limit
          union all
          select 'orders', a.ordered_at, a.policy_name, c.queue, a.kind, a.language
          from action a left join review_case_report m on m.report_id = a.report_id left join review_case c on c.case_id = m.case_id
          where a.reverses is null
          union all
          select 'decisions', d.decided_at, d.policy_name, c.queue, d.effect, d.language
          from decision d left join review_case_report m on m.report_id = d.report_id left join review_case c on c.case_id = m.case_id),
        {FigureCuts.Scoped}
        select {FigureCuts.Columns}, count(*) as count
        from scoped
        group by {FigureCuts.Sets}
        order by 1, 2, 3
        """);

    // What is not over yet has no time: it is in the total and in no percentile.
    private static readonly SqlQuery<TimedPartRow> SelectTimes = new(
        $"""
        with one as (
          select 'first_look' as name, c.opened_at as at, c.policy_name, c.queue, c.urgency as kind, c.language, extract(epoch from c.first_claimed_at - c.opened_at)::float8 as seconds
          from review_case c where c.kind = 'report'
          union all
          select 'verdict', c.opened_at, c.policy_name, c.queue, c.urgency, c.language, extract(epoch from c.closed_at - c.opened_at)::float8
          from review_case c where c.kind = 'report'
          union all
          select 'order', a.ordered_at, a.policy_name, c.queue, a.kind, a.language, extract(epoch from a.ordered_at - d.episode_started_at)::float8
          from action a left join decision d on d.decision_id = a.decision_id
          left join review_case_report m on m.report_id = a.report_id left join review_case c on c.case_id = m.case_id
          where a.reverses is null
          union all
          select 'effect', a.ordered_at, a.policy_name, c.queue, a.kind, a.language, extract(epoch from x.applied_at - x.released_at)::float8
          from action a join action_dispatch x on x.action_id = a.action_id and x.released_at is not null
          left join review_case_report m on m.report_id = a.report_id left join review_case c on c.case_id = m.case_id
          where a.reverses is null),
        {FigureCuts.Scoped}
        select {FigureCuts.Columns}, count(seconds) as count, count(*) as total,
               percentile_cont(0.5) within group (order by seconds) as median,
               percentile_cont(0.9) within group (order by seconds) as p90,
               percentile_cont(0.99) within group (order by seconds) as p99
        from scoped
        group by {FigureCuts.Sets}
        order by 1, 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Volume;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        var counts = await source.QueryAsync(SelectCounts, scope, token);
        var times = await source.QueryAsync(SelectTimes, scope, token);
        return
        [
            // Counting to nothing is known; a time of nothing is not.
            .. Counts.Where(name => !counts.Any(row => row.Name == name)).Select(name => Figure.Counted(Theme, name, "all", "", 0)),
            .. counts.Select(row => Figure.Counted(Theme, row.Name, row.Cut, row.Part, row.Count)),
            .. Times.Where(name => !times.Any(row => row.Name == name)).SelectMany(name => new TimedPartRow { Name = name, Cut = "all" }.ToFigures(Theme)),
            .. times.SelectMany(row => row.ToFigures(Theme)),
        ];
    }
}

using Moderation.Api.Database;
using Moderation.Api.PolicyReports.Statements;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>Orders that restricted somebody, as the Digital Services Act asks to be told of: by category, ground, kind and how they were decided; and appeals against them.</summary>
internal sealed class TransparencyFigures(NpgsqlDataSource source) : IFigureReader
{
    // By when each was first sent, as statements of reasons are.
    private static readonly SqlQuery<TimedPartRow> SelectOrders = new(
        $"""
        with sent as (
          select coalesce(v.sheet_json::jsonb -> 'ground' -> 'dsa' ->> 'category', '') as category, coalesce(v.sheet_json::jsonb -> 'ground' ->> 'kind', '') as ground, a.kind,
                 {SentOrders.HowDecided} as automated,
                 extract(epoch from d.released_at - x.episode_started_at)::float8 as seconds
          from action_dispatch d
          join action a on a.action_id = d.action_id
          left join decision x on x.decision_id = a.decision_id
          left join policy_version v on v.name = a.policy_name and v.sheet_hash = x.sheet_hash
          where d.released_at >= @from and d.released_at < @to and {SentOrders.Restricts}
            and (@policy::text is null or a.policy_name = @policy))
        select 'restrictions' as name,
               case when grouping(category) = 0 then 'category' when grouping(ground) = 0 then 'ground' when grouping(kind) = 0 then 'kind' when grouping(automated) = 0 then 'automated' else 'all' end as cut,
               coalesce(category, ground, kind, automated, '') as part, count(seconds) as count, count(*) as total,
               percentile_cont(0.5) within group (order by seconds) as median,
               percentile_cont(0.9) within group (order by seconds) as p90,
               percentile_cont(0.99) within group (order by seconds) as p99
        from sent
        group by grouping sets ((), (category), (ground), (kind), (automated))
        order by 2, 3
        """);

    private static readonly SqlQuery<SharedPartRow> SelectAppeals = new(
        """
        select 'appeals_granted' as name, 'all' as cut, '' as part, count(*) filter (where c.outcome = 'overturned') as count, count(*) filter (where c.outcome in ('upheld', 'overturned')) as total
        from review_case c
        where c.kind = 'appeal' and c.closed_at >= @from and c.closed_at < @to and (@policy::text is null or c.policy_name = @policy)
        """);

    public FigureTheme Theme => FigureTheme.Transparency;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        if (scope.Queue is not null)
            return [Figure.Gap(Theme, "restrictions", FigureGap.NotCutSo, FigureUnit.Count)];
        var parameters = new { from = scope.From, to = scope.To, policy = scope.Policy, kinds = StatementStore.Restricting };
        var orders = await source.QueryAsync(SelectOrders, parameters, token);
        var appeals = await source.QueryAsync(SelectAppeals, parameters, token);
        return
        [
            .. orders.SelectMany(row => row.ToFigures(Theme).Where(time => time.Name.EndsWith("_median", StringComparison.Ordinal)).Prepend(Figure.Counted(Theme, row.Name, row.Cut, row.Part, row.Total))),
            .. appeals.Select(row => Figure.Share(Theme, row.Name, row.Cut, row.Part, row.Count, row.Total)),
        ];
    }
}

using Moderation.Api.Database;
using Moderation.Api.Policies;
using Moderation.Api.PolicyReports.Statements;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>What reviewers made of cases, what was ordered without them, and wrongful orders against their budgets.</summary>
internal sealed class OutcomeFigures(NpgsqlDataSource source, PolicyStore policies, WrongfulBudgets budgets) : IFigureReader
{
    private static readonly string[] Names = ["upheld", "overturned", "automatic"];

    // Cases that closed in the time; and orders that were sent in it, of which those are automatic whose statements of reasons say that they were decided without anybody.
    private static readonly SqlQuery<SharedPartRow> SelectShares = new(
        $"""
        with one as (
          select o.word as name, c.closed_at as at, c.policy_name, c.queue, c.urgency as kind, c.language, c.outcome = o.word as is_so
          from review_case c cross join (values ('upheld'), ('overturned')) as o (word)
          where c.kind = 'report' and c.outcome in ('upheld', 'overturned')
          union all
          select 'automatic', d.released_at, a.policy_name,
                 (select c.queue from review_case_report m join review_case c on c.case_id = m.case_id where m.report_id = a.report_id and c.parent_case_id is null order by c.opened_at limit 1),
                 a.kind, a.language, {SentOrders.HowDecided} = 'fully'
          from action_dispatch d join action a on a.action_id = d.action_id
          where {SentOrders.Restricts}),
        {FigureCuts.Scoped}
        select {FigureCuts.Columns}, count(*) filter (where is_so) as count, count(*) as total
        from scoped
        group by {FigureCuts.Sets}
        order by 1, 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Outcomes;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        var shares = await source.QueryAsync(SelectShares, new { from = scope.From, to = scope.To, policy = scope.Policy, queue = scope.Queue, kinds = StatementStore.Restricting }, token);
        return
        [
            .. Names.Where(name => !shares.Any(row => row.Name == name)).Select(name => Figure.Share(Theme, name, "all", "", 0, 0)),
            .. shares.Select(row => Figure.Share(Theme, row.Name, row.Cut, row.Part, row.Count, row.Total)),
            .. await BudgetsAsync(scope, token),
        ];
    }

    // The bound holds at every time and is of everything since the version was last reinstated: it is not cut to the days that are asked for.
    private async Task<IReadOnlyList<Figure>> BudgetsAsync(FigureScope scope, CancellationToken token)
    {
        var figures = new List<Figure>();
        foreach (var version in (await policies.VersionsAsync(scope.Policy, token)).Where(version => version.Decides))
        {
            var part = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{version.Name} {version.Version}");
            if (await budgets.BoundAsync(version, token) is not { } bound)
                continue;
            figures.Add(new Figure
            {
                Theme = Theme, Name = "wrongful", By = "version", Part = part, Count = bound.Wrongful, Of = bound.Reviewed,
                Value = bound.Reviewed == 0 ? null : (double)bound.Wrongful / bound.Reviewed, Low = bound.Reviewed == 0 ? null : bound.LowerBound, High = bound.Reviewed == 0 ? null : bound.UpperBound,
                Limit = bound.Budget.AtMost, Unit = FigureUnit.Share, Unknown = bound.Reviewed == 0 ? FigureGap.Nothing : null,
            });
        }

        return figures.Count > 0 ? figures : [Figure.Gap(Theme, "wrongful", FigureGap.Nothing)];
    }
}

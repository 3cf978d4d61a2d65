using Moderation.Api.Database;
using Moderation.Api.Policies;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>What reviewers made of cases, what was decided without them, and wrongful orders against their budgets.</summary>
internal sealed class OutcomeFigures(NpgsqlDataSource source, PolicyStore policies, WrongfulBudgets budgets) : IFigureReader
{
    private static readonly string[] Names = ["upheld", "overturned", "automatic"];

    // Cases that closed in the time. What is automatic is what nobody looked at before its orders were given; shadow versions give none.
    private static readonly SqlQuery<SharedPartRow> SelectShares = new(
        $"""
        with one as (
          select o.word as name, c.closed_at as at, c.policy_name, c.queue, c.urgency as kind, c.outcome = o.word as is_so
          from review_case c cross join (values ('upheld'), ('overturned')) as o (word)
          where c.parent_case_id is null and c.outcome in ('upheld', 'overturned')
          union all
          select 'automatic', d.decided_at, d.policy_name, c.queue, d.rung, d.effect = 'enforced'
          from decision d left join review_case_report m on m.report_id = d.report_id left join review_case c on c.case_id = m.case_id
          where d.actions <> '[]'::jsonb and d.effect in ('enforced', 'awaiting_confirmation')),
        {FigureCuts.Scoped}
        select {FigureCuts.Columns}, count(*) filter (where is_so) as count, count(*) as total
        from scoped
        group by {FigureCuts.Sets}
        order by 1, 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Outcomes;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        var shares = await source.QueryAsync(SelectShares, scope, token);
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

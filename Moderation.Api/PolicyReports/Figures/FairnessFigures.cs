using System.Globalization;
using Moderation.Api.Database;
using Moderation.Core.Statistics;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>Whether those who bring more money are acted on less, or more, at equal risk; and whether errors fall on some groups more than on others.</summary>
internal sealed class FairnessFigures(NpgsqlDataSource source) : IFigureReader
{
    // A test of fewer people finds nothing that there might be.
    private const long FewestPeople = 100;

    // One row for each account and policy: its highest belief, and whether an order about it was sent. Revenue is what it received in the time less what was taken back; equal sums have the same decile.
    private static readonly SqlQuery<RevenueCellRow> SelectCells = new(
        """
        with person as (
          select d.policy_name, d.subject_user_id, least(9, floor(max((d.evidence ->> 'belief')::float8) * 10))::integer as band, bool_or(x.released_at is not null) as is_acted
          from decision d
          left join action a on a.decision_id = d.decision_id and a.reverses is null
          left join action_dispatch x on x.action_id = a.action_id
          where d.decided_at >= @from and d.decided_at < @to and (@policy::text is null or d.policy_name = @policy)
            and d.stage <> 'shadow' and d.effect <> 'exempt' and d.subject_kind = 'participant' and d.subject_user_id is not null and d.evidence ->> 'belief' is not null
          group by 1, 2),
        revenue as (
          select p.subject_user_id, coalesce(sum(case g.event when 'sent' then g.coins else -g.coins end), 0) as coins
          from (select distinct subject_user_id from person) p
          left join gift g on g.receiver_user_id = p.subject_user_id and g.occurred_at >= @from and g.occurred_at < @to
          group by 1),
        ranked as (
          select subject_user_id, least(9, floor(percent_rank() over (order by coins) * 10))::integer as decile from revenue)
        select p.policy_name, p.band, r.decile, count(*) as members, count(*) filter (where p.is_acted) as acted
        from person p join ranked r on r.subject_user_id = p.subject_user_id
        group by 1, 2, 3
        order by 1, 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Fairness;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        // The platform's records carry no groups of people, and none are guessed.
        var groups = Figure.Gap(Theme, "error_by_group", FigureGap.NotTold);
        if (scope.Queue is not null)
            return [Figure.Gap(Theme, "revenue_trend", FigureGap.NotCutSo, FigureUnit.LogOdds), groups];
        var cells = await source.QueryAsync(SelectCells, scope, token);
        return [.. cells.GroupBy(cell => cell.Decile).OrderBy(decile => decile.Key).Select(Acted), .. Trend(cells), groups];
    }

    private Figure Acted(IGrouping<int, RevenueCellRow> decile) =>
        Figure.Share(Theme, "acted_on", "revenue_decile", (decile.Key + 1).ToString(CultureInfo.InvariantCulture), decile.Sum(cell => cell.Acted), decile.Sum(cell => cell.Members));

    private IEnumerable<Figure> Trend(IReadOnlyList<RevenueCellRow> cells)
    {
        var test = TrendTest.Of(cells.Select(cell => new TrendCell(string.Create(CultureInfo.InvariantCulture, $"{cell.PolicyName} {cell.Band}"), cell.Decile, cell.Members, cell.Acted)));
        if (test is not { Count: >= FewestPeople })
            return
            [
                Figure.Gap(Theme, "revenue_trend", test is null ? FigureGap.Nothing : FigureGap.TooFew, FigureUnit.LogOdds) with { Count = test?.Count ?? 0 },
                Figure.Gap(Theme, "revenue_p_value", test is null ? FigureGap.Nothing : FigureGap.TooFew, FigureUnit.Share) with { Count = test?.Count ?? 0 },
            ];
        return
        [
            new Figure { Theme = Theme, Name = "revenue_trend", By = "all", Part = "", Count = test.Count, Value = test.Slope, Low = test.Low, High = test.High, Unit = FigureUnit.LogOdds },
            new Figure { Theme = Theme, Name = "revenue_p_value", By = "all", Part = "", Count = test.Count, Value = test.PValue, Unit = FigureUnit.Share },
        ];
    }
}

/// <summary>Accounts of one policy, one band of belief and one decile of revenue.</summary>
internal sealed record RevenueCellRow
{
    public string PolicyName { get; init; } = "";

    public int Band { get; init; }

    public int Decile { get; init; }

    public long Members { get; init; }

    public long Acted { get; init; }
}

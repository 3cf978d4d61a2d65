using Moderation.Api.Database;
using Moderation.Api.Review.Quality;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>How well reviewers agree, and how often flaggers are right. Nobody is named: figures about people one by one are not for policy teams.</summary>
internal sealed class ReviewerFigures(NpgsqlDataSource source, AgreementStore agreements) : IFigureReader
{
    // With fewer pairs the interval of kappa is not what it says.
    private const long FewestPairs = 30;

    private static readonly SqlQuery<SharedPartRow> SelectFlags = new(
        """
        with judged as (
          select case when f.trusted then 'trusted' else 'viewers' end as flagger, f.reason, c.outcome = 'upheld' as is_right
          from flag f
          join review_case_flag m on m.live_id = f.live_id and m.flag_id = f.flag_id
          join review_case c on c.case_id = m.case_id
          where not f.is_over_limit and c.outcome in ('upheld', 'overturned') and c.closed_at >= @from and c.closed_at < @to
            and (@policy::text is null or c.policy_name = @policy) and (@queue::text is null or c.queue = @queue))
        select 'flags_right' as name, case when grouping(flagger) = 0 then 'flagger' when grouping(reason) = 0 then 'reason' else 'all' end as cut,
               coalesce(flagger, reason, '') as part, count(*) filter (where is_right) as count, count(*) as total
        from judged
        group by grouping sets ((), (flagger), (reason))
        order by 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Reviewers;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token)
    {
        var pairs = (await agreements.PairsAsync(scope.Queue, scope.From, token, scope.To)).Where(pair => !pair.IsGolden).ToList();
        var flags = await source.QueryAsync(SelectFlags, scope, token);
        return
        [
            .. scope.Policy is null
                ? [Kappa("all", "", pairs), .. Kappas("queue", pairs, pair => pair.Queue), .. Kappas("language", pairs, pair => pair.Language ?? "")]
                : new[] { Figure.Gap(Theme, "agreement", FigureGap.NotCutSo, FigureUnit.Index) },
            .. flags.Select(row => Figure.Share(Theme, row.Name, row.Cut, row.Part, row.Count, row.Total)),
        ];
    }

    private IEnumerable<Figure> Kappas(string by, IEnumerable<JudgedPairRow> pairs, Func<JudgedPairRow, string> part) =>
        pairs.GroupBy(part).OrderBy(pairsOf => pairsOf.Key, StringComparer.Ordinal).Select(pairsOf => Kappa(by, pairsOf.Key, pairsOf));

    private Figure Kappa(string by, string part, IEnumerable<JudgedPairRow> pairs)
    {
        var agreement = QualityEndpoints.Measure(pairs);
        var known = agreement is { Kappa: not null, Pairs: >= FewestPairs };
        return new Figure
        {
            Theme = Theme, Name = "agreement", By = by, Part = part, Count = agreement.Pairs, Unit = FigureUnit.Index,
            Value = known ? agreement.Kappa : null, Low = known ? agreement.Low : null, High = known ? agreement.High : null,
            Unknown = known ? null : agreement.Pairs == 0 ? FigureGap.Nothing : FigureGap.TooFew,
        };
    }
}

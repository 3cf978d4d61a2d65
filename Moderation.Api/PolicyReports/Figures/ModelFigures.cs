using System.Globalization;
using Moderation.Api.Database;
using Moderation.Core.Statistics;
using Npgsql;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>Whether beliefs are right as often as they say, and whether the scores of models have moved.</summary>
/// <remarks>Signals are not in the database, so scores are those of decisions: of what reached a rung. What no policy asked about is not in them.</remarks>
internal sealed class ModelFigures(NpgsqlDataSource source) : IFigureReader
{
    /// <summary>For how long before the time that is asked for scores are the reference.</summary>
    public const int ReferenceDays = 28;

    private const string Reference = "reference";

    private static readonly SqlQuery<JudgedBeliefRow> SelectJudged = new(
        """
        select c.policy_name, c.probability as belief, c.outcome = 'upheld' as is_right
        from review_case c
        where c.kind = 'report' and c.outcome in ('upheld', 'overturned') and c.probability is not null and c.policy_name is not null
          and c.closed_at >= @from and c.closed_at < @to
          and (@policy::text is null or c.policy_name = @policy) and (@queue::text is null or c.queue = @queue)
        """);

    private static readonly SqlQuery<ScoreBinRow> SelectScores = new(
        """
        with scored as (
          select m.value ->> 'name' || ' ' || left(m.value ->> 'hash', 8) as model,
                 case when d.decided_at < @from then 'reference' else to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD') end as day,
                 coalesce(
                   (d.evidence ->> 'belief')::float8,
                   (select max((l.value ->> 'highestScore')::float8) from jsonb_array_elements(d.evidence -> 'labels') l)) as score
          from decision d cross join lateral jsonb_array_elements(d.evidence -> 'models') m
          where d.decided_at >= @referenceFrom and d.decided_at < @to and (@policy::text is null or d.policy_name = @policy))
        select model, day, least(9, floor(score * 10))::integer as bin, count(*) as count
        from scored
        where score is not null
        group by 1, 2, 3
        order by 1, 2, 3
        """);

    public FigureTheme Theme => FigureTheme.Models;

    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, CancellationToken token) => [.. await CalibrationAsync(scope, token), .. await StabilityAsync(scope, token)];

    private async Task<IEnumerable<Figure>> CalibrationAsync(FigureScope scope, CancellationToken token)
    {
        var judged = await source.QueryAsync(SelectJudged, scope, token);
        return judged.Count == 0
            ? [Figure.Gap(Theme, "calibration", FigureGap.Nothing)]
            : judged.GroupBy(row => row.PolicyName).OrderBy(policy => policy.Key, StringComparer.Ordinal).SelectMany(policy =>
            {
                var curve = Reliability.Of(policy.Select(row => (row.Belief, row.IsRight)));
                return curve.Bins.Select(bin => Figure.Share(Theme, "calibration", policy.Key, Believed(bin), bin.Right.Count, bin.Right.Of))
                    .Append(Summary("brier", policy.Key, policy.LongCount(), curve.Brier))
                    .Append(Summary("calibration_error", policy.Key, policy.LongCount(), curve.CalibrationError));
            });
    }

    private async Task<IEnumerable<Figure>> StabilityAsync(FigureScope scope, CancellationToken token)
    {
        if (scope.Queue is not null)
            return [Figure.Gap(Theme, "stability", FigureGap.NotCutSo, FigureUnit.Index)];
        var rows = await source.QueryAsync(SelectScores, new { referenceFrom = scope.From.AddDays(-ReferenceDays), from = scope.From, to = scope.To, policy = scope.Policy }, token);
        return rows.Count == 0 ? [Figure.Gap(Theme, "stability", FigureGap.Nothing, FigureUnit.Index)] : rows.GroupBy(row => row.Model).SelectMany(OfModel);
    }

    private IEnumerable<Figure> OfModel(IGrouping<string, ScoreBinRow> model)
    {
        var reference = Bins(model.Where(row => row.Day == Reference));
        var days = model.Where(row => row.Day != Reference).GroupBy(row => row.Day);
        return days.Select(day =>
        {
            var bins = Bins(day);
            var index = StabilityIndex.Of(reference, bins);
            return new Figure
            {
                Theme = Theme, Name = $"stability {model.Key}", By = "day", Part = day.Key, Count = bins.Sum(), Of = reference.Sum(), Value = index,
                Limit = StabilityIndex.Moved, Unit = FigureUnit.Index, Unknown = index is null ? FigureGap.TooFew : null,
            };
        });
    }

    private static string Believed(ReliabilityBin bin) => bin.MeanBelief.ToString("0.0000", CultureInfo.InvariantCulture);

    private static long[] Bins(IEnumerable<ScoreBinRow> rows)
    {
        var bins = new long[Reliability.BinCount];
        foreach (var row in rows)
            bins[row.Bin] += row.Count;
        return bins;
    }

    private Figure Summary(string name, string policy, long judged, double? value) =>
        new() { Theme = Theme, Name = name, By = "policy", Part = policy, Count = judged, Value = value, Unit = FigureUnit.Index };
}

/// <summary>What was believed of a case that was decided.</summary>
internal sealed record JudgedBeliefRow
{
    public string PolicyName { get; init; } = "";

    public double Belief { get; init; }

    public bool IsRight { get; init; }
}

/// <summary>Scores of one model in one bin.</summary>
internal sealed record ScoreBinRow
{
    public string Model { get; init; } = "";

    public string Day { get; init; } = "";

    public int Bin { get; init; }

    public long Count { get; init; }
}

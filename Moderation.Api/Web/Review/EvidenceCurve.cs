using System.Globalization;
using System.Text.RegularExpressions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.Review;

/// <summary>The values that the case's policy decided on, as they are stored: at decisions and reports only.</summary>
/// <param name="IsBelief">Whether the values are probabilities of being under 18, not flagged lines a minute.</param>
/// <param name="Points">The values, oldest first.</param>
/// <param name="Gaps">Stretches in which nothing new was known, oldest first; none overlaps another.</param>
/// <param name="Threshold">From which value the newest report's rung is reached; null where its condition is not just that.</param>
internal sealed partial record EvidenceCurve(bool IsBelief, IReadOnlyList<CurvePoint> Points, IReadOnlyList<EvidenceGap> Gaps, double? Threshold)
{
    /// <summary>The curve of a case; null where its evidence is neither a belief nor a rate.</summary>
    public static EvidenceCurve? Of(CaseFile file)
    {
        IReadOnlyList<(DateTimeOffset At, EvidenceSummary Evidence)> all =
            [.. file.Live.Decisions.Select(one => (one.At, one.Evidence)).Concat(file.Reports.Select(one => (one.RaisedAt, one.Evidence))).OrderBy(one => one.Item1)];
        var isBelief = all.Any(one => one.Evidence is AgeEvidenceSummary);
        var points = all.Select(one => Read(one.At, one.Evidence, isBelief)).OfType<CurvePoint>().Distinct().ToList();
        return points.Count == 0
            ? null
            : new EvidenceCurve(
                isBelief, points, Merge(all.Where(one => one.Evidence is AgeEvidenceSummary == isBelief).SelectMany(one => one.Evidence.Gaps)),
                isBelief ? ThresholdOf(file.Sheet, file.Reports[^1].Rung) : null);
    }

    // A conversation is ordered by its rank; that it has no rate is not a rate of 0.
    private static CurvePoint? Read(DateTimeOffset at, EvidenceSummary evidence, bool isBelief) => evidence switch
    {
        AgeEvidenceSummary age when isBelief => new CurvePoint(at, age.Belief, age.BeliefLow, age.BeliefHigh),
        TextEvidenceSummary { ConversationRank: null } text when !isBelief => new CurvePoint(at, text.RatePerMinute, text.RateLow, text.RateHigh),
        _ => null,
    };

    // Each decision tells of the hour before it, so most stretches are told several times, and later ones less exactly.
    private static List<EvidenceGap> Merge(IEnumerable<EvidenceGap> told)
    {
        List<EvidenceGap> merged = [];
        foreach (var gap in told.OrderBy(gap => gap.From))
        {
            if (merged is [.., var last] && gap.From <= last.To)
                merged[^1] = last with { To = gap.To > last.To ? gap.To : last.To };
            else
                merged.Add(gap);
        }

        return merged;
    }

    private static double? ThresholdOf(CompiledSheet? sheet, string rung)
    {
        var condition = sheet?.Variants[0].Ladder.FirstOrDefault(one => one.Name == rung)?.When.Text;
        var names = (sheet?.Source.Rules.Lets ?? []).Where(let => let.Means.ToString() == "belief(under_18)").Select(let => let.Name).Append("belief(under_18)").ToList();
        return condition is not null && Comparison().Match(condition) is { Success: true } match && names.Contains(match.Groups[1].Value)
            ? double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) / (match.Groups[3].Success ? 100 : 1)
            : null;
    }

    [GeneratedRegex(@"^([a-z_]+(?:\(under_18\))?) >= ([0-9.]+)(%)?")]
    private static partial Regex Comparison();
}

/// <summary>A value that something was decided on.</summary>
/// <param name="At">When.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">Lower end of its 95 % interval; null where none is stored.</param>
/// <param name="High">Upper end.</param>
internal sealed record CurvePoint(DateTimeOffset At, double Value, double? Low, double? High);

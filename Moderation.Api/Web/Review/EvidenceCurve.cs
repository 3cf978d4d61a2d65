using System.Globalization;
using System.Text.RegularExpressions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.Review;

/// <summary>The values that the case's policy decided on, as they are stored: at decisions and reports only, and without an interval.</summary>
/// <param name="IsBelief">Whether the values are probabilities of being under 18, not flagged lines a minute.</param>
/// <param name="Points">When, and which value.</param>
/// <param name="Threshold">From which value the newest report's rung is reached; null where its condition is not just that.</param>
internal sealed partial record EvidenceCurve(bool IsBelief, IReadOnlyList<(DateTimeOffset At, double Value)> Points, double? Threshold)
{
    /// <summary>The curve of a case; null where its evidence is neither a belief nor text.</summary>
    public static EvidenceCurve? Of(CaseFile file)
    {
        IReadOnlyList<(DateTimeOffset At, EvidenceSummary Evidence)> all =
            [.. file.Live.Decisions.Select(one => (one.At, one.Evidence)).Concat(file.Reports.Select(one => (one.RaisedAt, one.Evidence))).OrderBy(one => one.Item1)];
        var isBelief = all.Any(one => one.Evidence is AgeEvidenceSummary);
        var points = all.Select(one => (one.At, Value: Read(one.Evidence, isBelief))).Where(one => one.Value is not null).Select(one => (one.At, one.Value!.Value)).Distinct().ToList();
        return points.Count == 0 ? null : new EvidenceCurve(isBelief, points, isBelief ? ThresholdOf(file.Sheet, file.Reports[^1].Rung) : null);
    }

    private static double? Read(EvidenceSummary evidence, bool isBelief) => evidence switch
    {
        AgeEvidenceSummary age when isBelief => age.Belief,
        TextEvidenceSummary text when !isBelief => text.RatePerMinute,
        _ => null,
    };

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

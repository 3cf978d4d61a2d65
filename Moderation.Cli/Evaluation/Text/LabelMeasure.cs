using Moderation.Core.Evidence;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>How well one label is scored on one group of lines. A number that has no data is null, never 0.</summary>
/// <param name="Language">Language that the rows state; <c>all</c> for every one.</param>
/// <param name="Source">Set or author; <c>all</c> for every one.</param>
/// <param name="Label">The label.</param>
/// <param name="Lines">Scored lines that are annotated on it.</param>
/// <param name="Positives">Those that have it.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="RocAucLow">Lower end of its 95 % interval.</param>
/// <param name="RocAucHigh">Upper end of its 95 % interval.</param>
/// <param name="PrAuc">Average precision.</param>
/// <param name="RecallAtOnePercent">Share of positives found while 1 % of negatives are flagged.</param>
/// <param name="RecallAtFivePercent">Share of positives found while 5 % of negatives are flagged.</param>
/// <param name="CalibrationError">Expected calibration error, ten bins.</param>
/// <param name="FalsePositives">Negatives flagged at the shipped operating point.</param>
/// <param name="FalsePositiveShare">Share of negatives flagged there.</param>
/// <param name="Recall">Share of positives flagged there.</param>
internal sealed record LabelMeasure(
    string Language,
    string Source,
    string Label,
    int Lines,
    int Positives,
    double? RocAuc,
    double? RocAucLow,
    double? RocAucHigh,
    double? PrAuc,
    double? RecallAtOnePercent,
    double? RecallAtFivePercent,
    double? CalibrationError,
    int FalsePositives,
    double? FalsePositiveShare,
    double? Recall)
{
    /// <returns>Null when no line is annotated on the label.</returns>
    public static LabelMeasure? Of(TextGroup group, string label, int place, Resampling resampling)
    {
        var annotated = group.Texts.Where(text => text.Row.Labels[place] is not null).ToList();
        if (annotated.Count == 0)
            return null;
        var (positives, negatives) = ScorePair.Of(annotated, place);
        var interval = AucInterval.Of(positives, negatives, resampling.Count, resampling.Seed);
        var wrong = annotated.Count(text => text.Flags[place] && text.Row.Labels[place] == false);
        var found = annotated.Count(text => text.Flags[place] && text.Row.Labels[place] == true);
        return new LabelMeasure(
            group.Language,
            group.Source,
            label,
            annotated.Count,
            positives.Length,
            RocCurve.Area(positives, negatives),
            interval?.Low,
            interval?.High,
            PrecisionRecall.Average(positives, negatives),
            RocCurve.TrueShareAt(positives, negatives, 0.01),
            RocCurve.TrueShareAt(positives, negatives, 0.05),
            Evaluation.CalibrationError.Expected(positives, negatives),
            wrong,
            Share.Of(wrong, negatives.Length),
            Share.Of(found, positives.Length));
    }
}

/// <summary>How intervals are drawn.</summary>
/// <param name="Count">Resamples; 0 for none.</param>
/// <param name="Seed">Seed of the draw.</param>
internal readonly record struct Resampling(int Count, int Seed);

/// <summary>Scores of the lines that have a label and of those that do not.</summary>
internal readonly record struct ScorePair(double[] Positives, double[] Negatives)
{
    public static ScorePair Of(IReadOnlyCollection<ScoredText> annotated, int label) => new(
        [.. annotated.Where(text => text.Row.Labels[label] == true).Select(text => (double)text.Scores[label])],
        [.. annotated.Where(text => text.Row.Labels[label] == false).Select(text => (double)text.Scores[label])]);
}

/// <summary>A part of a whole.</summary>
internal static class Share
{
    /// <returns>Null when there is no whole.</returns>
    public static double? Of(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

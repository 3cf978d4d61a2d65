using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Calibration;

/// <summary>Chooses from which score a label counts as flagged: so high that few clean lines are flagged by any label.</summary>
/// <remarks>
/// Per language, every head gives up the same share of the clean lines, and that share is the largest at which the lines flagged by any
/// head stay within the target, in each group of development lines by itself: written ones, most of whose clean lines are hard, and
/// public ones. A point that holds in the easier group only would break in the other.
/// </remarks>
internal static class OperatingPoints
{
    private const int FewestClean = 100;

    // written or not
    private static readonly bool[] Groups = [true, false];
    private const int Halvings = 30;

    /// <param name="dev">Development lines.</param>
    /// <param name="calibration">Curves that turn logits into scores.</param>
    /// <param name="target">Share of clean lines that may be flagged, 0..1.</param>
    /// <returns>By language, in the order of the heads.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Choose(ModelAnswers dev, LanguageCalibration calibration, double target)
    {
        var points = new Dictionary<string, IReadOnlyList<double>>();
        foreach (var (language, curves) in calibration.Curves)
        {
            var groups = Groups
                .Select(written => dev.Where(line => line.Language == language && TextCorpus.IsWritten(line) == written && IsClean(line)))
                .Where(group => group.Lines.Count >= FewestClean)
                .Select(group => group.Logits.Select(logits => Enumerable.Range(0, TextHeads.Count).Select(head => curves[head].Apply(logits[head])).ToArray()).ToArray())
                .ToList();
            if (groups.Count == 0)
                throw new InvalidDataException($"too few clean development lines in '{language}' to choose operating points");
            points.Add(language, Choose(groups, target));
        }

        return points;
    }

    private static bool IsClean(LabelledLine line) => line.Labels[0] == false && line.Labels[TextHeads.Any] == false;

    private static double[] Choose(IReadOnlyList<double[][]> groups, double target)
    {
        var (low, high) = (0.0, target);
        var chosen = At(groups, low);
        for (var i = 0; i < Halvings; i++)
        {
            var share = (low + high) / 2;
            var points = At(groups, share);
            if (groups.All(group => FlaggedShare(group, points) <= target))
                (low, chosen) = (share, points);
            else
                high = share;
        }

        return chosen;
    }

    private static double[] At(IReadOnlyList<double[][]> groups, double share) =>
        [.. Enumerable.Range(0, TextHeads.Count).Select(head => groups.Max(group => JustAbove([.. group.Select(line => line[head])], share)))];

    /// <summary>A score that at most a share of the given ones reaches.</summary>
    private static double JustAbove(double[] scores, double share)
    {
        Array.Sort(scores);
        var above = (int)(share * scores.Length);
        return Math.BitIncrement((float)scores[scores.Length - 1 - above]);
    }

    private static double FlaggedShare(double[][] lines, double[] points) =>
        (double)lines.Count(scores => scores.Where((score, head) => score >= points[head]).Any()) / lines.Length;
}

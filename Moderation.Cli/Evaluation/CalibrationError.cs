namespace Moderation.Cli.Evaluation;

/// <summary>How far probabilities are from the shares that came true.</summary>
internal static class CalibrationError
{
    private const int BinCount = 10;

    /// <summary>Expected calibration error over ten bins of equal width: the mean distance of mean score and share of positives, weighted by count.</summary>
    /// <param name="positives">Scores of the positives, 0..1.</param>
    /// <param name="negatives">Scores of the negatives, 0..1.</param>
    /// <returns>Null without scores.</returns>
    public static double? Expected(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        // Of one bin, count times distance is the distance of sum of scores and count of positives.
        var excess = new double[BinCount];
        foreach (var score in positives)
            excess[BinOf(score)] += score - 1;
        foreach (var score in negatives)
            excess[BinOf(score)] += score;
        var count = positives.Count + negatives.Count;
        return count == 0 ? null : excess.Sum(Math.Abs) / count;
    }

    private static int BinOf(double score) => Math.Clamp((int)(score * BinCount), 0, BinCount - 1);
}

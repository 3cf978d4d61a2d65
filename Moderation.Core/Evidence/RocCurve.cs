namespace Moderation.Core.Evidence;

/// <summary>How well a score that is higher for positives separates two groups.</summary>
public static class RocCurve
{
    /// <summary>Area under the curve: the chance that a positive scores above a negative, a tie counting half (Mann and Whitney's U).</summary>
    /// <param name="positives">Scores of the positives.</param>
    /// <param name="negatives">Scores of the negatives.</param>
    /// <returns>Null when a group is empty.</returns>
    public static double? Area(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(negatives);
        if (positives.Count == 0 || negatives.Count == 0)
            return null;
        var sorted = positives.Select(score => (score, positive: true))
            .Concat(negatives.Select(score => (score, positive: false)))
            .OrderBy(item => item.score).ToArray();
        double rankSum = 0;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to].score == sorted[from].score;)
                to++;

            // ranks from + 1 to `to` share their mean
            var rank = (from + 1 + to) / 2.0;
            rankSum += rank * sorted[from..to].Count(item => item.positive);
        }

        double p = positives.Count, n = negatives.Count;
        return (rankSum - p * (p + 1) / 2) / (p * n);
    }

    /// <summary>Largest share of positives that one threshold flags while it flags at most a given share of negatives.</summary>
    /// <param name="positives">Scores of the positives.</param>
    /// <param name="negatives">Scores of the negatives.</param>
    /// <param name="maxFalseShare">Share of negatives that may be flagged, 0..1.</param>
    /// <returns>Null when a group is empty.</returns>
    public static double? TrueShareAt(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives, double maxFalseShare)
    {
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(negatives);
        if (positives.Count == 0 || negatives.Count == 0)
            return null;
        var falling = negatives.OrderDescending().ToArray();

        // a slack of 1e-9, so that 5 % of 200 is 10 whatever 0.05 is in binary
        var allowed = (int)Math.Floor(maxFalseShare * falling.Length + 1e-9);

        // flagged is what lies strictly above the first negative that may not be flagged
        var flagged = allowed >= falling.Length ? positives.Count : positives.Count(score => score > falling[allowed]);
        return (double)flagged / positives.Count;
    }
}

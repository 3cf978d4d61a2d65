namespace Moderation.Cli.Evaluation;

/// <summary>How clean the top of a ranking is.</summary>
internal static class PrecisionRecall
{
    /// <summary>Average precision: the precision at each distinct score, weighted by the recall gained there. No line is drawn between points.</summary>
    /// <returns>Null without positives.</returns>
    public static double? Average(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        if (positives.Count == 0)
            return null;
        var falling = positives.Select(score => (score, positive: true)).Concat(negatives.Select(score => (score, positive: false)))
            .OrderByDescending(item => item.score).ToArray();
        double sum = 0;
        for (int at = 0, found = 0; at < falling.Length;)
        {
            var (score, before) = (falling[at].score, found);
            for (; at < falling.Length && falling[at].score == score; at++)
                found += falling[at].positive ? 1 : 0;
            sum += (double)(found - before) / positives.Count * found / at;
        }

        return sum;
    }

    /// <summary>Harmonic mean of precision and recall of a yes or no.</summary>
    /// <returns>Null without positives.</returns>
    public static double? F1(int truePositives, int falsePositives, int positives) =>
        positives == 0 ? null : 2.0 * truePositives / (truePositives + falsePositives + positives);
}

using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Evaluation;

/// <summary>95 % interval of an area under the ROC curve by the percentile bootstrap, positives and negatives drawn each from their own.</summary>
/// <param name="Low">2.5th percentile of the areas.</param>
/// <param name="High">97.5th percentile of the areas.</param>
internal readonly record struct AucInterval(double Low, double High)
{
    /// <summary>Draws both groups anew a number of times. Scores are ranked once, so a draw costs time linear in the rows.</summary>
    /// <returns>Null when a group is empty, or nothing is to be drawn.</returns>
    public static AucInterval? Of(double[] positives, double[] negatives, int resamples, int seed)
    {
        if (positives.Length == 0 || negatives.Length == 0 || resamples == 0)
            return null;
        double[] distinct = [.. positives.Concat(negatives).Distinct().Order()];
        var (positiveRanks, negativeRanks) = (Ranks(positives, distinct), Ranks(negatives, distinct));
        var (random, areas) = (new Random(seed), new double[resamples]);
        var (positiveCounts, negativeCounts) = (new int[distinct.Length], new int[distinct.Length]);
        for (var i = 0; i < resamples; i++)
        {
            Draw(positiveRanks, positiveCounts, random);
            Draw(negativeRanks, negativeCounts, random);
            areas[i] = Area(positiveCounts, negativeCounts) / positives.Length / negatives.Length;
        }

        Array.Sort(areas);
        return new AucInterval(Percentiles.NearestRank(areas, 0.025)!.Value, Percentiles.NearestRank(areas, 0.975)!.Value);
    }

    private static int[] Ranks(double[] scores, double[] distinct) => [.. scores.Select(score => Array.BinarySearch(distinct, score))];

    private static void Draw(int[] ranks, int[] counts, Random random)
    {
        Array.Clear(counts);
        for (var i = 0; i < ranks.Length; i++)
            counts[ranks[random.Next(ranks.Length)]]++;
    }

    private static double Area(int[] positives, int[] negatives)
    {
        double pairs = 0, below = 0;
        for (var rank = 0; rank < positives.Length; rank++)
        {
            pairs += positives[rank] * (below + negatives[rank] / 2.0);
            below += negatives[rank];
        }

        return pairs;
    }
}

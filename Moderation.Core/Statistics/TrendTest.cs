namespace Moderation.Core.Statistics;

/// <summary>Whether a share rises or falls from level to level, among those who are alike otherwise: the Mantel extension of the Cochran-Mantel-Haenszel test.</summary>
/// <remarks>Mantel, "Chi-square tests with one degree of freedom; extensions of the Mantel-Haenszel procedure", JASA 58, 1963. With two levels it is the Cochran-Mantel-Haenszel test without
/// correction for continuity; with one stratum the Cochran-Armitage test for trend, with n - 1 in place of n. The slope is the one-step estimate of the log odds a level (Peto), with its 95 % interval; it is
/// near the true one where that is small, which is what the test is about.</remarks>
/// <param name="Count">How many were looked at in strata that can tell something: with several levels, and with both outcomes.</param>
/// <param name="Strata">Such strata.</param>
/// <param name="ChiSquare">The statistic, with one degree of freedom.</param>
/// <param name="PValue">The chance of a trend at least this strong where there is none, 0..1.</param>
/// <param name="Slope">Change of the log odds from one level to the next; above 0 where it rises.</param>
/// <param name="Low">Lower end of the slope's interval.</param>
/// <param name="High">Upper end.</param>
public sealed record TrendTest(long Count, int Strata, double ChiSquare, double PValue, double Slope, double Low, double High)
{
    /// <summary>Makes the test; null where no stratum can tell anything.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> for a cell with more hits than members, or counts under 0.</remarks>
    /// <param name="cells">How many there are, and how many were hit, by stratum and level. What is there twice is added up.</param>
    public static TrendTest? Of(IEnumerable<TrendCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        double difference = 0, variance = 0;
        var (count, strata) = (0L, 0);
        foreach (var stratum in cells.GroupBy(cell => cell.Stratum, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            double n = 0, hits = 0, sum = 0, squares = 0, hitSum = 0;
            foreach (var cell in stratum)
            {
                if (cell.Hits < 0 || cell.Hits > cell.Members)
                    throw new ArgumentException($"{cell} has more hits than members, or less than none", nameof(cells));
                n += cell.Members;
                hits += cell.Hits;
                sum += cell.Level * (double)cell.Members;
                squares += cell.Level * (double)cell.Level * cell.Members;
                hitSum += cell.Level * (double)cell.Hits;
            }

            var spread = n * squares - sum * sum;
            if (n < 2 || hits == 0 || hits == n || spread <= 0)
                continue;
            difference += hitSum - hits * sum / n;
            variance += hits * (n - hits) * spread / (n * n * (n - 1));
            count += (long)n;
            strata++;
        }

        if (strata == 0)
            return null;
        var distance = difference / Math.Sqrt(variance);
        var (slope, reach) = (difference / variance, Normal.Of95Percent / Math.Sqrt(variance));
        return new TrendTest(count, strata, distance * distance, Normal.TwoSided(distance), slope, slope - reach, slope + reach);
    }
}

/// <summary>Some of those who are compared.</summary>
/// <param name="Stratum">What they have in common.</param>
/// <param name="Level">The level, as a number; steps of one are alike.</param>
/// <param name="Members">How many there are.</param>
/// <param name="Hits">How many of them were hit.</param>
public readonly record struct TrendCell(string Stratum, int Level, long Members, long Hits);

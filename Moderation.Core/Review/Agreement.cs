using Moderation.Core.Statistics;

namespace Moderation.Core.Review;

/// <summary>How well two people agree beyond what chance would bring: Cohen's kappa with its interval.</summary>
/// <param name="Pairs">Cases that both judged.</param>
/// <param name="Observed">Share on which they agree, 0..1.</param>
/// <param name="Kappa">1 for full agreement, 0 for as much as chance brings; null where there is nothing to compare, or everybody always says the same.</param>
/// <param name="Low">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="High">Upper end.</param>
public sealed record Agreement(long Pairs, double? Observed, double? Kappa, double? Low, double? High)
{
    /// <summary>Measures agreement out of counts of pairs.</summary>
    /// <remarks>The standard error is the asymptotic one of Fleiss, Cohen and Everitt (1969), for an agreement that is not nothing. It wants some thirty pairs or more.
    /// Errors: <see cref="ArgumentException"/> where the table is not square or holds a negative count.</remarks>
    /// <param name="counts">How often the first said the row and the second the column; square.</param>
    public static Agreement Of(long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var k = counts.GetLength(0);
        if (k != counts.GetLength(1) || counts.Cast<long>().Any(count => count < 0))
            throw new ArgumentException("a table of pairs is square and holds counts", nameof(counts));
        var n = counts.Cast<long>().Sum();
        if (n == 0)
            return new Agreement(0, null, null, null, null);
        double P(int i, int j) => counts[i, j] / (double)n;
        var all = Enumerable.Range(0, k).ToArray();
        var (rows, columns) = (all.Select(i => all.Sum(j => P(i, j))).ToArray(), all.Select(j => all.Sum(i => P(i, j))).ToArray());
        var (observed, chance) = (all.Sum(i => P(i, i)), all.Sum(i => rows[i] * columns[i]));
        if (chance >= 1)
            return new Agreement(n, observed, null, null, null);
        var kappa = (observed - chance) / (1 - chance);
        var agreed = all.Sum(i => P(i, i) * Square(1 - chance - (rows[i] + columns[i]) * (1 - observed)));
        var parted = Square(1 - observed) * all.Sum(i => all.Where(j => j != i).Sum(j => P(i, j) * Square(columns[i] + rows[j])));
        var variance = (agreed + parted - Square(observed * chance - 2 * chance + observed)) / (n * Square(Square(1 - chance)));
        var reach = Normal.Of95Percent * Math.Sqrt(Math.Max(0, variance));
        return new Agreement(n, observed, kappa, Math.Max(-1, kappa - reach), Math.Min(1, kappa + reach));
    }

    private static double Square(double value) => value * value;
}

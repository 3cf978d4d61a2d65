using Moderation.Core.Statistics;

namespace Moderation.Core.Evidence;

/// <summary>Between which values the rate behind a decayed count lies, with 95 %, where what is counted comes as a Poisson process does.</summary>
/// <remarks>
/// Byar's approximation of the exact limits (Breslow and Day 1987, 2.12). The weights that decay and scores give are at most 1, so a sum of them varies at most as
/// much as a count of the same size: the interval is wide rather than narrow. Lines of one quarrel come in bursts, and then it is too narrow.
/// </remarks>
public static class RateInterval
{
    /// <summary>The interval of a rate.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a count below 0.</remarks>
    /// <param name="count">The decayed count.</param>
    /// <param name="perUnit">The rate that a count of one stands for.</param>
    /// <returns>Its ends, in the unit of the rate.</returns>
    public static Interval Of(double count, double perUnit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new Interval(count == 0 ? 0 : Limit(count, -Normal.Of95Percent) * perUnit, Limit(count + 1, Normal.Of95Percent) * perUnit);
    }

    private static double Limit(double count, double reach)
    {
        var root = Math.Max(0, 1 - 1 / (9 * count) + reach / (3 * Math.Sqrt(count)));
        return count * root * root * root;
    }
}

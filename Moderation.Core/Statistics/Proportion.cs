namespace Moderation.Core.Statistics;

/// <summary>A share that was counted, with its 95 % interval.</summary>
/// <param name="Count">How many have the property; from 0 to <paramref name="Of"/>.</param>
/// <param name="Of">How many were looked at.</param>
/// <param name="Share">Their share, 0..1; null where nothing was looked at, which is not 0.</param>
/// <param name="Low">Lower end of the interval, 0..1; null where there is none.</param>
/// <param name="High">Upper end, 0..1; null where there is none.</param>
public sealed record Proportion(long Count, long Of, double? Share, double? Low, double? High)
{
    /// <summary>The share's interval by Wilson's score (Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927), without a correction for continuity.</summary>
    /// <remarks>It never leaves 0..1 and has a width when none or all have the property, where the textbook's interval has none.
    /// Errors: <see cref="ArgumentOutOfRangeException"/> for a count that is under 0 or over what was looked at.</remarks>
    /// <param name="count">How many have the property.</param>
    /// <param name="of">How many were looked at.</param>
    public static Proportion Wilson(long count, long of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (of == 0)
            return new Proportion(0, 0, null, null, null);
        double n = of, share = count / n, square = Normal.Of95Percent * Normal.Of95Percent;
        var middle = (share + square / (2 * n)) / (1 + square / n);
        var reach = Normal.Of95Percent / (1 + square / n) * Math.Sqrt(share * (1 - share) / n + square / (4 * n * n));
        return new Proportion(count, of, share, count == 0 ? 0 : Math.Max(0, middle - reach), count == of ? 1 : Math.Min(1, middle + reach));
    }
}

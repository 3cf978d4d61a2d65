namespace Moderation.Core.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>How many standard deviations a 95 % interval reaches to either side.</summary>
    public const double Of95Percent = 1.959963984540054;

    private const double SeriesUpTo = 2.5;

    /// <summary>The chance of being at least this far from 0 on either side, to about 1e-13 of itself up to 25.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for what is no number.</remarks>
    /// <param name="distance">How far, in standard deviations; the sign does not matter.</param>
    public static double TwoSided(double distance)
    {
        if (double.IsNaN(distance))
            throw new ArgumentOutOfRangeException(nameof(distance), distance, "it must be a number");
        var x = Math.Abs(distance) / Math.Sqrt(2);
        return x < SeriesUpTo ? 1 - ErfBySeries(x) : ErfcByFraction(x);
    }

    // Abramowitz and Stegun 7.1.6: all terms are positive, so nothing cancels.
    private static double ErfBySeries(double x)
    {
        double term = x, sum = x;
        for (var n = 1; term > sum * 1e-17 && n < 200; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // Abramowitz and Stegun 7.1.14, from its far end.
    private static double ErfcByFraction(double x)
    {
        var fraction = x;
        for (var n = 120; n >= 1; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}

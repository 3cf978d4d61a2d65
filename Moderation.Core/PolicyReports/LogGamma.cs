namespace Moderation.Core.PolicyReports;

/// <summary>The natural logarithm of the gamma function.</summary>
internal static class LogGamma
{
    // Stirling's series (Abramowitz and Stegun 6.1.41) from here on: its first left-out term is under 5e-17.
    private const double Far = 15;

    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>ln Γ(x), to about 1e-14 of max(1, |ln Γ(x)|).</summary>
    /// <param name="x">Above 0.</param>
    public static double Of(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        // Γ(x) = Γ(x + n) / (x (x + 1) … (x + n - 1)) brings small arguments out to where the series is good.
        double product = 1;
        for (; x < Far; x++)
            product *= x;
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360360))))));
        return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + series - Math.Log(product);
    }
}

using Moderation.Core.Evidence;

namespace Moderation.Training.Evidence;

/// <summary>The ages of live hosts that the shipped calibration assumes. An assumption, not a measurement: no platform publishes the true one.</summary>
internal static class HostPrior
{
    /// <summary>
    /// Live is 18+ and platforms gate it by a stated birthday, so most minors never get there; some do. One in twenty, spread evenly over
    /// 8 to 17, because what gets past a stated birthday does not depend on the age in any way that is known.
    /// </summary>
    public const double Under18 = 0.05;

    private static readonly (int From, int To, double Share)[] Bands =
    [
        (8, 17, Under18),
        (18, 24, 0.25 * (1 - Under18)),
        (25, 34, 0.40 * (1 - Under18)),
        (35, 44, 0.20 * (1 - Under18)),
        (45, 54, 0.10 * (1 - Under18)),
        (55, 75, 0.05 * (1 - Under18)),
    ];

    public static IReadOnlyList<AgeWeight> Weights() =>
    [
        .. Bands.SelectMany(band => Enumerable.Range(band.From, band.To - band.From + 1)
            .Select(age => new AgeWeight(age, Math.Round(band.Share / (band.To - band.From + 1), 6)))),
    ];
}

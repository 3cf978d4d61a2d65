using Moderation.Core.Statistics;

namespace Moderation.Core.Evidence;

/// <summary>Between which values a belief would come to rest if it saw ever more frames of the same person: what is left open by the noise of frames.</summary>
/// <remarks>
/// Ever more frames tell the reading of the person without noise, curve(true age) + bias, and nothing beyond it. Given the mean so far, that reading is a mixture
/// of normals, one for each age. The interval holds the middle 95 % of it, as beliefs; the belief so far is their mean (the law of total expectation), and where it
/// lies outside of the middle all the same, the interval reaches to it.
/// </remarks>
public static class BeliefInterval
{
    private const double Tail = 0.025;

    // Half a millionth of a year: far below what a belief is rounded to.
    private const int Halvings = 30;

    // What an age adds below this changes no digit that is written.
    private const double LeastWeight = 1e-9;

    /// <summary>The interval around a belief.</summary>
    /// <param name="model">The model that made it.</param>
    /// <param name="meanReadYears">Mean of the ages read, years.</param>
    /// <param name="effectiveFaces">How many independent readings the mean is worth; above 0, may be infinite.</param>
    /// <returns>Its ends, 0..1.</returns>
    public static Interval Of(AgeBeliefModel model, double meanReadYears, double effectiveFaces)
    {
        ArgumentNullException.ThrowIfNull(model);
        var belief = model.Under18(meanReadYears, effectiveFaces);
        var (bias, noise) = (Square(model.Manifest.PersonBiasYears), Square(model.Manifest.FrameNoiseYears) / effectiveFaces);
        if (noise == 0)
            return new Interval(belief, belief);
        var deviation = Math.Sqrt(bias * noise / (bias + noise));
        var parts = model.AgesGiven(meanReadYears, effectiveFaces).Where(age => age.Weight > LeastWeight)
            .Select(age => (age.Weight, Centre: (age.ReadYears * noise + meanReadYears * bias) / (bias + noise))).ToArray();
        // A younger reading never lowers the belief, so the ends change places.
        return new Interval(
            Math.Min(belief, model.Under18(Quantile(parts, deviation, 1 - Tail), double.PositiveInfinity)),
            Math.Max(belief, model.Under18(Quantile(parts, deviation, Tail), double.PositiveInfinity)));
    }

    private static double Quantile((double Weight, double Centre)[] parts, double deviation, double share)
    {
        var (low, high) = (parts.Min(part => part.Centre) - 8 * deviation, parts.Max(part => part.Centre) + 8 * deviation);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var below = 0.0;
            foreach (var (weight, centre) in parts)
                below += weight * Below((middle - centre) / deviation);
            if (below < share)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    // Abramowitz and Stegun 26.2.17, to 7.5e-8; out of portable parts alone, because what is written must be the same on every machine.
    private static double Below(double x)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(x));
        var tail = PortableMath.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x > 0 ? 1 - tail : tail;
    }

    private static double Square(double x) => x * x;
}

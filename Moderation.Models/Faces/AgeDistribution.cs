namespace Moderation.Models.Faces;

/// <summary>Reads a distribution over whole years of age: element i is the share of age i.</summary>
internal static class AgeDistribution
{
    private const int AdultFrom = 18;

    /// <summary>Expected age, spread and the share under 18.</summary>
    /// <param name="shares">One share per year, summing to 1.</param>
    /// <param name="offsetYears">Added to the mean.</param>
    public static AgeEstimate Read(ReadOnlySpan<float> shares, double offsetYears)
    {
        double mean = 0, square = 0, young = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            double share = shares[i];
            mean += share * i;
            square += share * i * i;
            if (i < AdultFrom)
                young += share;
        }

        return new AgeEstimate(mean + offsetYears, Math.Sqrt(Math.Max(0, square - mean * mean)), Math.Clamp(young, 0, 1));
    }
}

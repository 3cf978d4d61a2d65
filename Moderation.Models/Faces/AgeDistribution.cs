namespace Moderation.Models.Faces;

/// <summary>Reads a distribution over whole years of age. Class i stands for the year from i to i + 1.</summary>
internal static class AgeDistribution
{
    /// <summary>Classes of the model.</summary>
    public const int ClassCount = 100;

    private const int AdultFrom = 18;

    /// <summary>Expected age, spread and the share under 18.</summary>
    /// <param name="shares">One share per class, summing to 1.</param>
    /// <exception cref="ArgumentException">Another number of classes.</exception>
    public static AgeEstimate Read(ReadOnlySpan<float> shares)
    {
        if (shares.Length != ClassCount)
            throw new ArgumentException($"{shares.Length} classes, expected {ClassCount}", nameof(shares));
        double mean = 0, square = 0, young = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            double share = shares[i];
            mean += share * i;
            square += share * i * i;
            if (i < AdultFrom)
                young += share;
        }

        // half a year because someone of age i is i and a half on average
        return new AgeEstimate(mean + 0.5, Math.Sqrt(Math.Max(0, square - mean * mean)), Math.Clamp(young, 0, 1));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Evidence;

/// <summary>How likely each whole age is before a face was seen. Weights are normalised to a sum of 1.</summary>
/// <remarks>Threads: immutable.</remarks>
public sealed class AgePrior
{
    /// <summary>Highest age that a prior can hold, in years.</summary>
    public const int MaxYears = 120;

    private AgePrior(List<AgeWeight> weights)
    {
        var sum = weights.Sum(w => w.Weight);
        Weights = [.. weights.Select(w => w with { Weight = w.Weight / sum })];
        Under18 = Weights.Where(w => w.Years < AgeBeliefModel.AdultYears).Sum(w => w.Weight);
        Hash = HashOf(Weights);
    }

    /// <summary>Ages with their shares, by rising age; every share is above 0, their sum is 1.</summary>
    public IReadOnlyList<AgeWeight> Weights { get; }

    /// <summary>Share under 18, strictly between 0 and 1.</summary>
    public double Under18 { get; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the normalised weights.</summary>
    public string Hash { get; }

    /// <summary>Makes a prior; ages of weight 0 are left out.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when an age is outside 0..120 or doubled, a weight is negative or not finite, or one side of 18 has no weight.</remarks>
    /// <param name="weights">Ages and their weights, in any order and scale.</param>
    public static AgePrior From(IEnumerable<AgeWeight> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var kept = new List<AgeWeight>();
        var seen = new HashSet<int>();
        foreach (var weight in weights)
        {
            if (weight.Years is < 0 or > MaxYears)
                throw new FormatException($"prior: age {weight.Years} is outside 0 to {MaxYears}");
            if (!seen.Add(weight.Years))
                throw new FormatException($"prior: age {weight.Years} stands twice");
            if (!double.IsFinite(weight.Weight) || weight.Weight < 0)
                throw new FormatException($"prior: the weight of age {weight.Years} is negative or not finite");
            if (weight.Weight > 0)
                kept.Add(weight);
        }

        // With all the weight on one side of 18 every belief would be 0 or 1 whatever is seen.
        if (!kept.Exists(w => w.Years < AgeBeliefModel.AdultYears) || !kept.Exists(w => w.Years >= AgeBeliefModel.AdultYears))
            throw new FormatException("prior: needs weight both under 18 and from 18 on");
        kept.Sort((a, b) => a.Years.CompareTo(b.Years));
        return new AgePrior(kept);
    }

    /// <summary>Reads a prior out of CSV text with the header <c>age,weight</c>.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> with the line's number.</remarks>
    /// <param name="text">The file's text.</param>
    public static AgePrior ParseCsv(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var weights = new List<AgeWeight>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (number == 1 && line != "age,weight")
                throw new FormatException("prior: the first line must be age,weight");
            if (number == 1 || line.Length == 0)
                continue;
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0
                || !int.TryParse(line.AsSpan(0, comma), NumberStyles.None, CultureInfo.InvariantCulture, out var years)
                || !double.TryParse(line.AsSpan(comma + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
            {
                throw new FormatException($"prior: line {number} is not a whole age and a weight");
            }

            weights.Add(new AgeWeight(years, weight));
        }

        return From(weights);
    }

    private static string HashOf(IReadOnlyList<AgeWeight> weights)
    {
        var text = new StringBuilder();
        foreach (var weight in weights)
            text.Append(CultureInfo.InvariantCulture, $"{weight.Years},{weight.Weight:R}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}

/// <summary>One age of an <see cref="AgePrior"/>.</summary>
/// <param name="Years">Whole years of age.</param>
/// <param name="Weight">Weight, 0 or more.</param>
public readonly record struct AgeWeight(int Years, double Weight);

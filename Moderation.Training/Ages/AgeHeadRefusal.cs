using System.Globalization;

namespace Moderation.Training.Ages;

/// <summary>Why there will be no head from these pictures.</summary>
internal sealed class AgeHeadRefusal(string message) : Exception(message)
{
    /// <summary>Counts faces, or pictures before their faces were looked for, against the limits.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="what">What is counted, in the plural.</param>
    /// <param name="labels">Their ages.</param>
    /// <returns>Null when there are enough of all.</returns>
    public static AgeHeadRefusal? Check(AgeHeadOptions options, string what, IEnumerable<double> labels)
    {
        var ages = labels.ToArray();
        (string Name, int Count, int Needed)[] counts =
        [
            (what, ages.Length, options.FewestFaces),
            (what + " aged 13 to 17", ages.Count(age => age is >= 13 and < 18), options.FewestTeenagers),
            (what + " aged 18 to 25", ages.Count(age => age is >= 18 and < 26), options.FewestYoungAdults),
        ];
        if (counts.All(c => c.Count >= c.Needed))
            return null;
        var listed = string.Join("; ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count:N0} {c.Name}, at least {c.Needed:N0} needed")));
        return new AgeHeadRefusal($"no head: {listed}. With fewer, a head is no better than the expected age, and nothing said about it could be trusted");
    }
}

namespace Moderation.Core.Policies.Expressions;

/// <summary>Finds what somebody who misspelt a name probably meant.</summary>
internal static class NearestName
{
    /// <summary>End of a sentence that names the nearest of the known names; empty when none is near.</summary>
    /// <param name="name">The misspelt name.</param>
    /// <param name="known">The names that there are.</param>
    public static string Hint(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>The nearest name, by the fewest letters to insert, remove, change or swap; null when over a third of the letters would change.</summary>
    /// <param name="name">The misspelt name.</param>
    /// <param name="known">The names that there are.</param>
    public static string? Find(string name, IEnumerable<string> known)
    {
        // Longer than any known name by far: no distance needs to be worked out.
        if (name.Length is 0 or > 64)
            return null;
        var best = known.Select(candidate => (Candidate: candidate, Distance: Distance(name, candidate)))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(1, Math.Max(name.Length, best.Candidate.Length) / 3) ? best.Candidate : null;
    }

    /// <summary>Optimal string alignment distance, letters of either case alike.</summary>
    /// <param name="a">One text.</param>
    /// <param name="b">The other.</param>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}

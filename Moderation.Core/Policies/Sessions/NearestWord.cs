namespace Moderation.Core.Policies.Sessions;

/// <summary>Finds what somebody who mistyped a word may have meant.</summary>
internal static class NearestWord
{
    /// <summary>A sentence part to append to a fault: <c>, did you mean "x"?</c>; or the known words, where none is near and they are few.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        const int Few = 16;
        var words = known.ToList();
        if (Find(word, words) is { } nearest)
            return $", did you mean \"{nearest}\"?";
        return words.Count is > 0 and <= Few ? $"; known: {string.Join(", ", words)}" : "";
    }

    /// <summary>The nearest word; null when none is near.</summary>
    public static string? Find(string word, IReadOnlyList<string> known)
    {
        var best = known.Select(candidate => (candidate, distance: Distance(word, candidate))).OrderBy(pair => pair.distance).FirstOrDefault();
        return best.candidate is { } found && best.distance <= Math.Max(1, Math.Min(word.Length, found.Length) / 3) ? found : null;
    }

    /// <summary>Least number of letters to insert, drop, replace or swap with their neighbour.</summary>
    internal static int Distance(string a, string b)
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
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}

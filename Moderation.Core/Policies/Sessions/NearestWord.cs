using Moderation.Core.Policies.Expressions;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Helps somebody who mistyped a word.</summary>
internal static class NearestWord
{
    // longer lists help nobody who reads one line
    private const int Few = 16;

    /// <summary>End of a fault: what may have been meant; the known words, where none is near and they are few; else nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var words = known.ToList();
        return NearestName.Hint(word, words) is { Length: > 0 } hint ? hint : words.Count is > 0 and <= Few ? $"; known: {string.Join(", ", words)}" : "";
    }
}

using System.Diagnostics;
using System.Text;

namespace Moderation.Training.Text.Learning;

/// <summary>Disguises words as people do who avoid filters, and misspells them as people do who type fast.</summary>
/// <remarks>
/// Labels do not matter to it: a disguised clean line stays clean, so that the disguise itself is no evidence. Homoglyphs, zero-width
/// characters and fancy letters are not among its ways: the normaliser undoes them completely.
/// </remarks>
internal sealed class Disguise(Random random)
{
    private const string LeetFrom = "oieastb";
    private const string LeetTo = "0134578";
    private const string Vowels = "aeiouyAEIOUY";

    // Slips and stars hide most from a reader of n-grams, so they are practised most.
    private static readonly Way[] Ways =
    [
        Way.Leet, Way.Spaced, Way.Stretched, Way.Starred, Way.Starred, Way.Swapped, Way.Swapped, Way.Swapped, Way.Dropped, Way.Dropped, Way.Dropped,
    ];

    /// <summary>Disguises about half of the words of three letters or more, all in one way.</summary>
    public string Apply(string text)
    {
        var way = Ways[random.Next(Ways.Length)];
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length >= 3 && char.IsLetter(words[i][0]) && random.NextDouble() < 0.5)
                words[i] = Disguised(words[i], way);
        }

        return string.Join(' ', words);
    }

    private string Disguised(string word, Way way) => way switch
    {
        Way.Leet => Leet(word),
        Way.Spaced => string.Join(" .-_"[random.Next(4)], word.ToCharArray()),
        Way.Stretched => Stretched(word),
        Way.Starred => Starred(word),
        Way.Swapped => Swapped(word),
        Way.Dropped => word.Remove(random.Next(word.Length), 1),
        _ => throw new UnreachableException(way.ToString()),
    };

    private string Leet(string word)
    {
        var letters = new StringBuilder(word);
        for (var i = 0; i < letters.Length; i++)
        {
            var at = LeetFrom.IndexOf(char.ToLowerInvariant(letters[i]), StringComparison.Ordinal);
            if (at >= 0 && random.NextDouble() < 0.7)
                letters[i] = LeetTo[at];
        }

        return letters.ToString();
    }

    private string Stretched(string word)
    {
        var at = random.Next(word.Length);
        return word.Insert(at, new string(word[at], random.Next(2, 5)));
    }

    private static string Starred(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (Vowels.Contains(word[i], StringComparison.Ordinal))
                return string.Concat(word.AsSpan(0, i), "*", word.AsSpan(i + 1));
        }

        return word;
    }

    private string Swapped(string word)
    {
        var at = random.Next(word.Length - 1);
        return string.Concat(word.AsSpan(0, at), word.AsSpan(at + 1, 1), word.AsSpan(at, 1), word.AsSpan(at + 2));
    }

    private enum Way
    {
        Leet,
        Spaced,
        Stretched,
        Starred,
        Swapped,
        Dropped,
    }
}

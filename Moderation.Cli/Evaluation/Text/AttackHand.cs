using System.Text;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Writes one word in one way of <see cref="TextAttack"/>.</summary>
internal sealed class AttackHand(Random random)
{
    private const string InvisibleSigns = "\u200B\u200C\u200D\u2060\uFEFF\u00AD";
    private const string Separators = " .-_";
    private const string Vowels = "aeiouyàâäéèêëîïôöùûü";

    private static readonly Dictionary<char, string> LeetSigns = new()
    {
        ['a'] = "4@", ['b'] = "8", ['e'] = "3", ['i'] = "1!", ['o'] = "0", ['s'] = "5$", ['t'] = "7",
    };

    private static readonly Dictionary<char, string> Lookalikes = new()
    {
        ['a'] = "аα", ['c'] = "с", ['d'] = "ԁ", ['e'] = "е", ['h'] = "һ", ['i'] = "іι", ['j'] = "ј", ['k'] = "κ", ['l'] = "ӏ", ['n'] = "η", ['o'] = "оο",
        ['p'] = "рρ", ['q'] = "ԛ", ['r'] = "г", ['s'] = "ѕ", ['u'] = "υ", ['v'] = "ν", ['w'] = "ԝ", ['x'] = "х", ['y'] = "у",
        ['A'] = "АΑ", ['B'] = "ВΒ", ['C'] = "С", ['E'] = "ЕΕ", ['H'] = "НΗ", ['I'] = "ІΙ", ['K'] = "КΚ", ['M'] = "МΜ", ['N'] = "Ν", ['O'] = "ОΟ",
        ['P'] = "РΡ", ['S'] = "Ѕ", ['T'] = "ТΤ", ['X'] = "ХΧ", ['Y'] = "ΥҮ", ['Z'] = "Ζ",
    };

    // First capital and first small letter of alphabets that have 26 of each in one run.
    private static readonly (int Capital, int Small)[] Alphabets =
    [
        (0x1D400, 0x1D41A), (0x1D468, 0x1D482), (0x1D4D0, 0x1D4EA), (0x1D56C, 0x1D586), (0x1D5D4, 0x1D5EE), (0x1D670, 0x1D68A),
        (0xFF21, 0xFF41), (0x24B6, 0x24D0),
    ];

    public string Write(string word, TextAttack attack) => attack switch
    {
        TextAttack.Leet => Replace(word, LeetSigns, 0.7),
        TextAttack.Homoglyph => Replace(word, Lookalikes, 0.5),
        TextAttack.ZeroWidth => Interleave(word),
        TextAttack.Spacing => Separate(word),
        TextAttack.Repeat => Hold(word),
        TextAttack.Fancy => Dress(word, Alphabets[random.Next(Alphabets.Length)]),
        TextAttack.Star => Star(word),
        _ => Mistype(word),
    };

    /// <summary>Replaces a share of the letters that can be, one of them at least.</summary>
    private string Replace(string word, Dictionary<char, string> signs, double share)
    {
        // a small letter's sign stands for the capital too, where that has none of its own
        char? SignOf(char letter) => signs.TryGetValue(letter, out var own) || signs.TryGetValue(char.ToLowerInvariant(letter), out own) ? Pick(own) : null;

        var places = Enumerable.Range(0, word.Length).Where(i => SignOf(word[i]) is not null).ToArray();
        if (places.Length == 0)
            return word;
        var (letters, sure) = (word.ToCharArray(), places[random.Next(places.Length)]);
        foreach (var place in places)
        {
            if (place == sure || random.NextDouble() < share)
                letters[place] = SignOf(word[place])!.Value;
        }

        return new string(letters);
    }

    private string Separate(string word) => string.Join(Pick(Separators), word.ToCharArray());

    /// <summary>Invisible signs in about half of the places between letters, one at least.</summary>
    private string Interleave(string word)
    {
        var (letters, sure) = (new StringBuilder(word.Length * 2).Append(word[0]), 1 + random.Next(word.Length - 1));
        for (var i = 1; i < word.Length; i++)
        {
            if (i == sure || random.NextDouble() < 0.5)
                letters.Append(Pick(InvisibleSigns));
            letters.Append(word[i]);
        }

        return letters.ToString();
    }

    private string Hold(string word)
    {
        var place = random.Next(word.Length);
        return string.Concat(word.AsSpan(0, place), new string(word[place], random.Next(3, 7)), word.AsSpan(place + 1));
    }

    private static string Dress(string word, (int Capital, int Small) alphabet)
    {
        var letters = new StringBuilder(word.Length * 2);
        foreach (var letter in word)
        {
            if (letter is >= 'A' and <= 'Z')
                letters.Append(char.ConvertFromUtf32(alphabet.Capital + letter - 'A'));
            else if (letter is >= 'a' and <= 'z')
                letters.Append(char.ConvertFromUtf32(alphabet.Small + letter - 'a'));
            else
                letters.Append(letter);
        }

        return letters.ToString();
    }

    /// <summary>Any vowel after the first letter; without one, any letter after the first.</summary>
    private string Star(string word)
    {
        var inner = Enumerable.Range(1, word.Length - 1);
        var vowels = inner.Where(i => Vowels.Contains(char.ToLowerInvariant(word[i]), StringComparison.Ordinal)).ToArray();
        var place = vowels.Length > 0 ? vowels[random.Next(vowels.Length)] : 1 + random.Next(word.Length - 1);
        return string.Concat(word.AsSpan(0, place), "*", word.AsSpan(place + 1));
    }

    private string Mistype(string word)
    {
        if (random.NextDouble() < 0.5)
            return word.Remove(random.Next(word.Length), 1);
        var place = random.Next(word.Length - 1);
        return string.Concat(word.AsSpan(0, place), $"{word[place + 1]}{word[place]}", word.AsSpan(place + 2));
    }

    private char Pick(string signs) => signs[random.Next(signs.Length)];
}

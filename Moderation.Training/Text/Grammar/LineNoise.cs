using System.Text.RegularExpressions;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Grammar;

/// <summary>What fingers, moods and fear of filters do to a line.</summary>
internal sealed partial class LineNoise(GrammarOptions options, Random random)
{
    private static readonly string[] Emoji =
        ["😂", "🤣", "😭", "❤️", "🔥", "🙏", "😘", "🥺", "👀", "💀", "😅", "🌹", "🎁", "💯", "😍", "👏", "💪", "😏", "🙈", "✨", "👑", "🫶", "😉", "🤔"];

    private static readonly string[] Endings = ["!", "!!", "!!!", "...", "..", "?!", " !", "?"];
    private static readonly string[] Joints = [" _ ", " underscore ", "__", " "];
    private static readonly string[] FrenchJoints = [.. Joints, " tiret bas "];
    private readonly Disguise _disguise = new(random);

    public string Apply(string text, string language)
    {
        if (Happens(options.SplitHandle))
            text = Handle().Replace(text, match => Split(match.Value, language));
        if (Happens(options.Elongated))
            text = Elongated(text);
        if (Happens(options.Punctuated) && char.IsLetter(text[^1]))
            text += Endings[random.Next(Endings.Length)];
        if (Happens(options.Disguised))
            text = _disguise.Apply(text);
        if (Happens(options.Shouted))
            text = text.ToUpperInvariant();
        return Happens(options.Emoji) ? $"{text} {Several(Emoji[random.Next(Emoji.Length)])}" : text;
    }

    private bool Happens(double share) => random.NextDouble() < share;

    private string Several(string emoji) => string.Concat(Enumerable.Repeat(emoji, random.Next(4) == 0 ? random.Next(2, 4) : 1));

    private string Split(string handle, string language)
    {
        if (random.Next(3) == 0)
            return string.Join(' ', handle.ToCharArray());
        var joints = language == "fr" ? FrenchJoints : Joints;
        return handle.Replace("_", joints[random.Next(joints.Length)], StringComparison.Ordinal);
    }

    /// <summary>Draws out the end of one word: "allezzz", "pleaseee".</summary>
    private string Elongated(string text)
    {
        var words = text.Split(' ');
        var at = random.Next(words.Length);
        if (words[at].Length >= 3 && words[at].All(char.IsLetter))
            words[at] += new string(words[at][^1], random.Next(2, 5));
        return string.Join(' ', words);
    }

    [GeneratedRegex(@"(?<![\w.])[a-z]+_[a-z0-9]+(?![\w.]*\.example)", RegexOptions.CultureInvariant)]
    private static partial Regex Handle();
}

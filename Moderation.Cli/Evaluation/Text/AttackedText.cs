using System.Text;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Alters 60 % of the words of three letters or more, whatever the label of the text, so that being altered is no evidence.</summary>
/// <remarks>
/// It shares nothing with what the trainer does to its lines: a model is not measured by its own exercise. The words altered depend on
/// the seed alone, so every attack falls on the same ones.
/// </remarks>
internal static class AttackedText
{
    private const double ShareOfWords = 0.6;
    private const int ShortestWord = 3;

    public static string Alter(string text, TextAttack attack, int seed)
    {
        var (choice, hand) = (new Random(Mix(seed, 1)), new AttackHand(new Random(Mix(seed, 2))));
        var altered = new StringBuilder(text.Length * 2);
        for (int from = 0, to; from < text.Length; from = to)
        {
            to = Math.Max(EndOfWord(text, from), from + 1);
            if (to - from < ShortestWord || choice.NextDouble() >= ShareOfWords || IsMark(text, from))
                altered.Append(text, from, to - from);
            else
                altered.Append(hand.Write(text[from..to], attack));
        }

        return altered.ToString();
    }

    private static int EndOfWord(string text, int from)
    {
        var to = from;
        while (to < text.Length && char.IsLetter(text[to]))
            to++;
        return to;
    }

    /// <summary>Whether a word belongs to <c>@user</c>, <c>http://url</c> or <c>&lt;email&gt;</c>: what a set put in place of something else is nobody's disguise.</summary>
    private static bool IsMark(string text, int at)
    {
        var begin = text.LastIndexOf(' ', at) + 1;
        return text[begin] is '@' or '<' or '[' || text.AsSpan(begin).StartsWith("http", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Neighbouring seeds give the platform's generator sequences that move together; scattered ones do not.</summary>
    private static int Mix(int seed, uint stream)
    {
        var mixed = unchecked((((ulong)(uint)seed << 32) | stream) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93);
        return (int)((mixed ^ (mixed >> 32)) & int.MaxValue);
    }
}

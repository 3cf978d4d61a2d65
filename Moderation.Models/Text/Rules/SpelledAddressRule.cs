namespace Moderation.Models.Text.Rules;

/// <summary>Addresses spelled out: "name at example dot com", "nom arobase exemple point fr", "example dot com".</summary>
internal static class SpelledAddressRule
{
    private const int MaxParts = 6;

    /// <summary>Adds e-mail addresses around a word for the at sign.</summary>
    public static void FindEmails(RuleContext context)
    {
        var words = context.Line.Words;
        for (var i = 1; i + 1 < words.Length && !context.Found.IsFull; i++)
        {
            if (context.KindOfWord(i) != PhraseKind.At)
                continue;
            var end = TldEnd(context, i + 1);
            var first = words[NameStart(context, i - 1)];
            if (end is null && context.KindOfWord(i + 1) == PhraseKind.MailHost && IsMeant(context.Line, first.Start, words[i]))
                end = words[i + 1].End;
            if (end is { } to)
                context.Found.Add(RuleKind.Email, first.Start, to);
        }
    }

    /// <summary>Adds web addresses around a word for the dot.</summary>
    public static void FindLinks(RuleContext context)
    {
        var words = context.Line.Words;
        for (var i = 1; i + 1 < words.Length && !context.Found.IsFull; i++)
        {
            if (context.KindOfWord(i) == PhraseKind.Dot && TldEnd(context, i - 1) is { } end)
                context.Found.Add(RuleKind.Url, words[NameStart(context, i - 1)].Start, LinkRule.PathEnd(context.Line, end));
        }
    }

    /// <summary>End of "word dot tld" or "word . tld" from the word on; null when it is none.</summary>
    public static int? TldEnd(RuleContext context, int word)
    {
        var line = context.Line;
        var words = line.Words;
        int? end = null;
        for (var parts = 0; parts < MaxParts && word + 1 < words.Length; parts++)
        {
            var isSpelled = context.KindOfWord(word + 1) == PhraseKind.Dot;
            if (!isSpelled && !IsDot(line.Folded[words[word].End..words[word + 1].Start]))
                return end;
            word += isSpelled ? 2 : 1;
            if (word >= words.Length)
                return end;
            if (HostNames.Current.KindOf(line.Folded[words[word].Start..words[word].End]) == HostKind.Tld)
                end = words[word].End;
        }

        return end;
    }

    // "luna point 77", "luna.77", "luna underscore 77"
    private static int NameStart(RuleContext context, int word)
    {
        var line = context.Line;
        var words = line.Words;
        for (var parts = 0; parts < MaxParts && word > 0; parts++)
        {
            if (word > 1 && context.KindOfWord(word - 1) is PhraseKind.Dot or PhraseKind.Underscore)
                word -= 2;
            else if (line.Folded[words[word - 1].End..words[word].Start] is "." or "_" or "-")
                word--;
            else
                return word;
        }

        return word;
    }

    // "look at gmail" is no address; "luna77 at gmail" is one
    private static bool IsMeant(RuleLine line, int nameStart, LineWord at) =>
        line.Folded[at.Start..at.End] is not "at" || line.Folded[nameStart..at.Start].ContainsAnyInRange('0', '9') || line.Folded[nameStart..at.Start].Contains('_');

    private static bool IsDot(ReadOnlySpan<char> between) => between.Length <= 5 && between.Trim(" ()[]") is ".";
}

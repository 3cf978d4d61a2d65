namespace Moderation.Models.Text.Rules;

/// <summary>An account name in a line.</summary>
/// <param name="Start">First folded unit, the at sign included.</param>
/// <param name="End">Folded unit after the last.</param>
/// <param name="IsDistinct">Whether it looks like a name and like no word: an underscore, an inner dot, or letters with digits.</param>
internal readonly record struct AccountName(int Start, int End, bool IsDistinct)
{
    /// <summary>Units of the shortest name.</summary>
    public const int ShortestLength = 3;

    private const int LongestLength = 32;
    private const int ShortestWithDigits = 5;

    /// <summary>Whether there is a name.</summary>
    public bool IsName => End - Start >= ShortestLength;

    /// <summary>Reads the name that begins at a place, with or without an at sign.</summary>
    public static AccountName ReadAt(RuleContext context, int at)
    {
        var line = context.Line;
        var start = line.At(at) == '@' ? at + 1 : at;
        return Judge(line, at, start, JoinRight(context, start, start + line.RunRight(start, NameUnits.Account, LongestLength)));
    }

    /// <summary>Reads the name that ends before a place.</summary>
    public static AccountName ReadBefore(RuleContext context, int end)
    {
        var line = context.Line;
        var start = end - line.RunLeft(end, NameUnits.Account, LongestLength);
        var sign = start;
        while (line.At(sign - 1) == ' ' && start - sign < 2)
            sign--;
        // "luna _ 77" read from its end: the sign is apart, or hangs on the name
        if (line.At(start) == '_' || (sign < start && line.At(sign - 1) == '_'))
        {
            var to = line.At(start) == '_' ? start : sign - 1;
            while (line.At(to - 1) == ' ')
                to--;
            start = to - line.RunLeft(to, NameUnits.Account, LongestLength);
        }
        else if (line.WordFrom(start) is > 1 and var word && context.KindOfWord(word - 1) == PhraseKind.Underscore)
            start = line.Words[word - 2].Start;

        return Judge(line, line.At(start - 1) == '@' ? start - 1 : start, start, end);
    }

    private static int JoinRight(RuleContext context, int start, int end)
    {
        var line = context.Line;
        var next = line.SkipSpaces(end);
        if (end == start)
            return end;
        if (line.At(next) == '_' && next > end)
            next++;
        else if (line.At(end - 1) != '_' || (line.ClassAt(next) & UnitClass.Digit) == 0)
        {
            var word = line.WordFrom(next);
            if (context.KindOfWord(word) != PhraseKind.Underscore)
                return end;
            next = line.Words[word].End;
        }

        next = line.SkipSpaces(next);
        var length = line.RunRight(next, NameUnits.Alphanumeric, LongestLength);
        return length == 0 ? end : next + length;
    }

    private static AccountName Judge(RuleLine line, int from, int start, int end)
    {
        while (end > start && line.At(end - 1) == '.')
            end--;
        var text = line.Folded[start..end];
        if (text.Length < ShortestLength || !text.ContainsAnyInRange('a', 'z'))
            return default;
        var isDistinct = text.Trim('_').Contains('_') || text.Trim('.').Contains('.') || text.Contains(' ')
            || (text.Length >= ShortestWithDigits && char.IsAsciiLetter(text[0]) && text.ContainsAnyInRange('0', '9'));
        return new AccountName(from, end, isDistinct);
    }
}

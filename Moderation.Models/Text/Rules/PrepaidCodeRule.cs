namespace Moderation.Models.Text.Rules;

/// <summary>Codes of prepaid cards and gift cards, near a word that names them.</summary>
internal sealed class PrepaidCodeRule(RuleContext context, DigitRun run)
{
    private const int Reach = 8;
    private const int LongCode = 16;
    private const int ShortestCode = 10;
    private const int LongestShortCode = 12;
    private const int FewestGroups = 3;
    private const int MostGroups = 5;

    /// <summary>Adds the codes of the line.</summary>
    public void Find()
    {
        var phrases = context.Phrases;
        var isPrepaid = phrases.Has(PhraseKind.Prepaid10) || phrases.Has(PhraseKind.Prepaid16);
        if (context.Line.DigitCount == 0 || (!isPrepaid && !phrases.Has(PhraseKind.CodeHint)))
            return;
        if (isPrepaid && context.Line.DigitCount >= ShortestCode)
            FindNumbers();
        FindGrouped();
    }

    private void FindNumbers()
    {
        var line = context.Line;
        for (var at = 0; at < line.Folded.Length;)
        {
            var next = line.Folded[at..].IndexOfAnyInRange('0', '9');
            if (next < 0)
                return;
            at += next;
            run.Read(line, at);
            if (!line.IsWordAt(at - 1) && !line.IsWordAt(run.End))
                AddNumber(line.WordFrom(at));
            at = run.End;
        }
    }

    private void AddNumber(int word)
    {
        var groups = run.Groups;
        for (var last = groups.Length - 1; last >= 0; last--)
        {
            var digits = run.Digits(0, last).Length;
            var kind = digits == LongCode ? PhraseKind.Prepaid16 : digits is >= ShortestCode and <= LongestShortCode ? PhraseKind.Prepaid10 : PhraseKind.None;
            if (kind == PhraseKind.None || !context.Phrases.HasNear(kind, word, Reach))
                continue;
            context.Found.Add(RuleKind.PrepaidCode, groups[0].Start, groups[last].End);
            return;
        }
    }

    // ABCD-1234-EFGH, or a word of ten letters and digits near the voucher's name
    private void FindGrouped()
    {
        var line = context.Line;
        var words = line.Words;
        for (var i = 0; i < words.Length && !context.Found.IsFull; i++)
        {
            var last = LastOfGroups(i);
            var isCode = last - i + 1 >= FewestGroups && (context.Phrases.HasNear(PhraseKind.CodeHint, i, Reach) || IsNearPrepaid(i));
            isCode |= last == i && words[i].Length == ShortestCode && IsMixed(line.Folded[words[i].Start..words[i].End]) && IsNearPrepaid(i);
            if (isCode)
                context.Found.Add(RuleKind.PrepaidCode, words[i].Start, words[last].End);
            i = last;
        }
    }

    private bool IsNearPrepaid(int word) =>
        context.Phrases.HasNear(PhraseKind.Prepaid10, word, Reach) || context.Phrases.HasNear(PhraseKind.Prepaid16, word, Reach);

    private int LastOfGroups(int first)
    {
        var line = context.Line;
        var words = line.Words;
        var length = words[first].Length;
        if (length is < 4 or > 6)
            return first;
        var last = first;
        while (last - first + 1 < MostGroups && last + 1 < words.Length && words[last + 1].Length == length && line.At(words[last].End) == '-'
            && words[last + 1].Start == words[last].End + 1)
        {
            last++;
        }

        return line.Folded[words[first].Start..words[last].End].ContainsAnyInRange('0', '9') ? last : first;
    }

    private static bool IsMixed(ReadOnlySpan<char> word) => word.ContainsAnyInRange('0', '9') && word.ContainsAnyInRange('a', 'z');
}

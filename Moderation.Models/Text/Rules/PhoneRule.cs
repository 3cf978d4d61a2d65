namespace Moderation.Models.Text.Rules;

/// <summary>Telephone numbers, international and national, however their digits are set apart. Not dates, prices, scores, lists, long game numbers.</summary>
internal sealed class PhoneRule(RuleContext context, DigitRun run)
{
    private const int HintReach = 5;
    private const int MostOtherGroups = 3;

    /// <summary>Adds the numbers of the line.</summary>
    public void Find()
    {
        var line = context.Line;
        for (var at = 0; at < line.Folded.Length && !context.Found.IsFull;)
        {
            var next = line.Folded[at..].IndexOfAnyInRange('0', '9');
            if (next < 0)
                return;
            at += next;
            if (line.At(at - 1) == 'o' && !line.IsWordAt(at - 2))
                at--;
            run.Read(line, at);
            FindIn();
            at = run.End;
        }
    }

    /// <summary>The number that begins at a digit run, when somebody said that one follows: its end; 0 when it is none.</summary>
    public static int LikelyEnd(DigitRun run)
    {
        var groups = run.Groups;
        for (var last = groups.Length - 1; last >= 0; last--)
        {
            if (PhonePlan.IsLikely(run.Digits(0, last)))
                return groups[last].End;
        }

        return 0;
    }

    private void FindIn()
    {
        var groups = run.Groups;
        for (var first = 0; first < groups.Length; first++)
        {
            for (var last = groups.Length - 1; last >= first; last--)
            {
                if (run.Digits(first, last).Length is < 7 or > 17 || !IsNumber(first, last))
                    continue;
                context.Found.Add(RuleKind.Phone, Start(groups[first].Start), groups[last].End);
                first = last;
                break;
            }
        }
    }

    private bool IsNumber(int first, int last)
    {
        var line = context.Line;
        var groups = run.Groups;
        var digits = run.Digits(first, last);
        if (IsPartOfMore(line, groups[first].Start, groups[last].End))
            return false;
        if (line.At(groups[first].Start - 1) == '+')
            return !line.IsWordAt(groups[first].Start - 2) && PhonePlan.IsInternational(digits);
        if (digits.StartsWith("00") && digits.Length > 10)
            return PhonePlan.IsInternational(digits[2..]);
        if (IsSetApart(first, last) && groups.Length - (last - first + 1) <= MostOtherGroups)
        {
            if (PhonePlan.IsNational(digits))
                return !IsCountedInPairs(digits);
            if (PhonePlan.IsNorthAmerican(digits) && IsThreeThreeFour(first, last))
                return true;
            if (digits.Length == 11 && digits[0] == '1' && groups[first].Length == 1 && PhonePlan.IsNorthAmerican(digits[1..]))
                return true;
        }

        return first == 0 && PhonePlan.IsLikely(digits) && IsHinted(groups[0].Start);
    }

    private bool IsHinted(int start)
    {
        var word = context.Line.WordFrom(start);
        foreach (var phrase in context.Phrases.Span)
        {
            if (phrase.Kind is PhraseKind.PhoneHint or PhraseKind.Contact or PhraseKind.Platform && phrase.Last < word && phrase.Last >= word - HintReach)
                return true;
        }

        return false;
    }

    private int Start(int digit) => context.Line.At(digit - 1) == '+' ? digit - 1
        : context.Line.At(digit - 1) == '(' && context.Line.Folded[digit..].IndexOf(')') is > 0 and < 6 ? digit - 1 : digit;

    // Groups of one digit all have the same separator, or they are scores; a group of four that is a year makes a date.
    private bool IsSetApart(int first, int last)
    {
        var groups = run.Groups[first..(last + 1)];
        var singles = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            singles += groups[i].Length == 1 ? 1 : 0;
            if (i > 0 && groups[i].Before == '/' && groups[i].Length != 2)
                return false;
            if (groups.Length == 4 && groups[i].Length == 4 && run.Digits(first + i, first + i) is ['1', '9', ..] or ['2', '0', ..] && i is 0 or 2)
                return false;
            if (i > 1 && groups[i].Length == 1 && groups[i].Before != groups[1].Before)
                return false;
        }

        return singles == 0 || singles == groups.Length || (singles == 1 && groups[0].Length == 1 && groups.Length == 4);
    }

    private bool IsThreeThreeFour(int first, int last)
    {
        var groups = run.Groups;
        return last == first + 2 && groups[first].Length == 3 && groups[first + 1].Length == 3;
    }

    // 01 02 03 04 05
    private static bool IsCountedInPairs(ReadOnlySpan<char> digits)
    {
        for (var i = 2; i + 1 < digits.Length; i += 2)
        {
            if (((digits[i] - digits[i - 2]) * 10) + digits[i + 1] - digits[i - 1] != 1)
                return false;
        }

        return true;
    }

    private static bool IsPartOfMore(RuleLine line, int start, int end) =>
        line.IsWordAt(start - 1) || line.At(start - 1) is '$' or '€' or '£' or '#' or ',' or '@' or '_'
        || line.IsWordAt(end) || line.At(end) is '€' or '$' or '£' or '%' or '_' || (line.At(end) == ',' && line.IsWordAt(end + 1));
}

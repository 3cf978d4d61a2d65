using System.Collections.Frozen;

namespace Moderation.Models.Text.Rules;

/// <summary>Tags of payment services: <c>$name</c>, and an account or number behind the service's name. Their links are found with the links.</summary>
internal sealed class PaymentTagRule(RuleContext context, DigitRun run)
{
    private const int LongestTag = 20;

    // words and currencies that are written with the sign; a stock ticker is not told from a tag
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoTags =
        new[] { "us", "usd", "can", "cad", "aud", "hit", "hits", "exy", "ex", "exe", "uck", "ucks", "tupid", "alope", "ale", "wag", "nap", "o", "on", "i", "ir", "orry" }
            .ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the tags of the line.</summary>
    public void Find()
    {
        if ((context.Line.Marks & UnitClass.Dollar) != 0)
            FindCashtags();
        if (context.Phrases.Has(PhraseKind.Payment) || context.Phrases.Has(PhraseKind.PaymentWeak))
            FindAccounts();
    }

    private void FindCashtags()
    {
        var line = context.Line;
        for (var next = 0; !context.Found.IsFull;)
        {
            var sign = line.Folded[next..].IndexOf('$');
            if (sign < 0)
                return;
            sign += next;
            next = sign + 1;
            var length = line.RunRight(next, NameUnits.Account, LongestTag + 1);
            while (length > 0 && line.At(next + length - 1) == '.')
                length--;
            var tag = line.Folded.Slice(next, length);
            if (length is >= 2 and <= LongestTag && char.IsAsciiLetter(tag[0]) && line.At(sign - 1) != '$' && !line.IsWordAt(sign - 1) && !NoTags.Contains(tag))
                context.Found.Add(RuleKind.PaymentTag, sign, next + length);
        }
    }

    private void FindAccounts()
    {
        foreach (var phrase in context.Phrases.Span)
        {
            if (phrase.Kind is not (PhraseKind.Payment or PhraseKind.PaymentWeak))
                continue;
            var end = context.Line.Words[phrase.Last].End;
            if (TryAddNumber(end))
                continue;
            var isWeak = phrase.Kind == PhraseKind.PaymentWeak;
            if (isWeak && AccountSearch.SkipLinks(context, end).Tie != AccountSearch.Tie.Stated)
                continue;
            var name = AccountSearch.Behind(context, end, AccountSearch.Tie.Stated);
            if (!name.IsName && !isWeak)
                name = AccountSearch.Before(context, phrase.First, needsLink: true);
            if (name.IsName)
                context.Found.Add(RuleKind.PaymentTag, name.Start, name.End);
        }
    }

    private bool TryAddNumber(int behind)
    {
        var line = context.Line;
        var (at, tie) = AccountSearch.SkipLinks(context, behind);
        var digit = line.At(at) == '+' ? at + 1 : at;
        if (tie == AccountSearch.Tie.None || (line.ClassAt(digit) & UnitClass.Digit) == 0)
            return false;
        run.Read(line, digit);
        var end = PhoneRule.LikelyEnd(run);
        return end > 0 && !line.IsWordAt(end) && context.Found.Add(RuleKind.PaymentTag, at, end);
    }
}

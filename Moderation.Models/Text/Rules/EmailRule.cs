namespace Moderation.Models.Text.Rules;

/// <summary>E-mail addresses with an at sign.</summary>
internal static class EmailRule
{
    private const int MaxMailbox = 64;
    private const int MaxDomain = 100;
    private const int MaxTld = 24;

    /// <summary>Adds the addresses of the line.</summary>
    public static void Find(RuleContext context)
    {
        var line = context.Line;
        for (var next = 0; !context.Found.IsFull;)
        {
            var at = line.Folded[next..].IndexOf('@');
            if (at < 0)
                return;
            at += next;
            next = at + 1;
            // a mention has a space on one side only
            var isApart = line.At(at - 1) == ' ' && line.At(at + 1) == ' ';
            var left = isApart ? at - 1 : at;
            var right = isApart ? line.SkipSpaces(at + 1) : at + 1;
            var start = left - line.RunLeft(left, NameUnits.Mailbox, MaxMailbox);
            while (start < left && !line.IsWordAt(start))
                start++;
            var end = DomainEnd(context, right);
            if (start < left && end > right && context.Found.Add(RuleKind.Email, start, end))
                next = end;
        }
    }

    private static int DomainEnd(RuleContext context, int start)
    {
        var line = context.Line;
        var end = start + line.RunRight(start, NameUnits.Host, MaxDomain);
        while (end > start && !line.IsWordAt(end - 1))
            end--;
        var domain = line.Folded[start..end];
        var tld = domain[(domain.LastIndexOf('.') + 1)..];
        if (tld.Length < domain.Length && domain[0] != '.' && tld.Length is >= 2 and <= MaxTld && !tld.ContainsAnyExceptInRange('a', 'z'))
            return end;
        // "@ gmail", "@gmail . com"
        var word = line.WordFrom(start);
        return context.KindOfWord(word) == PhraseKind.MailHost && line.Words[word].Start == start ? SpelledAddressRule.TldEnd(context, word) ?? line.Words[word].End : start;
    }
}

namespace Moderation.Models.Text.Rules;

/// <summary>Account names on other platforms. A mention alone is none: chat mentions with the same sign.</summary>
internal static class HandleRule
{
    private const int TagDigits = 4;
    private const int LongestTagName = 32;

    /// <summary>Adds the names of the line.</summary>
    public static void Find(RuleContext context)
    {
        var words = context.Line.Words;
        foreach (var phrase in context.Phrases.Span)
        {
            var name = phrase.Kind switch
            {
                PhraseKind.Platform => OnPlatform(context, phrase),
                PhraseKind.PlatformWeak => OnWeakPlatform(context, phrase),
                PhraseKind.Contact => AccountSearch.Behind(context, words[phrase.Last].End, AccountSearch.Tie.Mentioned),
                _ => default,
            };
            if (name.IsName)
                context.Found.Add(RuleKind.Handle, name.Start, name.End);
        }

        var isTold = context.Phrases.Has(PhraseKind.Platform) || context.Phrases.Has(PhraseKind.PlatformWeak) || context.Phrases.Has(PhraseKind.Contact);
        if (isTold && (context.Line.Marks & UnitClass.Hash) != 0)
            FindTags(context);
    }

    private static AccountName OnPlatform(RuleContext context, Phrase phrase)
    {
        var words = context.Line.Words;
        var behind = AccountSearch.Behind(context, words[phrase.Last].End, AccountSearch.Tie.Stated);
        return behind.IsName ? behind : AccountSearch.Before(context, phrase.First, needsLink: !char.IsSurrogate(context.Line.At(words[phrase.First].Start)));
    }

    private static AccountName OnWeakPlatform(RuleContext context, Phrase phrase)
    {
        var isOwned = context.KindOfWord(phrase.First - 1) is PhraseKind.Own or PhraseKind.Link;
        var (_, tie) = AccountSearch.SkipLinks(context, context.Line.Words[phrase.Last].End);
        if (isOwned || tie == AccountSearch.Tie.Stated)
        {
            var behind = AccountSearch.Behind(context, context.Line.Words[phrase.Last].End, AccountSearch.Tie.Stated);
            if (behind.IsName)
                return behind;
        }

        return isOwned ? AccountSearch.Before(context, phrase.First, needsLink: true) : default;
    }

    // name#1234
    private static void FindTags(RuleContext context)
    {
        var line = context.Line;
        for (var next = 0; !context.Found.IsFull;)
        {
            var hash = line.Folded[next..].IndexOf('#');
            if (hash < 0)
                return;
            hash += next;
            next = hash + 1;
            var digits = line.RunRight(next, NameUnits.Alphanumeric, TagDigits + 1);
            var name = line.RunLeft(hash, NameUnits.Account, LongestTagName);
            if (digits == TagDigits && name >= 2 && !line.Folded.Slice(next, digits).ContainsAnyExceptInRange('0', '9'))
                context.Found.Add(RuleKind.Handle, hash - name, next + digits);
        }
    }
}

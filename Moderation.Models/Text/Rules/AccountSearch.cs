namespace Moderation.Models.Text.Rules;

/// <summary>Looks behind and before the name of a service for the account on it.</summary>
internal static class AccountSearch
{
    private const int MostLinks = 4;
    private const int Reach = 80;

    /// <summary>What stood between a service and a name.</summary>
    public enum Tie
    {
        None,

        /// <summary>Nothing, or small words.</summary>
        Near,

        /// <summary>A colon, an equals sign or an arrow.</summary>
        Stated,

        /// <summary>An at sign.</summary>
        Mentioned,
    }

    /// <summary>Where something may begin behind a place, past spaces, signs and small words.</summary>
    public static (int At, Tie Tie) SkipLinks(RuleContext context, int at)
    {
        var line = context.Line;
        var tie = Tie.Near;
        var last = at + Reach;
        for (var links = 0; links <= MostLinks && at < last;)
        {
            var unit = line.At(at);
            if (unit == '@')
                return line.IsWordAt(at + 1) ? (at, Tie.Mentioned) : (at, Tie.None);
            if (unit is '\0' or '.' or '?' or '!' or ',' or ';' or '/')
                return (at, Tie.None);
            line.Count(1);
            if (char.IsHighSurrogate(unit) || (!line.IsWordAt(at) && unit is not ('$' or '+' or '_')))
            {
                tie = unit is ':' or '=' or '>' or '→' or '➡' ? Tie.Stated : tie;
                at++;
                continue;
            }

            var word = line.WordFrom(at);
            if (unit is '$' or '+' or '_' || context.KindOfWord(word) is not (PhraseKind.Link or PhraseKind.Own) || IsGlued(line, word))
                return (at, tie);
            at = line.Words[word].End;
            links++;
        }

        return (at, Tie.None);
    }

    /// <summary>The account named behind a place; no name when there is none.</summary>
    /// <param name="context">The line.</param>
    /// <param name="at">Where the name of the service ends.</param>
    /// <param name="least">What has to stand between for an ordinary looking name; a distinct name needs no more than being near.</param>
    public static AccountName Behind(RuleContext context, int at, Tie least)
    {
        var (start, tie) = SkipLinks(context, at);
        if (tie == Tie.None)
            return default;
        var name = AccountName.ReadAt(context, start);
        if (!name.IsName || tie < least && !name.IsDistinct)
            return default;
        var isKnownWord = tie != Tie.Mentioned && !name.IsDistinct && IsKnown(context, start);
        return isKnownWord ? default : name;
    }

    /// <summary>The account named before a word ("luna_77 sur l'insta"); no name when there is none.</summary>
    /// <param name="context">The line.</param>
    /// <param name="word">The first word of the service's name.</param>
    /// <param name="needsLink">Whether a small word has to stand between.</param>
    public static AccountName Before(RuleContext context, int word, bool needsLink)
    {
        var before = word - 1;
        while (before >= 0 && word - before <= MostLinks && context.KindOfWord(before) is PhraseKind.Link or PhraseKind.Own)
            before--;
        if (before < 0 || (needsLink && before == word - 1))
            return default;
        var name = AccountName.ReadBefore(context, context.Line.Words[before].End);
        return name.IsName && (name.IsDistinct || context.Line.At(name.Start) == '@') ? name : default;
    }

    // "me_77" begins with a small word and is a name
    private static bool IsGlued(RuleLine line, int word) =>
        line.At(line.Words[word].End) == '_' || (line.At(line.Words[word].End) == '.' && line.IsWordAt(line.Words[word].End + 1));

    private static bool IsKnown(RuleContext context, int start)
    {
        var word = context.Line.WordFrom(start);
        return word < context.Line.Words.Length && context.Line.Words[word].Id != 0;
    }
}

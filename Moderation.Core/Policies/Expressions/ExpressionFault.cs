using Superpower.Model;

namespace Moderation.Core.Policies.Expressions;

/// <summary>Says what is wrong with the form of an expression.</summary>
internal static class ExpressionFault
{
    public static string OfCharacter(string text, int at)
    {
        if (at >= text.Length)
            return "the expression ends too early";
        var c = text[at];
        return c switch
        {
            '=' => "'=' compares nothing; write '==' for equal",
            '&' => "'&' joins nothing; write 'and'",
            '|' => "'|' joins nothing; write 'or'",
            '%' => "'%' belongs directly behind a number: 5%",
            '"' or '\'' => "words are written without quotes",
            _ when char.IsControl(c) || char.IsSurrogate(c) => "a character stands here that no expression has",
            _ => $"'{c}' stands in no expression",
        };
    }

    /// <summary>What the grammar cannot say, or must never be asked: malformed quantities, too much nesting, too many tokens.</summary>
    public static (int At, string Says)? BeforeGrammar(TokenList<ExpressionToken> tokens)
    {
        var (count, depth) = (0, 0);
        foreach (var token in tokens)
        {
            if (++count > ExpressionParser.MostTokens)
                return (token.Position.Absolute, "the expression is too long: a condition has at most 1,000 nodes");
            if (token.Kind == ExpressionToken.Open && ++depth > ExpressionParser.DeepestBrackets)
                return (token.Position.Absolute, $"brackets are nested deeper than {ExpressionParser.DeepestBrackets}");
            if (token.Kind == ExpressionToken.Close)
                depth--;
            if (token.Kind == ExpressionToken.Quantity && OfQuantity(token.ToStringValue()) is { } says)
                return (token.Position.Absolute, says);
        }

        return count == 0 ? (0, "the expression is empty; a condition was due") : null;
    }

    public static (int At, string Says) OfGrammar<T>(string text, TokenListParserResult<ExpressionToken, T> result)
    {
        var rest = result.Remainder;
        var due = result.Expectations is { Length: > 0 } expectations ? $"; expected {string.Join(" or ", expectations.Distinct())}" : "";
        if (rest.IsAtEnd)
            return (text.TrimEnd().Length, $"the expression ends too early{due}");
        var token = rest.ConsumeToken().Value;
        var found = token.ToStringValue();
        if (token.Kind is >= ExpressionToken.AtLeast and <= ExpressionToken.NotEqual && result.Expectations is null or { Length: 0 })
            return (token.Position.Absolute, $"'{found}' follows another comparison; join two comparisons with 'and'");
        return (token.Position.Absolute, $"'{Shown(found)}' is not expected here{(due.Length > 0 ? due : "; expected 'and', 'or' or the end")}");
    }

    private static string? OfQuantity(string text)
    {
        if (Quantity.TryNumber(text, out _) || Quantity.TryDuration(text, out _))
            return null;
        return $"'{Shown(text)}' is neither a number (1_000, 0.3, 5%; at most 15 digits) nor a duration (90s, 2m, 1h30m, 7d; at most 366d)";
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

using Superpower;
using Superpower.Display;
using Superpower.Model;

namespace Moderation.Core.Policies.Expressions;

/// <summary>What expressions are made of.</summary>
internal enum ExpressionToken
{
    [Token(Description = "a name")]
    Name,

    [Token(Description = "a number or duration")]
    Quantity,

    [Token(Example = ">=")]
    AtLeast,

    [Token(Example = "<=")]
    AtMost,

    [Token(Example = ">")]
    More,

    [Token(Example = "<")]
    Less,

    [Token(Example = "==")]
    Equal,

    [Token(Example = "!=")]
    NotEqual,

    [Token(Example = "+")]
    Plus,

    [Token(Example = "-")]
    Minus,

    [Token(Example = "*")]
    Times,

    [Token(Example = "/")]
    Slash,

    [Token(Example = "(")]
    Open,

    [Token(Example = ")")]
    Close,

    [Token(Example = "[")]
    OpenList,

    [Token(Example = "]")]
    CloseList,

    [Token(Example = ",")]
    Comma,

    [Token(Example = "and")]
    And,

    [Token(Example = "or")]
    Or,

    [Token(Example = "not")]
    Not,

    [Token(Example = "in")]
    In,

    [Token(Example = "over")]
    Over,

    [Token(Example = "per")]
    Per,

    [Token(Example = "for")]
    For,

    [Token(Example = "true")]
    True,

    [Token(Example = "false")]
    False,
}

/// <summary>Cuts an expression into tokens.</summary>
internal sealed class ExpressionTokenizer : Tokenizer<ExpressionToken>
{
    public static readonly ExpressionTokenizer Instance = new();

    /// <summary>Words of the language; no let can be called so.</summary>
    public static readonly IReadOnlyDictionary<string, ExpressionToken> Keywords = new Dictionary<string, ExpressionToken>(StringComparer.Ordinal)
    {
        ["and"] = ExpressionToken.And, ["or"] = ExpressionToken.Or, ["not"] = ExpressionToken.Not, ["in"] = ExpressionToken.In,
        ["over"] = ExpressionToken.Over, ["per"] = ExpressionToken.Per, ["for"] = ExpressionToken.For,
        ["true"] = ExpressionToken.True, ["false"] = ExpressionToken.False,
    };

    private static readonly (string Text, ExpressionToken Token)[] Signs =
    [
        (">=", ExpressionToken.AtLeast), ("<=", ExpressionToken.AtMost), ("==", ExpressionToken.Equal), ("!=", ExpressionToken.NotEqual),
        ("&&", ExpressionToken.And), ("||", ExpressionToken.Or), (">", ExpressionToken.More), ("<", ExpressionToken.Less),
        ("!", ExpressionToken.Not), ("+", ExpressionToken.Plus), ("-", ExpressionToken.Minus), ("*", ExpressionToken.Times),
        ("/", ExpressionToken.Slash), ("(", ExpressionToken.Open), (")", ExpressionToken.Close), ("[", ExpressionToken.OpenList),
        ("]", ExpressionToken.CloseList), (",", ExpressionToken.Comma),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Result<ExpressionToken>> Tokenize(TextSpan span)
    {
        for (var rest = SkipWhiteSpace(span).Location; !rest.IsAtEnd; rest = SkipWhiteSpace(rest).Location)
        {
            var (length, token) = Next(rest.Source!.AsSpan(rest.Position.Absolute));
            if (length == 0)
            {
                yield return Result.Empty<ExpressionToken>(rest);
                yield break;
            }

            var after = rest.Skip(length);
            yield return Result.Value(token, rest, after);
            rest = after;
        }
    }

    private static (int Length, ExpressionToken Token) Next(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '.' || (text[length] == '%' && char.IsAsciiDigit(text[0]))))
            length++;
        if (length > 0)
        {
            if (char.IsAsciiDigit(text[0]) || text[0] == '.')
                return (length, ExpressionToken.Quantity);
            return (length, Keywords.GetValueOrDefault(text[..length].ToString(), ExpressionToken.Name));
        }

        foreach (var (sign, token) in Signs)
        {
            if (text.StartsWith(sign, StringComparison.Ordinal))
                return (sign.Length, token);
        }

        return default;
    }
}

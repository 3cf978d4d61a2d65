using Moderation.Core.Wire;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Grammar = Superpower.TokenListParser<Moderation.Core.Policies.Expressions.ExpressionToken, Moderation.Core.Policies.Expressions.Expression>;

namespace Moderation.Core.Policies.Expressions;

/// <summary>Reads expressions. What is wrong is told with its place; nothing is thrown at the caller.</summary>
internal static class ExpressionParser
{
    /// <summary>Deepest nesting of brackets, so that no text can exhaust the stack.</summary>
    public const int DeepestBrackets = 32;

    /// <summary>Most tokens of one expression: twice the nodes that a condition may have.</summary>
    public const int MostTokens = 2_000;

    private static readonly TokenListParser<ExpressionToken, TimeSpan> Duration =
        Token.EqualTo(ExpressionToken.Quantity).Where(token => Quantity.TryDuration(token.ToStringValue(), out _), "a duration such as 30s or 2m was due")
            .Select(token => Quantity.TryDuration(token.ToStringValue(), out var value) ? value : default)
            .Named("a duration such as 30s or 2m");

    private static readonly Grammar Literal =
        Token.EqualTo(ExpressionToken.Quantity).Select(ReadQuantity)
            .Or(Token.EqualTo(ExpressionToken.True).Or(Token.EqualTo(ExpressionToken.False))
                .Select(token => (Expression)new TruthExpression(token.Kind == ExpressionToken.True) { At = token.Position.Absolute }));

    private static readonly Grammar Brackets =
        from open in Token.EqualTo(ExpressionToken.Open)
        from inner in Parse.Ref(() => Whole!)
        from close in Token.EqualTo(ExpressionToken.Close)
        select inner;

    private static readonly Grammar Extreme =
        from name in Token.EqualToValue(ExpressionToken.Name, "min").Or(Token.EqualToValue(ExpressionToken.Name, "max"))
        from open in Token.EqualTo(ExpressionToken.Open)
        from left in Parse.Ref(() => Whole!)
        from comma in Token.EqualTo(ExpressionToken.Comma)
        from right in Parse.Ref(() => Whole!)
        from close in Token.EqualTo(ExpressionToken.Close)
        select (Expression)new ExtremeExpression(name.ToStringValue() == "max", left, right) { At = name.Position.Absolute };

    private static readonly Grammar Known =
        from name in Token.EqualToValue(ExpressionToken.Name, "known")
        from open in Token.EqualTo(ExpressionToken.Open)
        from operand in Parse.Ref(() => Whole!)
        from close in Token.EqualTo(ExpressionToken.Close)
        select (Expression)new KnownExpression(operand) { At = name.Position.Absolute };

    private static readonly TokenListParser<ExpressionToken, string> Argument =
        from open in Token.EqualTo(ExpressionToken.Open)
        from argument in Token.EqualTo(ExpressionToken.Name)
        from close in Token.EqualTo(ExpressionToken.Close)
        select argument.ToStringValue();

    private static readonly TokenListParser<ExpressionToken, RateUnit> Unit =
        Token.EqualTo(ExpressionToken.Name).Where(token => WireWord.All<RateUnit>().Contains(token.ToStringValue()), "second, minute or hour was due")
            .Select(token => WireWord.Parse<RateUnit>(token.ToStringValue()))
            .Named("second, minute or hour");

    private static readonly Grammar Name =
        from name in Token.EqualTo(ExpressionToken.Name)
        from argument in Argument.Select(text => (string?)text).OptionalOrDefault()
        from over in Token.EqualTo(ExpressionToken.Over).IgnoreThen(Duration).Select(value => (TimeSpan?)value).OptionalOrDefault()
        from per in Token.EqualTo(ExpressionToken.Per).IgnoreThen(Unit).Select(value => (RateUnit?)value).OptionalOrDefault()
        select (Expression)new NameExpression(name.ToStringValue(), argument, over, per) { At = name.Position.Absolute };

    private static readonly Grammar Value = Literal.Or(Brackets).Or(Extreme).Or(Known).Or(Name).Named("a value");

    private static readonly Grammar Signed =
        from signs in Token.EqualTo(ExpressionToken.Minus).Many()
        from value in Value
        select signs.Reverse().Aggregate(value, (inner, sign) => new NegativeExpression(inner) { At = sign.Position.Absolute });

    private static readonly Grammar Product = Parse.Chain(
        Token.EqualTo(ExpressionToken.Times).Or(Token.EqualTo(ExpressionToken.Slash)), Signed, Arithmetic);

    private static readonly Grammar Sum = Parse.Chain(
        Token.EqualTo(ExpressionToken.Plus).Or(Token.EqualTo(ExpressionToken.Minus)), Product, Arithmetic);

    private static readonly TokenListParser<ExpressionToken, Func<Expression, Expression>> Compared =
        from sign in Token.Matching<ExpressionToken>(kind => kind is >= ExpressionToken.AtLeast and <= ExpressionToken.NotEqual, "a comparison")
        from right in Sum
        select (Func<Expression, Expression>)(left => new ComparisonExpression(ComparisonOf(sign.Kind), left, right) { At = sign.Position.Absolute });

    private static readonly TokenListParser<ExpressionToken, Func<Expression, Expression>> Listed =
        from sign in Token.EqualTo(ExpressionToken.In)
        from open in Token.EqualTo(ExpressionToken.OpenList)
        from items in Sum.AtLeastOnceDelimitedBy(Token.EqualTo(ExpressionToken.Comma))
        from close in Token.EqualTo(ExpressionToken.CloseList)
        select (Func<Expression, Expression>)(left => new MembershipExpression(left, items) { At = sign.Position.Absolute });

    private static readonly Grammar Comparison =
        from left in Sum
        from rest in Compared.Or(Listed).Select(apply => (Func<Expression, Expression>?)apply).OptionalOrDefault()
        select rest is null ? left : rest(left);

    private static readonly Grammar Denied =
        from signs in Token.EqualTo(ExpressionToken.Not).Many()
        from inner in Comparison
        select signs.Reverse().Aggregate(inner, (operand, sign) => new DeniedExpression(operand) { At = sign.Position.Absolute });

    private static readonly Grammar Both = Parse.Chain(Token.EqualTo(ExpressionToken.And), Denied, Logic);

    private static readonly Grammar Whole = Parse.Chain(Token.EqualTo(ExpressionToken.Or), Both, Logic);

    private static readonly TokenListParser<ExpressionToken, (Expression Condition, TimeSpan? For)> Reached =
        (from condition in Whole
         from lasting in Token.EqualTo(ExpressionToken.For).IgnoreThen(Duration).Select(value => (TimeSpan?)value).OptionalOrDefault()
         select (condition, lasting)).AtEnd();

    /// <summary>Reads one expression, with the time that may stand behind it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fault">Told what is wrong, and the place of it as an offset in the text.</param>
    public static (Expression Condition, TimeSpan? For)? Read(string text, Action<int, string> fault)
    {
        var tokens = ExpressionTokenizer.Instance.TryTokenize(text);
        if (!tokens.HasValue)
        {
            var at = tokens.ErrorPosition.HasValue ? Math.Min(tokens.ErrorPosition.Absolute, text.Length) : text.Length;
            fault(at, ExpressionFault.OfCharacter(text, at));
            return null;
        }

        if (ExpressionFault.BeforeGrammar(tokens.Value) is { } early)
        {
            fault(early.At, early.Says);
            return null;
        }

        var result = Reached.TryParse(tokens.Value);
        if (result.HasValue)
            return result.Value;
        var (place, says) = ExpressionFault.OfGrammar(text, result);
        fault(place, says);
        return null;
    }

    private static Expression ReadQuantity(Token<ExpressionToken> token)
    {
        var text = token.ToStringValue();
        if (Quantity.TryDuration(text, out var duration))
            return new DurationExpression(duration) { At = token.Position.Absolute };
        // Whatever is neither was refused before the grammar is asked.
        return new NumberExpression(Quantity.TryNumber(text, out var number) ? number : double.NaN) { At = token.Position.Absolute };
    }

    private static Expression Arithmetic(Token<ExpressionToken> sign, Expression left, Expression right) =>
        new ArithmeticExpression(
            sign.Kind switch
            {
                ExpressionToken.Plus => ArithmeticOperator.Add,
                ExpressionToken.Minus => ArithmeticOperator.Subtract,
                ExpressionToken.Times => ArithmeticOperator.Multiply,
                _ => ArithmeticOperator.Divide,
            },
            left,
            right) { At = sign.Position.Absolute };

    private static Expression Logic(Token<ExpressionToken> sign, Expression left, Expression right) =>
        new LogicExpression(sign.Kind == ExpressionToken.And, left, right) { At = sign.Position.Absolute };

    private static ComparisonOperator ComparisonOf(ExpressionToken sign) => sign switch
    {
        ExpressionToken.AtLeast => ComparisonOperator.AtLeast,
        ExpressionToken.AtMost => ComparisonOperator.AtMost,
        ExpressionToken.More => ComparisonOperator.More,
        ExpressionToken.Less => ComparisonOperator.Less,
        ExpressionToken.Equal => ComparisonOperator.Equal,
        _ => ComparisonOperator.NotEqual,
    };
}

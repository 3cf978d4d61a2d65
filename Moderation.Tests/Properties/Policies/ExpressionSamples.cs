using CsCheck;
using Moderation.Core.Policies.Expressions;

namespace Moderation.Tests.Properties.Policies;

/// <summary>Random expressions: of any form, or of the right type for a sheet about participants.</summary>
internal static class ExpressionSamples
{
    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Int[0, 20].Select(value => (double)value),
        Gen.Int[0, 1_000_000].Select(value => value / 10_000.0),
        Gen.Long[0, 999_999_999_999_999].Select(value => (double)value),
        Gen.Int[1, 999].Select(value => double.Parse($"{value}e-17", System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<TimeSpan> Durations = Gen.Int[0, 100_000].Select(seconds => TimeSpan.FromSeconds(seconds));

    /// <summary>Any form at all, types aside.</summary>
    public static readonly Gen<Expression> AnyForm = Gen.Recursive<Expression>((depth, again) => depth > 5 ? Leaf() : Gen.Frequency(
        (2, Leaf()),
        (1, again.Select(operand => (Expression)new NegativeExpression(operand))),
        (1, again.Select(operand => (Expression)new DeniedExpression(operand))),
        (1, again.Select(operand => (Expression)new KnownExpression(operand))),
        (2, Gen.Select(Gen.Enum<ArithmeticOperator>(), again, again).Select((sign, left, right) => (Expression)new ArithmeticExpression(sign, left, right))),
        (1, Gen.Select(Gen.Bool, again, again).Select((greater, left, right) => (Expression)new ExtremeExpression(greater, left, right))),
        (2, Gen.Select(Gen.Enum<ComparisonOperator>(), again, again).Select((sign, left, right) => (Expression)new ComparisonExpression(sign, left, right))),
        (1, Gen.Select(again, again.Array[1, 3]).Select((operand, items) => (Expression)new MembershipExpression(operand, items))),
        (2, Gen.Select(Gen.Bool, again, again).Select((both, left, right) => (Expression)new LogicExpression(both, left, right)))));

    /// <summary>What <see cref="Truths"/> asks for.</summary>
    public static readonly string[] NumberFacts =
        ["belief(under_18)", "clear_faces", "received.coins over 1m", "received.coins over 10m per minute", "said.lines(hostile) over 2m", "live.viewers"];

    public static readonly string[] DurationFacts = ["clear_face_time over 2m", "on_screen_time", "live.match_time"];

    public static readonly string[] TruthFacts = ["covered", "filtered", "live.in_match"];

    public static readonly (string Name, string[] Words)[] WordFacts =
        [("role", ["host", "guest", "opponent"]), ("standing.age_assurance", ["none", "verified_adult", "verified_minor"])];

    /// <summary>True or false, of facts that participants have.</summary>
    public static readonly Gen<Expression> Truths = TruthOf(4);

    /// <summary>One of a few values.</summary>
    public static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<Expression> Leaf() => Gen.OneOf(
        Numbers.Select(value => (Expression)new NumberExpression(value)),
        Durations.Select(value => (Expression)new DurationExpression(value)),
        Gen.Bool.Select(value => (Expression)new TruthExpression(value)),
        Gen.Select(AnyOf("host", "a", "received.coins", "belief", "verified_adult"), AnyOf<string?>(null, "under_18", "EUR"), Durations, Gen.Enum<RateUnit>(), Gen.Int[0, 2])
            .Select((name, argument, over, per, parts) => (Expression)new NameExpression(name, argument, parts > 0 ? over : null, parts > 1 ? per : null)));

    private static Gen<Expression> TruthOf(int depth)
    {
        var leaf = Gen.OneOf(
            AnyOf(TruthFacts).Select(Name),
            Gen.Bool.Select(value => (Expression)new TruthExpression(value)),
            Gen.Select(AnyOf(WordFacts), Gen.Int[0, 2], Gen.Bool).Select((fact, word, equal) =>
                (Expression)new ComparisonExpression(equal ? ComparisonOperator.Equal : ComparisonOperator.NotEqual, Name(fact.Name), Name(fact.Words[word]))),
            AnyOf(NumberFacts.Concat(DurationFacts).ToArray()).Select(name => (Expression)new KnownExpression(Name(name))));
        if (depth == 0)
            return leaf;
        var (truth, number, duration) = (TruthOf(depth - 1), ValueOf(depth - 1, isDuration: false), ValueOf(depth - 1, isDuration: true));
        return Gen.Frequency(
            (1, leaf),
            (1, truth.Select(operand => (Expression)new DeniedExpression(operand))),
            (3, Gen.Select(Gen.Bool, truth, truth).Select((both, left, right) => (Expression)new LogicExpression(both, left, right))),
            (3, Gen.Select(Gen.Enum<ComparisonOperator>(), number, number).Select((sign, left, right) => (Expression)new ComparisonExpression(sign, left, right))),
            (2, Gen.Select(Gen.Enum<ComparisonOperator>(), duration, duration).Select((sign, left, right) => (Expression)new ComparisonExpression(sign, left, right))),
            (1, Gen.Select(number, number.Array[1, 3]).Select((operand, items) => (Expression)new MembershipExpression(operand, items))),
            (1, Gen.Select(truth, truth, Gen.Bool).Select((left, right, equal) =>
                (Expression)new ComparisonExpression(equal ? ComparisonOperator.Equal : ComparisonOperator.NotEqual, left, right))));
    }

    private static Gen<Expression> ValueOf(int depth, bool isDuration)
    {
        var leaf = isDuration
            ? Gen.OneOf(Gen.Int[0, 5].Select(value => (Expression)new DurationExpression(TimeSpan.FromSeconds(value))), AnyOf(DurationFacts).Select(Name))
            : Gen.OneOf(Gen.Int[0, 5].Select(value => (Expression)new NumberExpression(value)), AnyOf(NumberFacts).Select(Name));
        if (depth == 0)
            return leaf;
        var (same, number) = (ValueOf(depth - 1, isDuration), ValueOf(depth - 1, isDuration: false));
        return Gen.Frequency(
            (2, leaf),
            (1, same.Select(operand => (Expression)new NegativeExpression(operand))),
            (2, Gen.Select(Gen.Bool, same, same).Select((plus, left, right) =>
                (Expression)new ArithmeticExpression(plus ? ArithmeticOperator.Add : ArithmeticOperator.Subtract, left, right))),
            (2, Gen.Select(Gen.Bool, same, number).Select((times, left, right) =>
                (Expression)new ArithmeticExpression(times ? ArithmeticOperator.Multiply : ArithmeticOperator.Divide, left, right))),
            (1, Gen.Select(Gen.Bool, same, same).Select((greater, left, right) => (Expression)new ExtremeExpression(greater, left, right))));
    }

    /// <summary>A name as its text is parsed, so that this need not repeat the parser.</summary>
    private static Expression Name(string text) =>
        ExpressionParser.Read(text, (_, says) => throw new FormatException(says))!.Value.Condition;
}

using Moderation.Core.Policies.Expressions;

namespace Moderation.Tests.Properties.Policies;

/// <summary>Works expressions out as their definition reads: null is unknown, truths are truths, and nothing is compiled.</summary>
internal sealed class NaiveInterpreter(IReadOnlyDictionary<string, double?> facts, IReadOnlyDictionary<string, int> words)
{
    public bool? Truth(Expression expression) => expression switch
    {
        TruthExpression truth => truth.Value,
        NameExpression name => facts[name.ToString()] is { } value ? value == 1 : null,
        DeniedExpression denied => !Truth(denied.Operand),
        LogicExpression { Both: true } both => Truth(both.Left) & Truth(both.Right),
        LogicExpression either => Truth(either.Left) | Truth(either.Right),
        KnownExpression known => Any(known.Operand) is not null,
        ComparisonExpression comparison => Compare(comparison.Operator, Any(comparison.Left), Any(comparison.Right)),
        MembershipExpression membership => membership.Items.Select(item => Compare(ComparisonOperator.Equal, Any(membership.Operand), Any(item)))
            .Aggregate((bool?)false, (any, one) => any | one),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private double? Any(Expression expression) => expression switch
    {
        TruthExpression or DeniedExpression or LogicExpression or KnownExpression or ComparisonExpression or MembershipExpression =>
            Truth(expression) is { } truth ? truth ? 1 : 0 : null,
        _ => Value(expression),
    };

    private double? Value(Expression expression) => expression switch
    {
        NumberExpression number => number.Value,
        DurationExpression duration => duration.Value.TotalSeconds,
        NameExpression { Per: { } per } name => facts[(name with { Per = null }).ToString()] / (name.Over!.Value / PerSpan(per)),
        NameExpression name when words.TryGetValue(name.Name, out var word) => word,
        NameExpression name => facts[name.ToString()],
        NegativeExpression negative => -Value(negative.Operand),
        ArithmeticExpression arithmetic => Combine(arithmetic.Operator, Value(arithmetic.Left), Value(arithmetic.Right)),
        ExtremeExpression extreme => Value(extreme.Left) is { } left && Value(extreme.Right) is { } right
            ? (extreme.Greater ? left > right : left < right) ? left : right
            : null,
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static double? Combine(ArithmeticOperator operation, double? left, double? right) => operation switch
    {
        ArithmeticOperator.Add => left + right,
        ArithmeticOperator.Subtract => left - right,
        ArithmeticOperator.Multiply => left * right,
        _ => right == 0 ? null : left / right,
    };

    private static bool? Compare(ComparisonOperator comparison, double? left, double? right)
    {
        if (left is not { } a || right is not { } b)
            return null;
        return comparison switch
        {
            ComparisonOperator.AtLeast => a >= b,
            ComparisonOperator.AtMost => a <= b,
            ComparisonOperator.More => a > b,
            ComparisonOperator.Less => a < b,
            ComparisonOperator.Equal => a == b,
            _ => a != b,
        };
    }

    private static TimeSpan PerSpan(RateUnit unit) => unit switch
    {
        RateUnit.Second => TimeSpan.FromSeconds(1),
        RateUnit.Minute => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromHours(1),
    };
}

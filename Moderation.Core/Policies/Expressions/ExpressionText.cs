using System.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Expressions;

/// <summary>Writes expressions in their canonical form: fixed spacing, brackets only where they are needed.</summary>
public static class ExpressionText
{
    private const int OrLevel = 1, AndLevel = 2, NotLevel = 3, ComparisonLevel = 4, SumLevel = 5, ProductLevel = 6, MinusLevel = 7, ValueLevel = 8;

    /// <summary>The canonical form.</summary>
    /// <param name="expression">The expression.</param>
    public static string Write(Expression expression)
    {
        var text = new StringBuilder();
        Append(text, expression, OrLevel);
        return text.ToString();
    }

    /// <summary>A comparison's sign.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Sign(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.AtLeast => ">=",
        ComparisonOperator.AtMost => "<=",
        ComparisonOperator.More => ">",
        ComparisonOperator.Less => "<",
        ComparisonOperator.Equal => "==",
        _ => "!=",
    };

    internal static string Sign(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        _ => "/",
    };

    private static void Append(StringBuilder text, Expression expression, int least)
    {
        var level = LevelOf(expression);
        if (level < least)
            text.Append('(');
        AppendBare(text, expression, level);
        if (level < least)
            text.Append(')');
    }

    private static void AppendBare(StringBuilder text, Expression expression, int level)
    {
        switch (expression)
        {
            case LogicExpression logic:
                AppendPair(text, logic.Left, logic.Both ? "and" : "or", logic.Right, level, level + 1);
                break;
            case DeniedExpression denied:
                text.Append("not ");
                Append(text, denied.Operand, NotLevel);
                break;
            case ComparisonExpression comparison:
                AppendPair(text, comparison.Left, Sign(comparison.Operator), comparison.Right, SumLevel, SumLevel);
                break;
            case MembershipExpression membership:
                Append(text, membership.Operand, SumLevel);
                text.Append(" in [");
                AppendList(text, membership.Items, SumLevel);
                text.Append(']');
                break;
            case ArithmeticExpression arithmetic:
                AppendPair(text, arithmetic.Left, Sign(arithmetic.Operator), arithmetic.Right, level, level + 1);
                break;
            case NegativeExpression negative:
                text.Append('-');
                Append(text, negative.Operand, MinusLevel);
                break;
            case ExtremeExpression extreme:
                text.Append(extreme.Greater ? "max(" : "min(");
                AppendList(text, [extreme.Left, extreme.Right], OrLevel);
                text.Append(')');
                break;
            case KnownExpression known:
                text.Append("known(");
                Append(text, known.Operand, OrLevel);
                text.Append(')');
                break;
            default:
                text.Append(Value(expression));
                break;
        }
    }

    private static void AppendPair(StringBuilder text, Expression left, string sign, Expression right, int leftLevel, int rightLevel)
    {
        Append(text, left, leftLevel);
        text.Append(' ').Append(sign).Append(' ');
        Append(text, right, rightLevel);
    }

    private static void AppendList(StringBuilder text, IEnumerable<Expression> items, int least)
    {
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            Append(text, item, least);
            separator = ", ";
        }
    }

    private static string Value(Expression expression) => expression switch
    {
        NumberExpression number => Quantity.Text(number.Value),
        DurationExpression duration => Quantity.Text(duration.Value),
        TruthExpression truth => truth.Value ? "true" : "false",
        NameExpression name => name.Name
            + (name.Argument is null ? "" : $"({name.Argument})")
            + (name.Over is { } over ? $" over {Quantity.Text(over)}" : "")
            + (name.Per is { } per ? $" per {WireWord.From(per)}" : ""),
        _ => throw new NotSupportedException($"{expression.GetType().Name} has no canonical form"),
    };

    private static int LevelOf(Expression expression) => expression switch
    {
        LogicExpression { Both: false } => OrLevel,
        LogicExpression => AndLevel,
        DeniedExpression => NotLevel,
        ComparisonExpression or MembershipExpression => ComparisonLevel,
        ArithmeticExpression { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } => SumLevel,
        ArithmeticExpression => ProductLevel,
        NegativeExpression => MinusLevel,
        _ => ValueLevel,
    };
}

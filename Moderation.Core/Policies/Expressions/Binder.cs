using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Expressions;

/// <summary>Looks names up and checks types. Every fault is told, none twice: what rests on a fault is passed over in silence.</summary>
/// <param name="subject">The kind of subject that the sheet looks at.</param>
/// <param name="lets">The lets by name; null where one is faulty itself.</param>
/// <param name="fault">Told what is wrong, and where as an offset in the expression's text.</param>
internal sealed class Binder(SubjectKind subject, IReadOnlyDictionary<string, BoundExpression?> lets, Action<int, string> fault)
{
    /// <summary>Most nodes of a condition, lets expanded.</summary>
    public const int MostNodes = 1_000;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);

    /// <summary>Binds an expression; null when something is wrong with it.</summary>
    public BoundExpression? Bind(Expression expression)
    {
        var bound = Visit(expression);
        if (bound is null || bound.Size <= MostNodes)
            return bound;
        fault(0, $"the expression has {(bound.Size > 1_000_000 ? "over a million" : bound.Size)} nodes with its lets written out; at most 1,000 are allowed");
        return null;
    }

    /// <summary>Binds an expression that must be true or false.</summary>
    public BoundExpression? BindTruth(Expression expression)
    {
        var bound = Bind(expression);
        if (bound is null || bound.Type == FactType.Truth)
            return bound;
        fault(StartOf(expression), $"a condition is true or false; this is {Name(bound.Type)}: compare it with something");
        return null;
    }

    private BoundExpression? Visit(Expression expression) => expression switch
    {
        NumberExpression number => BoundExpression.Constant(number, FactType.Number, number.Value),
        DurationExpression duration => BoundExpression.Constant(duration, FactType.Duration, duration.Value.TotalSeconds),
        TruthExpression truth => BoundExpression.Constant(truth, FactType.Truth, truth.Value ? 1 : 0),
        NameExpression name => VisitName(name),
        NegativeExpression negative => VisitNegative(negative),
        DeniedExpression denied => Truth(denied.Operand, "not") is { } operand ? BoundExpression.Of(denied, BoundKind.Not, FactType.Truth, operand) : null,
        LogicExpression logic => VisitLogic(logic),
        KnownExpression known => Visit(known.Operand) is { } operand ? BoundExpression.Of(known, BoundKind.Known, FactType.Truth, operand) : null,
        ArithmeticExpression arithmetic => VisitArithmetic(arithmetic),
        ExtremeExpression extreme => VisitExtreme(extreme),
        ComparisonExpression comparison => VisitComparison(comparison),
        MembershipExpression membership => VisitMembership(membership),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private BoundExpression? VisitName(NameExpression name)
    {
        if (lets.TryGetValue(name.Name, out var let))
        {
            if (name.IsBare)
                return let is null ? null : BoundExpression.OfLet(name, let);
            return Fail(name, $"'{name.Name}' is a let; only facts take an argument, 'over' or 'per'");
        }

        if (Vocabulary.Find(name.Name) is not { } fact)
            return Fail(name, $"there is no fact or let '{name.Name}'{NearestName.Hint(name.Name, Vocabulary.Facts.Where(f => f.Subjects.Contains(subject)).Select(f => f.Name).Concat(lets.Keys))}");
        if (!fact.Subjects.Contains(subject))
            return Fail(name, $"'{fact.Name}' can be asked of {string.Join(", ", fact.Subjects.Select(WireWord.From))} only; this sheet looks at {WireWord.From(subject)}");
        if (WindowFault(fact, name.Over) is { } window)
            return Fail(name, window);
        if (name.Per is not null && (fact.Type != FactType.Number || name.Over is null))
            return Fail(name, $"'per' divides a number by its window; '{fact.Name}' {(fact.Type == FactType.Number ? "has no window here" : $"is {Name(fact.Type)}")}");
        var (use, fault) = FactArguments.Read(fact, name.Argument, name.Over);
        if (use is null)
            return Fail(name, fault!);
        return BoundExpression.OfFact(name, use.Value, name.Per is { } per ? name.Over!.Value.TotalSeconds / SecondsOf(per) : 1);
    }

    private static string? WindowFault(Fact fact, TimeSpan? window) => (fact.Window, window) switch
    {
        (FactWindow.Required, null) => $"'{fact.Name}' needs a window: '{fact.Name} over 2m'",
        (FactWindow.None, not null) => $"'{fact.Name}' takes no window",
        (_, { } over) when over < ShortestWindow || over > LongestWindow => $"a window is between 5s and 1h; this one is {Quantity.Text(over)}",
        _ => null,
    };

    private BoundExpression? VisitNegative(NegativeExpression negative)
    {
        if (Visit(negative.Operand) is not { } operand)
            return null;
        return operand.Type is FactType.Number or FactType.Duration
            ? BoundExpression.Of(negative, BoundKind.Negative, operand.Type, operand)
            : Fail(negative, $"'-' stands before numbers and durations; this is {Name(operand.Type)}");
    }

    private BoundExpression? VisitLogic(LogicExpression logic)
    {
        var word = logic.Both ? "and" : "or";
        var (left, right) = (Truth(logic.Left, word), Truth(logic.Right, word));
        return left is null || right is null ? null : BoundExpression.Of(logic, logic.Both ? BoundKind.And : BoundKind.Or, FactType.Truth, left, right);
    }

    private BoundExpression? Truth(Expression operand, string word)
    {
        var bound = Visit(operand);
        return bound is null || bound.Type == FactType.Truth ? bound : Fail(operand, $"'{word}' joins truths; this is {Name(bound.Type)}: compare it with something");
    }

    private BoundExpression? VisitArithmetic(ArithmeticExpression arithmetic)
    {
        var (left, right) = (Visit(arithmetic.Left), Visit(arithmetic.Right));
        if (left is null || right is null)
            return null;
        FactType? type = (arithmetic.Operator, left.Type, right.Type) switch
        {
            (ArithmeticOperator.Divide, FactType.Duration, FactType.Duration) => FactType.Number,
            (ArithmeticOperator.Multiply, FactType.Duration, FactType.Number) or (ArithmeticOperator.Multiply, FactType.Number, FactType.Duration) => FactType.Duration,
            (ArithmeticOperator.Divide, FactType.Duration, FactType.Number) => FactType.Duration,
            (not ArithmeticOperator.Multiply, FactType.Duration, FactType.Duration) => FactType.Duration,
            (_, FactType.Number, FactType.Number) => FactType.Number,
            _ => null,
        };
        return type is { } result
            ? BoundExpression.Of(arithmetic, BoundKind.Add + (int)arithmetic.Operator, result, left, right)
            : Fail(arithmetic, $"'{ExpressionText.Sign(arithmetic.Operator)}' does not go with {Name(left.Type)} and {Name(right.Type)}");
    }

    private BoundExpression? VisitExtreme(ExtremeExpression extreme)
    {
        var (left, right) = (Visit(extreme.Left), Visit(extreme.Right));
        if (left is null || right is null)
            return null;
        return left.Type == right.Type && left.Type is FactType.Number or FactType.Duration && right.Type is FactType.Number or FactType.Duration
            ? BoundExpression.Of(extreme, extreme.Greater ? BoundKind.Greatest : BoundKind.Least, left.Type, left, right)
            : Fail(extreme, $"'{(extreme.Greater ? "max" : "min")}' takes two numbers or two durations; these are {Name(left.Type)} and {Name(right.Type)}");
    }

    private BoundExpression? VisitComparison(ComparisonExpression comparison)
    {
        if (VisitPair(comparison.Left, comparison.Right) is not var (left, right))
            return null;
        var orders = comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        if (PairFault(left, right) is { } fault)
            return Fail(comparison, fault);
        if (orders && left.Type is FactType.Truth or FactType.Word && right.Type is FactType.Truth or FactType.Word)
            return Fail(comparison, $"'{ExpressionText.Sign(comparison.Operator)}' compares numbers and durations; these are {Names(left.Type)}: write '==' or '!='");
        return BoundExpression.Of(comparison, BoundKind.AtLeast + (int)comparison.Operator, FactType.Truth, left, right);
    }

    private BoundExpression? VisitMembership(MembershipExpression membership)
    {
        var operand = Visit(membership.Operand);
        var items = new List<BoundExpression>();
        foreach (var item in membership.Items)
        {
            var bound = operand is { Type: FactType.Word } && WordIn(item, operand.Words) is { } word ? word.Bound : Visit(item);
            if (operand is null || bound is null)
                continue;
            if (PairFault(operand, bound) is { } fault)
                Fail(item, fault);
            else
                items.Add(bound);
        }

        return operand is not null && items.Count == membership.Items.Count
            ? BoundExpression.Of(membership, BoundKind.Among, FactType.Truth, [operand, .. items])
            : null;
    }

    /// <summary>Binds both sides of a comparison. A bare name that is no fact and no let is one of the other side's words.</summary>
    private (BoundExpression Left, BoundExpression Right)? VisitPair(Expression left, Expression right)
    {
        BoundExpression? boundLeft, boundRight;
        if (IsFree(left) && !IsFree(right))
        {
            boundRight = Visit(right);
            boundLeft = boundRight is null ? null : boundRight.Type == FactType.Word ? WordIn(left, boundRight.Words)!.Value.Bound : Visit(left);
        }
        else
        {
            boundLeft = Visit(left);
            boundRight = boundLeft is { Type: FactType.Word } && WordIn(right, boundLeft.Words) is { } word ? word.Bound
                : boundLeft is null && IsFree(right) && !IsFree(left) ? null : Visit(right);
        }

        return boundLeft is null || boundRight is null ? null : (boundLeft, boundRight);
    }

    private (BoundExpression? Bound, bool IsWord)? WordIn(Expression expression, IReadOnlyList<string> words)
    {
        if (!IsFree(expression))
            return null;
        var name = (NameExpression)expression;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == name.Name)
                return (BoundExpression.Constant(name, FactType.Word, i, words), true);
        }

        return (Fail(name, $"'{name.Name}' is none of {string.Join(", ", words)}{NearestName.Hint(name.Name, words)}"), true);
    }

    private bool IsFree(Expression expression) =>
        expression is NameExpression { IsBare: true } name && !lets.ContainsKey(name.Name) && Vocabulary.Find(name.Name) is null;

    private static string? PairFault(BoundExpression left, BoundExpression right)
    {
        if (left.Type == right.Type)
            return left.Type == FactType.Word && !left.Words.SequenceEqual(right.Words) ? "these words are of different kinds and are never equal" : null;
        var mixed = $"{Name(left.Type)} cannot be compared with {Name(right.Type)}";
        return left.Type is FactType.Number or FactType.Duration && right.Type is FactType.Number or FactType.Duration
            ? $"{mixed}; a duration has a unit: 20s, 2m"
            : mixed;
    }

    private BoundExpression? Fail(Expression at, string says)
    {
        fault(at.At, says);
        return null;
    }

    private static int StartOf(Expression expression) => expression switch
    {
        ArithmeticExpression arithmetic => StartOf(arithmetic.Left),
        _ => expression.At,
    };

    private static double SecondsOf(RateUnit unit) => unit switch { RateUnit.Second => 1, RateUnit.Minute => 60, _ => 3_600 };

    private static string Name(FactType type) => $"a {Singular(type)}";

    private static string Names(FactType type) => $"{Singular(type)}s";

    private static string Singular(FactType type) => type switch
    {
        FactType.Number => "number",
        FactType.Duration => "duration",
        FactType.Truth => "truth",
        _ => "word",
    };
}

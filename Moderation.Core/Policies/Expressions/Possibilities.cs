namespace Moderation.Core.Policies.Expressions;

/// <summary>Which ways conditions can be true together, by the ranges that comparisons with constants leave.</summary>
/// <remarks>
/// Sound one way: what it calls impossible is impossible. What it cannot judge (two facts compared with each other, more than
/// <see cref="MostWays"/> ways) it calls possible. Each condition with the truth that it shall have; unknown is neither.
/// </remarks>
internal sealed class Possibilities
{
    public const int MostWays = 512;

    private readonly List<Dictionary<string, FactRange>> _ways = [];
    private int _tried;

    private Possibilities()
    {
    }

    /// <summary>Whether the search went through every way.</summary>
    public bool IsComplete => _tried <= MostWays;

    /// <summary>Whether the conditions can be as asked, all at once.</summary>
    public static bool CanBe(params IReadOnlyList<(BoundExpression Condition, bool Truth)> asked)
    {
        var found = Search(asked);
        return !found.IsComplete || found._ways.Count > 0;
    }

    /// <summary>Whether comparisons with constants are all there is in it, so that <see cref="CanBe"/> judges it exactly.</summary>
    public static bool IsPlain(BoundExpression condition) => condition.Kind switch
    {
        BoundKind.And or BoundKind.Or or BoundKind.Not or BoundKind.Let => condition.Parts.All(IsPlain),
        BoundKind.Fact or BoundKind.Constant => true,
        BoundKind.Known => false,
        BoundKind.Among => condition.Left.Behind.Kind == BoundKind.Fact && condition.Parts.Skip(1).All(part => part.IsConstant),
        _ when condition.IsComparison => (condition.Left.Behind.Kind == BoundKind.Fact && condition.Right.IsConstant) || (condition.Right.Behind.Kind == BoundKind.Fact && condition.Left.IsConstant),
        _ => false,
    };

    public static FactRange? RangeOf(BoundExpression condition, FactUse use)
    {
        var found = Search([(condition, true)]);
        if (!found.IsComplete)
            return NaturalRange(use.Fact);
        var key = use.ToString();
        FactRange? hull = null;
        foreach (var way in found._ways)
        {
            var range = way.TryGetValue(key, out var known) ? known : NaturalRange(use.Fact);
            hull = hull is { } sofar ? sofar.Hull(range) : range;
        }

        return hull;
    }

    private static Possibilities Search(IReadOnlyList<(BoundExpression Condition, bool Truth)> asked)
    {
        var search = new Possibilities();
        search.Walk(new Stack<(BoundExpression, bool)>(asked.Reverse()), new Dictionary<string, FactRange>(StringComparer.Ordinal));
        return search;
    }

    private void Walk(Stack<(BoundExpression Condition, bool Truth)> open, Dictionary<string, FactRange> ranges)
    {
        while (open.TryPop(out var next))
        {
            var (node, truth) = next;
            var alternatives = Step(node, truth, open, ranges);
            if (alternatives is null)
                return;
            if (alternatives.Count == 0)
                continue;
            foreach (var alternative in alternatives)
            {
                if (++_tried > MostWays)
                    return;
                var rest = new Stack<(BoundExpression, bool)>(open.Reverse());
                rest.Push(alternative);
                Walk(rest, new Dictionary<string, FactRange>(ranges, StringComparer.Ordinal));
            }

            return;
        }

        _ways.Add(ranges);
    }

    /// <summary>Takes one condition in: null when it cannot be, an empty list when it is taken in, else the ways to go on.</summary>
    private static IReadOnlyList<(BoundExpression, bool)>? Step(
        BoundExpression node, bool truth, Stack<(BoundExpression, bool)> open, Dictionary<string, FactRange> ranges)
    {
        switch (node.Kind)
        {
            case BoundKind.Constant:
                return node.Value == 1 == truth ? [] : null;
            case BoundKind.Let:
                open.Push((node.Left, truth));
                return [];
            case BoundKind.Not:
                open.Push((node.Left, !truth));
                return [];
            case BoundKind.And or BoundKind.Or when node.Kind == BoundKind.And == truth:
                open.Push((node.Right, truth));
                open.Push((node.Left, truth));
                return [];
            case BoundKind.And or BoundKind.Or:
                return [(node.Left, truth), (node.Right, truth)];
            case BoundKind.Fact:
                return Narrow(ranges, node, FactRange.Of(BoundKind.Equal, truth ? 1 : 0)) ? [] : null;
            case BoundKind.Among when truth:
                return [.. node.Parts.Skip(1).Select(item => (BoundExpression.Of(node.Source, BoundKind.Equal, FactType.Truth, node.Left, item), true))];
            case BoundKind.Known or BoundKind.Among:
                return [];
            default:
                return Compare(node, truth, ranges) ? [] : null;
        }
    }

    private static bool Compare(BoundExpression node, bool truth, Dictionary<string, FactRange> ranges)
    {
        var (measured, limit, kind) = node.Left.IsConstant ? (node.Right, node.Left, node.Kind.Turned()) : (node.Left, node.Right, node.Kind);
        if (!limit.IsConstant)
            return true;
        var value = Fold(limit);
        if (double.IsNaN(value))
            return false;
        if (measured.IsConstant)
            return ConditionProgram.Join(kind, Fold(measured), value) == (truth ? 1 : 0);
        var asked = truth ? kind : kind.Denied();
        if (asked != BoundKind.NotEqual)
            return Narrow(ranges, measured, FactRange.Of(asked, value));
        return !(RangeIn(ranges, measured) is { } range && range.Least == value && range.Most == value);
    }

    private static bool Narrow(Dictionary<string, FactRange> ranges, BoundExpression measured, FactRange to)
    {
        var range = RangeIn(ranges, measured).Cut(to);
        ranges[KeyOf(measured)] = range;
        return !range.IsEmpty;
    }

    private static FactRange RangeIn(Dictionary<string, FactRange> ranges, BoundExpression measured) =>
        ranges.TryGetValue(KeyOf(measured), out var known) ? known
        : measured.Behind.Kind == BoundKind.Fact ? Scaled(NaturalRange(measured.Behind.Use.Fact), measured.Behind.Value)
        : FactRange.Everything;

    /// <summary>Equal keys are equal values: lets are written out.</summary>
    private static string KeyOf(BoundExpression node) => node.Kind switch
    {
        BoundKind.Let => KeyOf(node.Left),
        BoundKind.Fact => node.Per is { } per ? $"{node.Use} per {per}" : node.Use.ToString(),
        BoundKind.Constant => $"{node.Type}:{Quantity.Text(node.Value)}",
        _ => $"{node.Kind}({string.Join(',', node.Parts.Select(KeyOf))})",
    };

    private static FactRange NaturalRange(Fact fact) => fact.Type switch
    {
        FactType.Truth => new FactRange(0, false, 1, false),
        FactType.Word => new FactRange(0, false, fact.Words.Count - 1, false),
        FactType.Number when Vocabulary.IsShare(fact.Id) => new FactRange(0, false, 1, false),
        _ => FactRange.Everything with { Least = 0 },
    };

    private static FactRange Scaled(FactRange range, double divisor) => range with { Least = range.Least / divisor, Most = range.Most / divisor };

    private static double Fold(BoundExpression constant) => ConditionProgram.Of(constant).Evaluate(NoFacts.Instance, default);

    private sealed class NoFacts : IFactSource
    {
        public static readonly NoFacts Instance = new();

        public double Read(in FactUse use, DateTimeOffset now) => double.NaN;
    }
}

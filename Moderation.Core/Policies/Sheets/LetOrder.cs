using Moderation.Core.Policies.Expressions;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Puts lets behind those that they use, else by name: the order in which somebody wrote them says nothing, and stores of JSON do not keep it.</summary>
internal static class LetOrder
{
    /// <summary>The lets in order. Those that use each other in a circle come last.</summary>
    public static List<SheetLet> Of(IReadOnlyList<SheetLet> lets)
    {
        var names = lets.Select(let => let.Name).ToHashSet(StringComparer.Ordinal);
        var open = lets.OrderBy(let => let.Name, StringComparer.Ordinal).Select(let => (Let: let, Uses: NamesIn(let.Means.Tree).Where(names.Contains).ToHashSet(StringComparer.Ordinal))).ToList();
        var ordered = new List<SheetLet>();
        while (open.FindIndex(entry => entry.Uses.Count == 0) is var next and >= 0)
        {
            var done = open[next].Let;
            ordered.Add(done);
            open.RemoveAt(next);
            foreach (var (_, uses) in open)
                uses.Remove(done.Name);
        }

        ordered.AddRange(open.Select(entry => entry.Let));
        return ordered;
    }

    /// <summary>Every bare name in an expression.</summary>
    public static IEnumerable<string> NamesIn(Expression expression)
    {
        var open = new Stack<Expression>([expression]);
        while (open.TryPop(out var next))
        {
            if (next is NameExpression name)
                yield return name.Name;
            foreach (var part in PartsOf(next))
                open.Push(part);
        }
    }

    private static IEnumerable<Expression> PartsOf(Expression expression) => expression switch
    {
        NegativeExpression negative => [negative.Operand],
        DeniedExpression denied => [denied.Operand],
        KnownExpression known => [known.Operand],
        ArithmeticExpression arithmetic => [arithmetic.Left, arithmetic.Right],
        ExtremeExpression extreme => [extreme.Left, extreme.Right],
        ComparisonExpression comparison => [comparison.Left, comparison.Right],
        LogicExpression logic => [logic.Left, logic.Right],
        MembershipExpression membership => [membership.Operand, .. membership.Items],
        _ => [],
    };
}

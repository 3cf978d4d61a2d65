using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Expressions;

/// <summary>Says why a condition has the value it has: one sentence per comparison that mattered.</summary>
internal sealed class Explainer(IFactSource source, DateTimeOffset now)
{
    private readonly List<Reason> _reasons = [];

    public IReadOnlyList<Reason> Explain(BoundExpression condition)
    {
        Visit(condition, denied: false);
        return _reasons;
    }

    private void Visit(BoundExpression node, bool denied)
    {
        switch (node.Kind)
        {
            case BoundKind.Constant:
                break;
            case BoundKind.Let when node.Behind.Kind is BoundKind.And or BoundKind.Or or BoundKind.Not || node.Behind.IsComparison:
                Visit(node.Left, denied);
                break;
            case BoundKind.Not:
                Visit(node.Left, !denied);
                break;
            case BoundKind.And or BoundKind.Or:
                VisitJoined(node, denied);
                break;
            default:
                Add(node, denied);
                break;
        }
    }

    /// <summary>The side that alone makes the value what it is; both sides where it takes both.</summary>
    private void VisitJoined(BoundExpression node, bool denied)
    {
        var value = ValueOf(node);
        var takesBoth = value == (node.Kind == BoundKind.And ? 1 : 0);
        foreach (var part in node.Parts)
        {
            if (takesBoth || ValueOf(part).Equals(value))
                Visit(part, denied);
        }
    }

    private void Add(BoundExpression leaf, bool denied)
    {
        if (FirstFact(leaf) is not { } fact)
            return;
        var text = leaf.Kind switch
        {
            BoundKind.Known => Sentence(Subject(leaf.Left), double.IsNaN(ValueOf(leaf.Left)) ? "unknown" : "known", denied ? "it must not be known" : "it must be known"),
            BoundKind.Among => OfAmong(leaf, denied),
            _ when leaf.IsComparison => OfComparison(leaf, denied),
            _ => Sentence(Subject(leaf), Show(leaf, ValueOf(leaf)), $"{(denied ? "false" : "true")} is needed"),
        };
        var reason = new Reason(fact.Use.Fact.ReasonCode, text);
        if (!_reasons.Contains(reason))
            _reasons.Add(reason);
    }

    private string OfAmong(BoundExpression leaf, bool denied)
    {
        var items = string.Join(" or ", leaf.Parts.Skip(1).Select(Needed));
        return Sentence(Subject(leaf.Left), Show(leaf.Left, ValueOf(leaf.Left)), $"{(denied ? "anything but " : "")}{items} is needed");
    }

    private string OfComparison(BoundExpression leaf, bool denied)
    {
        var (shown, limit, kind) = leaf.Left.IsConstant && !leaf.Right.IsConstant
            ? (leaf.Right, leaf.Left, leaf.Kind.Turned())
            : (leaf.Left, leaf.Right, leaf.Kind);
        var needed = (denied ? kind.Denied() : kind) switch
        {
            BoundKind.AtLeast => "at least ",
            BoundKind.AtMost => "at most ",
            BoundKind.More => "more than ",
            BoundKind.Less => "less than ",
            BoundKind.NotEqual => "anything but ",
            _ => "",
        };
        return Sentence(Subject(shown), Show(shown, ValueOf(shown)), $"{needed}{Needed(limit)} is needed");
    }

    private string Needed(BoundExpression limit) =>
        limit.IsConstant ? Show(limit, ValueOf(limit)) : $"{Show(limit, ValueOf(limit))} ({ExpressionText.Write(limit.Source)})";

    private static string Sentence(string subject, string value, string needed)
    {
        // "how many lines were said is 5" is no sentence; "the probability that … is 0.93" is one.
        var verb = subject.StartsWith("how ", StringComparison.Ordinal) || subject.StartsWith("over ", StringComparison.Ordinal)
            || subject.StartsWith("for ", StringComparison.Ordinal) || subject.StartsWith("whe", StringComparison.Ordinal)
            || subject.StartsWith("why ", StringComparison.Ordinal) || subject.StartsWith("what ", StringComparison.Ordinal) ? ":" : " is";
        return $"{char.ToUpperInvariant(subject[0])}{subject[1..]}{verb} {value}; {needed}.";
    }

    private static string Subject(BoundExpression node) => node.Kind switch
    {
        BoundKind.Let when node.Behind.Kind == BoundKind.Fact => $"{Subject(node.Behind)} ({node.LetName})",
        BoundKind.Fact => FactWords(node),
        _ => ExpressionText.Write(node.Source),
    };

    private static string FactWords(BoundExpression node)
    {
        var use = node.Use;
        var argument = FactArguments.Text(in use) is { } word && use.Fact.Argument != FactArgument.Belief ? $" ({word})" : "";
        return $"{use.Fact.Says}{argument}{(use.Window is { } window ? $" over {Quantity.Text(window)}" : "")}";
    }

    private static string Show(BoundExpression node, double value)
    {
        if (double.IsNaN(value))
            return "unknown";
        return node.Type switch
        {
            FactType.Truth => value == 0 ? "false" : "true",
            FactType.Word => node.Words[(int)value],
            FactType.Duration => ShowSeconds(value),
            _ => ShowNumber(value) + UnitOf(node.Behind),
        };
    }

    private static string ShowNumber(double value) =>
        Math.Round(value, Math.Abs(value) < 1 ? 4 : 2).ToString(Math.Abs(value) < 1 ? "0.####" : "0.##", CultureInfo.InvariantCulture);

    private static string ShowSeconds(double seconds)
    {
        if (Math.Abs(seconds) < 120)
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds, 1):0.#}s");
        var left = (long)Math.Round(Math.Min(Math.Abs(seconds), Quantity.LongestDuration.TotalSeconds * 100));
        List<string> parts = [];
        foreach (var (unit, length) in new[] { ("d", 86_400L), ("h", 3_600L), ("m", 60L), ("s", 1L) })
        {
            if (left >= length)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{left / length}{unit}"));
            left %= length;
        }

        return (seconds < 0 ? "-" : "") + string.Join(' ', parts);
    }

    private static string UnitOf(BoundExpression node)
    {
        if (node.Kind != BoundKind.Fact || node.Use.Fact.Unit.Length == 0)
            return "";
        return $" {node.Use.Fact.Unit}{(node.Per is { } per ? $" {(per == RateUnit.Hour ? "an" : "a")} {WireWord.From(per)}" : "")}";
    }

    private static BoundExpression? FirstFact(BoundExpression node) =>
        node.Kind == BoundKind.Fact ? node : node.Parts.Select(FirstFact).FirstOrDefault(fact => fact is not null);

    private double ValueOf(BoundExpression node) => ConditionProgram.Of(node).Evaluate(source, now);
}

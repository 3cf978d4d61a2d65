using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>A rung that is reached: on whom, when, with what effect and which orders.</summary>
internal sealed class RungExpected(SheetNode place, string rung) : Expectation(place)
{
    private string? _on;
    private ExpectedTime _when;
    private DecisionEffect? _effect;
    private string? _variant;
    private IReadOnlyList<ActionKind>? _orders;

    public override string? Names => _on;

    public static RungExpected? Read(SessionFields fields, string? rung)
    {
        var expected = new RungExpected(fields.Map, rung ?? "")
        {
            _on = fields.Text("on"),
            _when = ExpectedTime.Read(fields),
            _effect = fields.Word<DecisionEffect>("effect"),
            _variant = fields.Text("variant"),
            _orders = fields.Words<ActionKind>("orders"),
        };
        return rung is null ? null : expected;
    }

    public override string? Check(SessionTrace trace)
    {
        var reached = trace.Decisions
            .Where(decision => decision.Rung == rung && (_on is null || SubjectName.Means(_on, decision.Subject)))
            .Where(decision => _effect is { } effect ? decision.Effect == effect : decision.Effect != DecisionEffect.Exempt)
            .ToList();
        if (reached.Count == 0)
            return $"expected {this}, but it was not reached{Otherwise(trace)}";
        var first = reached[0];
        if (_when.Check(trace.Since(first.At)) is { } wrong)
            return $"expected {this}, but it was reached {wrong}";
        if (_variant is not null && first.Variant != _variant)
            return $"expected {this} by variant {_variant}, but {(first.Variant is { } other ? $"variant {other}" : "the sheet itself")} decided";
        return _orders is null ? null : CheckOrders(trace, first, _orders);
    }

    public override string ToString() => $"{rung}{(_on is null ? "" : $" on {_on}")}{_when}{(_effect is { } effect ? $", {WireWord.From(effect)}" : "")}";

    private string? CheckOrders(SessionTrace trace, DecisionRecord decision, IReadOnlyList<ActionKind> expected)
    {
        var given = trace.Actions.Where(action => action.DecisionId == decision.DecisionId && action.Reverses is null).Select(action => action.Kind).Distinct().Order().ToList();
        return given.SequenceEqual(expected) ? null : $"expected {this} to order {Words(expected)}, but it ordered {Words(given)}";
    }

    private string Otherwise(SessionTrace trace)
    {
        var others = trace.Decisions.Where(decision => decision.Rung == rung)
            .Select(decision => $"{SubjectName.Of(decision.Subject)} ({WireWord.From(decision.Effect)})").Distinct().ToList();
        return others.Count == 0 ? "" : $"; it was reached on {string.Join(", ", others)}";
    }

    private static string Words(IReadOnlyList<ActionKind> kinds) => kinds.Count == 0 ? "nothing" : string.Join(", ", kinds.Select(WireWord.From));
}

/// <summary>The times between which something is expected; both are counted in.</summary>
/// <param name="By">The latest; null is any.</param>
/// <param name="NotBefore">The earliest; null is any.</param>
internal readonly record struct ExpectedTime(TimeSpan? By, TimeSpan? NotBefore)
{
    public static ExpectedTime Read(SessionFields fields)
    {
        var times = new ExpectedTime(fields.Time("by"), fields.Time("not_before"));
        if (times is { By: { } by, NotBefore: { } notBefore } && by < notBefore)
            fields.Fault<object>(fields.Node("by")!, "by is before not_before");
        return times;
    }

    /// <summary>What is wrong with a time; null when nothing is.</summary>
    public string? Check(TimeSpan at) =>
        By is { } by && at > by ? $"only at {SessionTime.Text(at)}" : NotBefore is { } notBefore && at < notBefore ? $"already at {SessionTime.Text(at)}" : null;

    public override string ToString() =>
        $"{(By is { } by ? $" by {SessionTime.Text(by)}" : "")}{(NotBefore is { } notBefore ? $" not before {SessionTime.Text(notBefore)}" : "")}";
}

using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>An order that is given: on whom, when, and how often with its renewals.</summary>
internal sealed class OrderExpected(SheetNode place, ActionKind kind, string? on, ExpectedTime when, long? times) : Expectation(place)
{
    private const int Many = 10_000;

    public override string? Names => on;

    public static OrderExpected? Read(SessionFields fields)
    {
        var (on, when, times) = (fields.Text("on"), ExpectedTime.Read(fields), fields.Whole("times", 1, Many));
        return fields.Word<ActionKind>("order") is { } kind ? new OrderExpected(fields.Map, kind, on, when, times) : null;
    }

    public override string? Check(SessionTrace trace)
    {
        var given = trace.Actions.Where(action => action.Kind == kind && action.Reverses is null && (on is null || SubjectName.Means(on, action.Subject))).ToList();
        var name = $"order {WireWord.From(kind)}{(on is null ? "" : $" on {on}")}{when}";
        if (given.Count == 0)
            return $"expected {name}, but it was not given";
        if (when.Check(trace.Since(given[0].OrderedAt)) is { } wrong)
            return $"expected {name}, but it was given {wrong}";
        return times is { } due && due != given.Count ? $"expected {name} {due} times, but it was given {given.Count} times" : null;
    }
}

/// <summary>A rung whose orders are taken back.</summary>
internal sealed class ReversalExpected(SheetNode place, string rung, string? on, ExpectedTime when) : Expectation(place)
{
    public override string? Names => on;

    public static ReversalExpected? Read(SessionFields fields, string? rung)
    {
        var (on, when) = (fields.Text("on"), ExpectedTime.Read(fields));
        return rung is null ? null : new ReversalExpected(fields.Map, rung, on, when);
    }

    public override string? Check(SessionTrace trace)
    {
        var reversal = trace.Actions.Find(action => action.Rung == rung && action.Reverses is not null && (on is null || SubjectName.Means(on, action.Subject)));
        var name = $"the orders of {rung}{(on is null ? "" : $" on {on}")} to be taken back{when}";
        if (reversal is null)
            return $"expected {name}, but they were not";
        return when.Check(trace.Since(reversal.OrderedAt)) is { } wrong ? $"expected {name}, but they were {wrong}" : null;
    }
}

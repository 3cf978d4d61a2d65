using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What must come of a session.</summary>
/// <param name="place">Where it stands in the sheet.</param>
internal abstract class Expectation(SheetNode place)
{
    public SheetNode Place => place;

    /// <summary>Whether it covers the path on which the sheet cannot tell.</summary>
    public virtual bool CoversUnknown => false;

    /// <summary>The name that it speaks of; null where it names nobody.</summary>
    public virtual string? Names => null;

    /// <summary>What is otherwise than expected; null when nothing is.</summary>
    public abstract string? Check(SessionTrace trace);

    public static Expectation? Read(SheetNode node, IReadOnlySet<string> rungs, List<SheetFault> faults)
    {
        switch (node)
        {
            case SheetScalar { Text: "nothing" }:
                return new NothingExpected(node);
            case SheetScalar { Text: "unknown" }:
                return new UnknownExpected(node);
            case SheetScalar text:
                faults.Add(new SheetFault(text.Line, text.Column, $"unknown expectation '{text.Text}'{NearestWord.Hint(text.Text, ["nothing", "unknown"])}"));
                return null;
            case SheetMap map:
                var fields = new SessionFields(map, faults);
                var expectation = Read(fields, rungs);
                fields.RefuseOthers();
                return expectation;
            default:
                faults.Add(new SheetFault(node.Line, node.Column, "an expectation is a word or stands in braces, such as { rung: report, on: host, by: 45s }"));
                return null;
        }
    }

    private static Expectation? Read(SessionFields fields, IReadOnlySet<string> rungs)
    {
        if (fields.Has("rung"))
            return RungExpected.Read(fields, Rung("rung"));
        if (fields.Has("order"))
            return OrderExpected.Read(fields);
        if (fields.Has("reversed"))
            return ReversalExpected.Read(fields, Rung("reversed"));
        if (fields.Has("never"))
            return new NeverExpected(fields.Map, Rung("never") ?? "", fields.Text("on"));
        if (fields.Has("untouched"))
            return fields.Text("untouched") is { } name ? new UntouchedExpected(fields.Map, name) : null;
        return fields.Fault<Expectation>(fields.Map, "what is expected? rung, order, reversed, never or untouched");

        string? Rung(string name) => fields.Text(name) is not { } rung || rungs.Contains(rung) ? fields.Text(name)
            : fields.Fault<string>(fields.Node(name)!, $"the sheet has no rung '{rung}'{NearestWord.Hint(rung, rungs)}");
    }
}

/// <summary>No decision, report or order at all.</summary>
internal sealed class NothingExpected(SheetNode place) : Expectation(place)
{
    public override string? Check(SessionTrace trace) => trace.Decisions.Count + trace.Reports.Count + trace.Actions.Count == 0
        ? null : "expected nothing, but there were decisions";
}

/// <summary>What the sheet needs was not there, and nothing was decided.</summary>
internal sealed class UnknownExpected(SheetNode place) : Expectation(place)
{
    public override bool CoversUnknown => true;

    public override string? Check(SessionTrace trace) =>
        trace.Decisions.Count > 0 ? "expected unknown, but there were decisions"
        : trace.IsUnknown ? null
        : "expected unknown, but what the sheet needs was there for every subject at the end, or there was no subject";
}

/// <summary>A rung that is not reached.</summary>
internal sealed class NeverExpected(SheetNode place, string rung, string? on) : Expectation(place)
{
    public override string? Names => on;

    public override string? Check(SessionTrace trace) =>
        trace.Decisions.Find(decision => decision.Rung == rung && decision.Effect != DecisionEffect.Exempt && (on is null || SubjectName.Means(on, decision.Subject))) is { } reached
            ? $"expected never {rung}, but it was reached on {SubjectName.Of(reached.Subject)} at {SessionTime.Text(trace.Since(reached.At))}"
            : null;
}

/// <summary>Somebody about whom nothing is decided.</summary>
internal sealed class UntouchedExpected(SheetNode place, string name) : Expectation(place)
{
    public override string? Names => name;

    public override string? Check(SessionTrace trace) =>
        trace.Decisions.Find(decision => decision.Effect != DecisionEffect.Exempt && SubjectName.Touches(name, decision.Subject)) is { } reached
            ? $"expected {name} untouched, but {reached.Rung} was reached on {SubjectName.Of(reached.Subject)} at {SessionTime.Text(trace.Since(reached.At))}"
            : null;
}

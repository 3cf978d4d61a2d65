using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What came of a session.</summary>
internal sealed class SessionTrace
{
    /// <summary>Event time of the session's first entry; times of expectations count from here.</summary>
    public required DateTimeOffset Start { get; init; }

    public List<DecisionRecord> Decisions { get; } = [];

    public List<ReportRecord> Reports { get; } = [];

    public List<ActionRecord> Actions { get; } = [];

    /// <summary>Country of the live; null is unknown.</summary>
    public string? Country { get; set; }

    /// <summary>Whether the sheet could not tell about any subject at the end; the end of the live is not counted, because evidence is dropped there.</summary>
    public bool IsUnknown { get; set; }

    public TimeSpan Since(DateTimeOffset time) => time - Start;

    /// <summary>What happened, one line each, in order of time.</summary>
    public IReadOnlyList<string> Lines()
    {
        var lines = Decisions.Select(decision => (decision.At, $"at {SessionTime.Text(Since(decision.At))}: {decision.Rung} on {SubjectName.Of(decision.Subject)}, {WireWord.From(decision.Effect)}{Orders(decision)}"))
            .Concat(Actions.Select(action => (action.OrderedAt, Says(action))));
        return [.. lines.OrderBy(line => line.Item1).Select(line => line.Item2)];
    }

    private static string Orders(DecisionRecord decision) =>
        decision.Actions.Count == 0 ? "" : $" ({string.Join(", ", decision.Actions.Select(action => WireWord.From(action.Kind)))})";

    private string Says(ActionRecord action) => action.Reverses is not null
        ? $"at {SessionTime.Text(Since(action.OrderedAt))}: order {WireWord.From(action.Kind)} on {SubjectName.Of(action.Subject)} taken back"
        : $"at {SessionTime.Text(Since(action.OrderedAt))}: order {WireWord.From(action.Kind)} on {SubjectName.Of(action.Subject)} until {SessionTime.Text(Since(action.ExpiresAt))}";
}

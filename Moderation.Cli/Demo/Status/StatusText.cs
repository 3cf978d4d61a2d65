using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Status;

/// <summary>What one live looks like in words.</summary>
internal sealed record StatusRow(
    string Live, string Sent, string Sampled, string Scored, string Lines, string LinesScored, string Flagged, string Gifts, IReadOnlyList<string> People);

/// <summary>What one policy came to about one subject of a live in words.</summary>
internal sealed record ReportRow(string Live, string About, string Policy, string Priority, string Count, string Actions);

/// <summary>Says in words what a run has come to. The same words go into the table and the plain lines.</summary>
internal static class StatusText
{
    public static StatusRow Row(LiveView live) => new(
        live.Scene.Name,
        Number(live.FramesSent),
        Number(live.Answered),
        Number(live.Scored),
        Number(live.Lines.Sent),
        Number(live.Lines.Scored),
        Number(live.Lines.Flagged),
        $"{Number(live.Money.GiftsSent)} ({Number(live.Money.CoinsSent)})",
        [.. live.Participants.Select(Person)]);

    /// <summary>One row per subject and policy, in the order in which they were first reported; the orders of the same policy beside it, given ones and those that wait for people.</summary>
    public static IEnumerable<ReportRow> Reports(LiveView live) => live.Reports.OrderBy(r => r.At)
        .GroupBy(r => (r.Record.Subject, r.Record.Policy.Name))
        .Select(group => new ReportRow(
            live.Scene.Name,
            About(group.Key.Subject),
            group.Key.Name,
            WireWord.From(group.Max(r => r.Record.Priority)),
            Number(group.Count()),
            string.Join(", ", Given(live, group.Key.Subject, group.Key.Name).Concat(Proposed(group)))));

    private static IEnumerable<string> Given(LiveView live, SubjectRef subject, string policy) => live.Actions
        .Where(a => a.Record.Subject == subject && a.Record.Policy.Name == policy && a.Record.Reverses is null).Select(a => Snake(a.Record.Kind)).Distinct();

    private static IEnumerable<string> Proposed(IEnumerable<Seen<ReportRecord>> reports) =>
        reports.SelectMany(r => r.Record.Proposes).Select(proposed => $"{Snake(proposed.Kind)} (waits for people)").Distinct();

    public static string Person(ParticipantState person)
    {
        var belief = person.Belief is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} % under 18")
            : $"unknown ({Why(person.UnknownBecause)})";
        var read = person.MeanReadYears is { } years ? string.Create(CultureInfo.InvariantCulture, $", reads {years:0.0}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{person.ParticipantId}: {belief}, clear {person.ClearFaceSeconds:0.0} s{read}");
    }

    public static string Totals(RunView run, SampleRates rates, WorkerCounts? worker) => string.Create(CultureInfo.InvariantCulture,
        $"{rates.FramesSent:0.0} frames/s sent, {rates.FramesAnswered:0.0} answered; not scored: {NotScored(run, worker)}; frame to signal {Latency(run.FrameToSignal)}; frame to report {Latency(run.FrameToReport)}");

    public static string LineTotals(RunView run, SampleRates rates, WorkerCounts? worker) => string.Create(CultureInfo.InvariantCulture,
        $"{rates.LinesSent:0.0} lines/s sent, {rates.LinesAnswered:0.0} answered; {run.Lives.Sum(l => l.Lines.Scored)} scored, {run.Lives.Sum(l => l.Lines.Flagged)} flagged; not scored: {LinesNotScored(run, worker)}; line to signal {Latency(run.LineToSignal)}; line to report {Latency(run.LineToReport)}");

    /// <summary>What was given and flagged, and what was decided, by policy and by what followed.</summary>
    public static string DecisionTotals(RunView run)
    {
        var decisions = Summariser.Decisions(run).Select(policy => $"{policy.Key} {Counts(policy.Value.Select(e => KeyValuePair.Create(e.Key, (long)e.Value)))}");
        return $"{Money(run.Money)}; gift to report {Latency(run.GiftToReport)}; decisions: {(decisions.Any() ? string.Join("; ", decisions) : "none")}";
    }

    private static string Money(MoneyView money) =>
        $"{Number(money.GiftsSent)} gifts sent ({Number(money.CoinsSent)} coins), {Number(money.FlagsSent)} flags, in the log {Number(money.GiftsInLog)} and {Number(money.FlagsInLog)}";

    public static string Ending(DemoSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"demo: {summary.FramesSent} frames in {summary.Seconds:0} s ({Counts(summary.Fates)}), {summary.LinesSent} lines ({Counts(summary.LineFates)}; {summary.LinesFlagged} flagged), {summary.GiftsSent} gifts ({summary.CoinsSent} coins), {summary.Decisions.Values.Sum(policy => policy.Values.Sum())} decisions, {summary.Reports.Count} reports, {summary.Orders.Released} orders released, {summary.Orders.Answered} answered by the platform ({summary.Orders.Refused} refused), request to effect {Latency(summary.Orders.RequestToEffectMs)}");

    private static string NotScored(RunView run, WorkerCounts? worker) =>
        Reasons(run.Lives.SelectMany(l => l.NotScored).Select(r => (Snake(r.Key), r.Value)), worker?.FramesSampledOut);

    private static string LinesNotScored(RunView run, WorkerCounts? worker) =>
        Reasons(run.Lives.SelectMany(l => l.Lines.NotScored).Select(r => (Snake(r.Key), r.Value)), worker?.LinesSkipped);

    private static string Reasons(IEnumerable<(string Reason, long Count)> notScored, IReadOnlyDictionary<string, long>? notChosen)
    {
        var all = notScored.Concat(notChosen?.Select(r => (r.Key, r.Value)) ?? []);
        var reasons = new SortedDictionary<string, long>(all.GroupBy(r => r.Item1, r => r.Item2).ToDictionary(g => g.Key, g => g.Sum()), StringComparer.Ordinal);
        return reasons.Count == 0 ? "none" : Counts(reasons);
    }

    private static string Counts(IEnumerable<KeyValuePair<string, long>> counts) => string.Join(", ", counts.Select(c => $"{Number(c.Value)} {c.Key}"));

    /// <summary>People on screen have names of their role; accounts are only told of as what they are.</summary>
    private static string About(SubjectRef subject) => subject.ParticipantId is { } person ? person.Value : WireWord.From(subject.Kind);

    private static string Latency(LatencySummary latency) => latency.Count == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"p50 {latency.P50:0} ms, p99 {latency.P99:0} ms");

    private static string Why(UnknownReason? reason) => reason switch
    {
        UnknownReason.NoFace => "no face yet",
        UnknownReason.TooLittleClearFaceTime => "too little clear-face time",
        null => "no reason given",
        { } other => Snake(other),
    };

    public static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

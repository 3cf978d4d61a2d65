using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Status;

/// <summary>What one live looks like in words.</summary>
internal sealed record StatusRow(string Live, string Sent, string Sampled, string Scored, IReadOnlyList<string> People, string Reports, string Actions);

/// <summary>Says in words what a run has come to. The same words go into the table and the plain lines.</summary>
internal static class StatusText
{
    public static StatusRow Row(LiveView live) => new(
        live.Scene.Name,
        Number(live.FramesSent),
        Number(live.Answered),
        Number(live.Scored),
        [.. live.Participants.Select(Person)],
        string.Join(", ", live.Reports.GroupBy(r => r.Record.Subject.ToString()).Select(g => $"{g.Key} x{g.Count()}")),
        string.Join(", ", live.Actions.Select(a => $"{Snake(a.Record.Kind)} {a.Record.Subject}").Distinct()));

    public static string Person(ParticipantState person)
    {
        var belief = person.Belief is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} % under 18")
            : $"unknown ({Why(person.UnknownBecause)})";
        var read = person.MeanReadYears is { } years ? string.Create(CultureInfo.InvariantCulture, $", reads {years:0.0}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{person.ParticipantId}: {belief}, clear {person.ClearFaceSeconds:0.0} s{read}");
    }

    public static string Totals(RunView run, FrameRates rates, WorkerCounts? worker) => string.Create(CultureInfo.InvariantCulture,
        $"{rates.SentPerSecond:0.0} frames/s sent, {rates.AnsweredPerSecond:0.0} answered; not scored: {NotScored(run, worker)}; frame to signal {Latency(run.FrameToSignal)}; frame to report {Latency(run.FrameToReport)}");

    public static string Ending(DemoSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"demo: {summary.FramesSent} frames in {summary.Seconds:0} s ({string.Join(", ", summary.Fates.Select(f => $"{f.Value} {f.Key}"))}), {summary.Reports.Count} reports, {summary.Actions.Count} actions");

    private static string NotScored(RunView run, WorkerCounts? worker)
    {
        var reasons = run.Lives.SelectMany(l => l.NotScored).GroupBy(r => Snake(r.Key), r => r.Value).ToDictionary(g => g.Key, g => g.Sum());
        foreach (var (reason, count) in worker?.SampledOut ?? new Dictionary<string, long>())
            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
        return reasons.Count == 0 ? "none" : string.Join(", ", reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{Number(r.Value)} {r.Key}"));
    }

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

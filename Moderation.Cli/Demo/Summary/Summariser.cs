using Moderation.Cli.Demo.Platform;
using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Summary;

/// <summary>Folds a finished run into its summary.</summary>
internal static class Summariser
{
    private static readonly Dictionary<string, long> Nothing = [];

    public static DemoSummary Summarise(RunView run, WorkerCounts? worker, PlatformView platform, StageClock stages, DateTimeOffset endedAt)
    {
        var firstFrameAt = run.FirstFrameAt ?? endedAt;
        var fates = Fates(run, worker);
        var lineFates = LineFates(run, worker);
        return new DemoSummary
        {
            Seconds = Seconds(endedAt - firstFrameAt),
            Lives = run.Lives.Count,
            FramesSent = run.FramesSent,
            Fates = fates,
            FatesAddUp = worker is null ? null : fates.Values.Sum() == run.FramesSent,
            Faces = run.Lives.Sum(l => l.Faces),
            LinesSent = run.LinesSent,
            LineFates = lineFates,
            LineFatesAddUp = worker is null ? null : lineFates.Values.Sum() == run.LinesSent,
            LinesFlagged = run.Lives.Sum(l => l.Lines.Flagged),
            GiftsSent = run.Money.GiftsSent,
            CoinsSent = run.Money.CoinsSent,
            GiftsInLog = run.Money.GiftsInLog,
            FlagsSent = run.Money.FlagsSent,
            FlagsInLog = run.Money.FlagsInLog,
            Participants = [.. run.Lives.SelectMany(People)],
            Decisions = Decisions(run),
            Reports = [.. run.Lives.SelectMany(l => l.Reports).OrderBy(r => r.At).Select(r => Report(r, firstFrameAt))],
            ReportsByPolicy = new SortedDictionary<string, int>(
                run.Lives.SelectMany(l => l.Reports).CountBy(r => r.Record.Policy.Name).ToDictionary(), StringComparer.Ordinal),
            Actions = [.. run.Lives.SelectMany(l => l.Actions).OrderBy(a => a.At).Select(a => new SummaryAction(
                a.Record.LiveId.Value, a.Record.Subject.ToString(), a.Record.Policy.Name, a.Record.Rung, StatusText.Snake(a.Record.Kind), (a.Record.Evidence as AgeEvidenceSummary)?.Belief, Seconds(a.At - firstFrameAt)))],
            Orders = new SummaryOrders(
                platform.Orders, platform.Deliveries, platform.Answered, platform.Refused, platform.Reversed, platform.InForce, platform.RequestToEffect),
            TimeToFirstReportS = FirstReport(run, stages.ProcessStartedAt, firstFrameAt),
            Latency = new SummaryLatency(run.FrameToSignal, run.FrameToReport, run.LineToSignal, run.LineToReport, run.GiftToReport),
            StagesS = stages.Done,
            Errors = run.Errors,
        };
    }

    /// <summary>Every frame has one fate: an answer in its live's log, or a counter of the Worker.</summary>
    private static SortedDictionary<string, long> Fates(RunView run, WorkerCounts? worker)
    {
        var fates = Scored(run.Lives.Sum(l => l.Scored));
        Add(fates, "not_scored", run.Lives.SelectMany(l => l.NotScored), StatusText.Snake);
        Add(fates, "sampled_out", worker?.FramesSampledOut ?? Nothing, reason => reason);
        Add(fates, "refused", run.Lives.SelectMany(l => l.Refused), StatusText.Snake);
        return fates;
    }

    /// <summary>The same for text lines.</summary>
    private static SortedDictionary<string, long> LineFates(RunView run, WorkerCounts? worker)
    {
        var fates = Scored(run.Lives.Sum(l => l.Lines.Scored));
        Add(fates, "not_scored", run.Lives.SelectMany(l => l.Lines.NotScored), StatusText.Snake);
        Add(fates, "skipped", worker?.LinesSkipped ?? Nothing, reason => reason);
        Add(fates, "refused", run.Lives.SelectMany(l => l.Lines.Refused), StatusText.Snake);
        return fates;
    }

    private static SortedDictionary<string, long> Scored(long count) => new(StringComparer.Ordinal) { ["scored"] = count };

    private static void Add<T>(SortedDictionary<string, long> fates, string fate, IEnumerable<KeyValuePair<T, long>> counts, Func<T, string> word)
    {
        foreach (var (reason, count) in counts)
            fates[$"{fate}_{word(reason)}"] = fates.GetValueOrDefault($"{fate}_{word(reason)}") + count;
    }

    public static SortedDictionary<string, IReadOnlyDictionary<string, int>> Decisions(RunView run) => new(
        run.Lives.SelectMany(live => live.Decisions).GroupBy(decision => decision.Record.Policy.Name).ToDictionary(
            policy => policy.Key,
            IReadOnlyDictionary<string, int> (policy) => new SortedDictionary<string, int>(
                policy.CountBy(decision => StatusText.Snake(decision.Record.Effect)).ToDictionary(), StringComparer.Ordinal)),
        StringComparer.Ordinal);

    private static SummaryReport Report(Seen<ReportRecord> report, DateTimeOffset firstFrameAt) => new(
        report.Record.LiveId.Value,
        WireWord.From(report.Record.Subject.Kind),
        report.Record.Subject.ToString(),
        report.Record.Policy.Name,
        WireWord.From(report.Record.Priority),
        report.Record.Rung,
        [.. report.Record.Proposes.Select(proposed => StatusText.Snake(proposed.Kind))],
        (report.Record.Evidence as AgeEvidenceSummary)?.Belief,
        Seconds(report.At - firstFrameAt));

    private static IEnumerable<SummaryParticipant> People(LiveView live) => live.Participants.Select(p => new SummaryParticipant(
        live.Id.Value, p.ParticipantId.Value, p.Belief, p.UnknownBecause is { } why ? StatusText.Snake(why) : null, Math.Round(p.ClearFaceSeconds, 2), p.MeanReadYears));

    private static TimeToFirstReport? FirstReport(RunView run, DateTimeOffset processStartedAt, DateTimeOffset firstFrameAt)
    {
        var times = run.Lives.SelectMany(l => l.Reports).Select(r => r.At).ToList();
        return times.Count == 0 ? null : new TimeToFirstReport(Seconds(times.Min() - processStartedAt), Seconds(times.Min() - firstFrameAt));
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 2);
}

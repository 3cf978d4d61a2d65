using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Summary;

/// <summary>Folds a finished run into its summary.</summary>
internal static class Summariser
{
    public static DemoSummary Summarise(RunView run, WorkerCounts? worker, StageClock stages, DateTimeOffset endedAt)
    {
        var firstFrameAt = run.FirstFrameAt ?? endedAt;
        var fates = Fates(run, worker);
        return new DemoSummary
        {
            Seconds = Seconds(endedAt - firstFrameAt),
            Lives = run.Lives.Count,
            FramesSent = run.FramesSent,
            Fates = fates,
            FatesAddUp = worker is null ? null : fates.Values.Sum() == run.FramesSent,
            Faces = run.Lives.Sum(l => l.Faces),
            Participants = [.. run.Lives.SelectMany(People)],
            Reports = [.. run.Lives.SelectMany(l => l.Reports).OrderBy(r => r.At).Select(r => new SummaryReport(
                r.Record.LiveId.Value, r.Record.Subject.ToString(), r.Record.Rung, (r.Record.Evidence as AgeEvidenceSummary)?.Belief, Seconds(r.At - firstFrameAt)))],
            Actions = [.. run.Lives.SelectMany(l => l.Actions).OrderBy(a => a.At).Select(a => new SummaryAction(
                a.Record.LiveId.Value, a.Record.Subject.ToString(), StatusText.Snake(a.Record.Kind), (a.Record.Evidence as AgeEvidenceSummary)?.Belief, Seconds(a.At - firstFrameAt)))],
            TimeToFirstReportS = FirstReport(run, stages.ProcessStartedAt, firstFrameAt),
            Latency = new SummaryLatency(run.FrameToSignal, run.FrameToReport),
            StagesS = stages.Done,
            Errors = run.Errors,
        };
    }

    /// <summary>Every frame has one fate: an answer in its live's log, or a counter of the Worker.</summary>
    private static SortedDictionary<string, long> Fates(RunView run, WorkerCounts? worker)
    {
        var fates = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["scored"] = run.Lives.Sum(l => l.Scored) };
        foreach (var (reason, count) in run.Lives.SelectMany(l => l.NotScored))
            Add($"not_scored_{StatusText.Snake(reason)}", count);
        foreach (var (reason, count) in worker?.SampledOut ?? new Dictionary<string, long>())
            Add($"sampled_out_{reason}", count);
        foreach (var (reason, count) in run.Lives.SelectMany(l => l.Refused))
            Add($"refused_{StatusText.Snake(reason)}", count);
        return fates;

        void Add(string fate, long count) => fates[fate] = fates.GetValueOrDefault(fate) + count;
    }

    private static IEnumerable<SummaryParticipant> People(LiveView live) => live.Participants.Select(p => new SummaryParticipant(
        live.Id.Value, p.ParticipantId.Value, p.Belief, p.UnknownBecause is { } why ? StatusText.Snake(why) : null, Math.Round(p.ClearFaceSeconds, 2), p.MeanReadYears));

    private static TimeToFirstReport? FirstReport(RunView run, DateTimeOffset processStartedAt, DateTimeOffset firstFrameAt)
    {
        var times = run.Lives.SelectMany(l => l.Reports).Select(r => r.At).ToList();
        return times.Count == 0 ? null : new TimeToFirstReport(Seconds(times.Min() - processStartedAt), Seconds(times.Min() - firstFrameAt));
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 2);
}

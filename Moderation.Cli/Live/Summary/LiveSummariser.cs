using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Summary;

/// <summary>Folds a finished run into its summary, and says what should have happened and did not.</summary>
internal static class LiveSummariser
{
    public static LiveDemoSummary Summarise(RunView run, FrameWatch frames, IReadOnlyList<CutStory> cuts, LiveRunTimes times, IReadOnlyDictionary<string, long>? worker)
    {
        var child = run.Lives[0];
        var cut = cuts.FirstOrDefault(story => story.Seen.Record.LiveId == child.Id);
        return new LiveDemoSummary
        {
            Seconds = Math.Round((times.EndedAt - times.BeganAt).TotalSeconds, 2),
            Lives = [.. run.Lives.Select(live => Broadcast(live, frames.Of(live.Id).View()))],
            ReportsByPolicy = new SortedDictionary<string, int>(
                run.Lives.SelectMany(live => live.Reports).CountBy(report => report.Record.Policy.Name).ToDictionary(), StringComparer.Ordinal),
            Orders = [.. run.Lives.SelectMany(live => live.Actions).Where(order => order.Record.Reverses is null).OrderBy(order => order.At).Select(order => Order(order, frames, times))],
            Cut = cut is null ? null : Cut(cut, frames, times),
            CapturedToSignalMs = run.FrameToSignal,
            Worker = worker,
            StagesS = times.Stages.Done,
            Errors = [.. run.Errors, .. Faults(run, frames, cut)],
        };
    }

    private static SummaryBroadcast Broadcast(LiveView live, FrameDelayView delays) => new(
        live.Id.Value, live.Scene.Shows, delays.Frames, delays.Unread, delays.WrittenToCaptured, delays.WrittenToTopic,
        live.Participants.Select(person => person.Belief).Max(), live.Reports.Count, live.Actions.Count);

    private static SummaryOrder Order(Seen<ActionRecord> order, FrameWatch frames, LiveRunTimes times) => new(
        order.Record.LiveId.Value, StatusText.Snake(order.Record.Kind), order.Record.Policy.Name, order.Record.Rung, Seconds(order.At - times.BeganAt),
        Milliseconds(order.At - Decisive(order.Record, frames)));

    private static SummaryCut Cut(CutStory story, FrameWatch frames, LiveRunTimes times)
    {
        var decisive = Decisive(story.Seen.Record, frames);
        return new SummaryCut(
            story.Seen.Record.LiveId.Value, Seconds(story.Seen.At - times.BeganAt), Milliseconds(story.Seen.At - decisive), Milliseconds(story.Receipt?.At - decisive),
            Milliseconds(story.ExitedAt - decisive), Milliseconds(story.Receipt?.At - story.Seen.At), story.Outcome, story.ExitCode, story.CameBack);
    }

    /// <summary>An order's own time is the clock of its live: the captured-at of the frame that tipped it.</summary>
    private static DateTimeOffset? Decisive(ActionRecord order, FrameWatch frames) => frames.Of(order.LiveId).WrittenAt(order.OrderedAt);

    private static IEnumerable<string> Faults(RunView run, FrameWatch frames, CutStory? cut)
    {
        foreach (var live in run.Lives.Where(live => frames.Of(live.Id).View().Frames == 0))
            yield return $"no frame of {live.Id} came";
        if (cut is null)
            yield return $"{run.Lives[0].Id} was not cut: the belief that its host is under 18 was {run.Lives[0].Participants.Select(person => person.Belief).Max()?.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} at the end; it takes about half a minute";
        else if (!cut.IsDropped)
            yield return $"{run.Lives[0].Id} was not dropped: {cut.Outcome}";
        else if (cut.CameBack is true)
            yield return $"{run.Lives[0].Id} was cut and got in again";
        foreach (var live in run.Lives.Skip(1).Where(live => live.Actions.Count > 0))
            yield return $"{live.Id} is an adult's live and got orders";
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 2);

    private static double? Milliseconds(TimeSpan? span) => span is { } known ? Math.Round(known.TotalMilliseconds, 1) : null;
}

/// <summary>When a run began and ended.</summary>
internal sealed record LiveRunTimes(DateTimeOffset BeganAt, DateTimeOffset EndedAt, StageClock Stages);

using System.Globalization;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Summary;

namespace Moderation.Cli.Live;

/// <summary>Says in words what a run has come to.</summary>
internal static class LiveDemoText
{
    public static IEnumerable<string> Lines(LiveDemoSummary summary)
    {
        foreach (var live in summary.Lives)
        {
            yield return Text($"{live.Live}: {live.FramesOnTopic} frames on the topic; {Belief(live.Belief)}; {live.Reports} reports, {live.Orders} orders");
            yield return Text($"  from the publisher's hand to captured {Latency(live.FrameWrittenToCapturedMs)}, to the topic {Latency(live.FrameWrittenToTopicMs)}");
        }

        foreach (var order in summary.Orders)
            yield return Text($"{order.Live}: {order.Kind} ({order.Policy}, {order.Rung}) after {order.AtS:0.0} s; decisive frame to order {Time(order.FrameToOrderMs)}");
        if (summary.Cut is { } cut)
        {
            yield return Text($"{cut.Live}: {cut.Outcome}, {Time(cut.OrderToDroppedMs)} after the order was seen; came back: {(cut.CameBack switch { true => "yes", false => "no, refused", null => "not known" })}");
            yield return Text($"  decisive frame to order {Time(cut.FrameToOrderMs)}, to connection dropped {Time(cut.FrameToDroppedMs)}, to the publisher's end {Time(cut.FrameToPublisherExitMs)}");
        }

        yield return Text($"live-demo: {summary.Seconds:0} s, captured to signal {Latency(summary.CapturedToSignalMs)}; worker: {(summary.Worker is { } counts ? string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")) : "did not answer")}");
    }

    private static string Latency(LatencySummary latency) => latency.Count == 0 ? "-" : Text($"p50 {latency.P50:0} ms, p99 {latency.P99:0} ms ({latency.Count})");

    private static string Time(double? milliseconds) => milliseconds is { } known ? Text($"{known:0} ms") : "not known";

    private static string Belief(double? belief) => belief is { } known ? Text($"belief under 18 {known * 100:0.0} %") : "belief unknown";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Live.Publish;
using Moderation.Cli.Live.Summary;
using Moderation.Cli.Live.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Images;
using Moderation.Tests.Support;
using OpenCvSharp;

namespace Moderation.Tests.Unit.LiveDemo;

public sealed class LiveSummaryTests : IDisposable
{
    private static readonly DateTimeOffset Start = Records.Noon;
    private static readonly ActionRecord Cut = Records.Action(5, ActionKind.CutLive, "child");
    private readonly FakeTimeProvider _time = new(Start);
    private readonly LiveBroadcast[] _lives;
    private readonly RunTally _tally;
    private readonly FrameWatch _frames;

    public LiveSummaryTests()
    {
        _lives = [Broadcast("child"), Broadcast("adult")];
        _tally = new RunTally(_lives.Select(live => live.Live), _time);
        _frames = new FrameWatch(_lives, _tally, _time);
    }

    [Fact]
    public void Delays_count_from_the_moment_at_which_the_painted_number_was_handed_to_the_publisher()
    {
        Frame("child", Start.AddMilliseconds(40), Start.AddMilliseconds(55));
        Frame("adult", Start.AddMilliseconds(10), Start.AddMilliseconds(30));

        var child = Summarise().Lives[0];

        Assert.Equal((1, 0, 40.0, 55.0), (child.FramesOnTopic, child.FramesUnread, child.FrameWrittenToCapturedMs.P50, child.FrameWrittenToTopicMs.P50));
    }

    [Fact]
    public void A_frame_whose_number_cannot_be_read_is_counted_and_says_nothing_about_time()
    {
        _frames.Take(Record("child", Start, Grey()));

        var child = Summarise().Lives[0];

        Assert.Equal((1, 1, 0), (child.FramesOnTopic, child.FramesUnread, child.FrameWrittenToTopicMs.Count));
    }

    [Fact]
    public void A_cut_is_told_from_its_decisive_frame_on_and_a_run_in_which_it_was_carried_out_is_healthy()
    {
        Frame("child", Cut.OrderedAt, Cut.OrderedAt, writtenAt: Cut.OrderedAt.AddMilliseconds(-20));
        Frame("adult", Start, Start);
        Act(Cut, Cut.OrderedAt.AddMilliseconds(100));

        var summary = Summarise(Story("1 connections dropped", exited: true, cameBack: false));

        Assert.Empty(summary.Errors);
        Assert.Equal((120.0, 130.0, 180.0, 10.0), (summary.Cut!.FrameToOrderMs, summary.Cut.FrameToDroppedMs, summary.Cut.FrameToPublisherExitMs, summary.Cut.OrderToDroppedMs));
        Assert.Equal(120, Assert.Single(summary.Orders).FrameToOrderMs);
        using var json = JsonDocument.Parse(summary.ToJson());
        Assert.Equal("applied: 1 connections dropped", json.RootElement.GetProperty("cut").GetProperty("outcome").GetString());
    }

    [Fact]
    public void What_should_have_happened_and_did_not_is_named()
    {
        Assert.Contains(Summarise().Errors, error => error.Contains("child was not cut", StringComparison.Ordinal));
        Assert.Contains(Summarise().Errors, error => error == "no frame of adult came");
        Assert.Contains(
            Summarise(Story(null, exited: false, cameBack: null)).Errors, error => error == "child was not dropped: no receipt");
        Assert.Contains(
            Summarise(Story("1 connections dropped", exited: true, cameBack: true)).Errors, error => error.Contains("got in again", StringComparison.Ordinal));
        Act(Records.Action(1, live: "adult"), Start);
        Assert.Contains(Summarise().Errors, error => error.Contains("adult's live and got orders", StringComparison.Ordinal));
    }

    [Fact]
    public void An_order_whose_frame_is_not_known_has_no_time()
    {
        Act(Cut, Cut.OrderedAt);

        Assert.Null(Assert.Single(Summarise().Orders).FrameToOrderMs);
    }

    [Fact]
    public void The_workers_counters_are_read_by_name_and_label()
    {
        var counts = StreamCounts.Read(PrometheusText.Parse(
            """
            moderation_intake_stream_frames_read_total{otel="x"} 25
            moderation_intake_stream_frames_total{fate="published"} 2
            moderation_intake_stream_restarts_total{reason="stalled"} 1
            moderation_intake_streams_ignored_total{reason="bad_name"} 3
            moderation_intake_streams 1
            moderation_sampling_frames_total{fate="taken"} 9

            """));

        Assert.Equal(
            new Dictionary<string, long> { ["stream_frames_read"] = 25, ["stream_frames_published"] = 2, ["stream_restarts_stalled"] = 1, ["streams_ignored_bad_name"] = 3 },
            counts.ToDictionary());
    }

    public void Dispose() => _frames.Dispose();

    private LiveBroadcast Broadcast(string name) =>
        new(new DemoLive(LiveId.Parse(name), new Clip(new Scene { Name = name, Shows = "", Participants = [] }, [])), new FrameClock(_time));

    private void Frame(string live, DateTimeOffset capturedAt, DateTimeOffset seenAt, DateTimeOffset? writtenAt = null)
    {
        _time.AdjustTime(writtenAt ?? Start);
        var picture = Grey(_lives.Single(broadcast => broadcast.Live.Id.Value == live).Clock.Next());
        _time.AdjustTime(seenAt);
        _frames.Take(Record(live, capturedAt, picture));
    }

    private void Act(ActionRecord order, DateTimeOffset seenAt)
    {
        _time.AdjustTime(seenAt);
        _tally.Take(order);
    }

    private LiveDemoSummary Summarise(params CutStory[] stories) =>
        LiveSummariser.Summarise(_tally.View(), _frames, stories, new LiveRunTimes(Start, Start.AddSeconds(60), new StageClock(Start, _time)), null);

    private static CutStory Story(string? outcome, bool exited, bool? cameBack)
    {
        var seenAt = Cut.OrderedAt.AddMilliseconds(100);
        return new CutStory(
            new Seen<ActionRecord>(Cut, seenAt), outcome is null ? null : Records.Receipt(Cut, ReceiptStatus.Applied, seenAt.AddMilliseconds(10)) with { Detail = outcome }, exited ? seenAt.AddMilliseconds(60) : null, exited ? 1 : null, cameBack);
    }

    private static byte[] Grey(long? number = null)
    {
        OpenCvRuntime.Prepare();
        using var picture = new Mat(64, 320, MatType.CV_8UC3, Scalar.Gray);
        var bgr = new byte[64 * 320 * 3];
        System.Runtime.InteropServices.Marshal.Copy(picture.Data, bgr, 0, bgr.Length);
        if (number is { } painted)
            FrameStamp.Paint(bgr, 320, painted);
        using var stamped = Mat.FromPixelData(64, 320, MatType.CV_8UC3, bgr);
        Cv2.ImEncode(".jpg", stamped, out var jpeg);
        return jpeg;
    }

    private static ConsumeResult<string?, byte[]> Record(string live, DateTimeOffset capturedAt, byte[] picture) => new()
    {
        Topic = TopicNames.Frames,
        Message = new Message<string?, byte[]>
        {
            Key = live,
            Value = picture,
            Headers = new Headers
            {
                { FrameHeaders.Version, "1"u8.ToArray() },
                { FrameHeaders.FrameId, "f"u8.ToArray() },
                { FrameHeaders.CapturedAt, System.Text.Encoding.UTF8.GetBytes(capturedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture)) },
            },
        },
    };
}

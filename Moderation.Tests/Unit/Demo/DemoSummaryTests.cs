using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Demo;

public sealed class DemoSummaryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LiveId Live = LiveId.Parse("demo-1");

    private readonly FakeTimeProvider _time = new(Start);
    private readonly RunTally _tally;

    public DemoSummaryTests()
    {
        var scene = new Scene { Name = "adult", Shows = "", Participants = [] };
        _tally = new RunTally([new DemoLive(Live, new Clip(scene, []))], _time);
    }

    [Fact]
    public void Every_frame_has_one_fate_and_a_redelivered_signal_counts_once()
    {
        for (var i = 0; i < 5; i++)
            _tally.FrameDelivered(Live);
        _tally.Take(Signal("smp-1", null));
        _tally.Take(Signal("smp-1", null));
        _tally.Take(Signal("smp-2", NotScoredReason.Undecodable));

        var summary = Summarise(new WorkerCounts(new Dictionary<string, long> { ["rate"] = 3 }));

        Assert.Equal(5, summary.FramesSent);
        Assert.Equal(new Dictionary<string, long> { ["scored"] = 1, ["not_scored_undecodable"] = 1, ["sampled_out_rate"] = 3 }, summary.Fates.ToDictionary());
        Assert.True(summary.FatesAddUp);
    }

    [Fact]
    public void A_lost_frame_is_seen()
    {
        _tally.FrameDelivered(Live);

        Assert.False(Summarise(new WorkerCounts(new Dictionary<string, long>())).FatesAddUp);
    }

    [Fact]
    public void Without_the_Workers_counters_nobody_claims_that_the_fates_add_up() => Assert.Null(Summarise(null).FatesAddUp);

    [Fact]
    public void What_was_believed_when_a_live_ended_is_in_the_summary()
    {
        _tally.Take(State(LiveStatus.Live, 0.4));
        _tally.Take(State(LiveStatus.Ended, null));

        Assert.Equal(0.4, Assert.Single(Summarise(null).Participants).Belief);
    }

    [Fact]
    public void The_summary_is_one_line_with_stable_names()
    {
        _tally.FrameDelivered(Live);
        _time.Advance(TimeSpan.FromMilliseconds(80));
        _tally.Take(Signal("smp-1", null));

        var json = Summarise(null).ToJson();

        Assert.DoesNotContain('\n', json);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(
            ["seconds", "lives", "frames_sent", "fates", "fates_add_up", "faces", "participants", "reports", "actions", "time_to_first_report_s", "latency", "stages_s", "errors"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(80, root.GetProperty("latency").GetProperty("frame_to_signal_ms").GetProperty("p50").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("time_to_first_report_s").ValueKind);
    }

    private DemoSummary Summarise(WorkerCounts? worker) =>
        Summariser.Summarise(_tally.View(), worker, new StageClock(Start, _time), _time.GetUtcNow());

    private static LiveStateRecord State(LiveStatus status, double? belief) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = Start,
        Covers = new RecordRef(TopicNames.Signals, 0, 0),
        Status = status,
        FramesScored = 1,
        FramesNotScored = 0,
        FacesOutsideTiles = 0,
        LinesScored = 0,
        LinesNotScored = 0,
        FlaggedRates = [],
        Participants =
        [
            new ParticipantState
            {
                ParticipantId = ParticipantId.Parse("host"),
                Role = ParticipantRole.Host,
                Belief = belief,
                ClearFaceSeconds = 0,
                ClearFaces = 0,
                PoorFaces = 0,
            },
        ],
    };

    private static FrameSignal Signal(string sample, NotScoredReason? notScored) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = Start,
        SampleId = SampleId.Parse(sample),
        Frame = new RecordRef(TopicNames.Frames, 0, 0),
        NotScored = notScored,
    };
}

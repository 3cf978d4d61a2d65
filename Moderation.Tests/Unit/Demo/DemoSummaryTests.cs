using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Platform;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

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

        var summary = Summarise(Counts(rate: 3));

        Assert.Equal(5, summary.FramesSent);
        Assert.Equal(new Dictionary<string, long> { ["scored"] = 1, ["not_scored_undecodable"] = 1, ["sampled_out_rate"] = 3 }, summary.Fates.ToDictionary());
        Assert.True(summary.FatesAddUp);
    }

    [Fact]
    public void A_lost_frame_is_seen()
    {
        _tally.FrameDelivered(Live);

        Assert.False(Summarise(Counts()).FatesAddUp);
    }

    [Fact]
    public void Every_line_has_one_fate_and_a_redelivered_signal_counts_once()
    {
        for (var i = 0; i < 6; i++)
            _tally.LineDelivered(Live);
        _tally.Take(Line("txt-1", null, flagged: true));
        _tally.Take(Line("txt-1", null, flagged: true));
        _tally.Take(Line("txt-2", null, flagged: false));
        _tally.Take(Line("txt-3", TextNotScoredReason.NothingToRead, flagged: false));
        _tally.Take(Live.Value, Refused(TopicNames.Chat));

        var summary = Summarise(Counts(late: 2));

        Assert.Equal(6, summary.LinesSent);
        Assert.Equal(
            new Dictionary<string, long> { ["scored"] = 2, ["not_scored_nothing_to_read"] = 1, ["skipped_late"] = 2, ["refused_invalid_json"] = 1 }, summary.LineFates.ToDictionary());
        Assert.True(summary.LineFatesAddUp);
        Assert.Equal(1, summary.LinesFlagged);
        Assert.Equal(0, summary.FramesSent);
        Assert.All(summary.Fates, fate => Assert.Equal(0, fate.Value));
    }

    [Fact]
    public void A_lost_line_is_seen()
    {
        _tally.LineDelivered(Live);

        var summary = Summarise(Counts());

        Assert.False(summary.LineFatesAddUp);
        Assert.True(summary.FatesAddUp);
    }

    [Fact]
    public void A_report_on_text_is_told_with_its_subject_policy_and_priority_and_times_the_way_of_a_line()
    {
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _tally.Take(PairReport());
        _tally.Take(PairReport());

        var summary = Summarise(null);

        var report = Assert.Single(summary.Reports);
        Assert.Equal(("pair", "grooming.pattern", "urgent"), (report.SubjectKind, report.Policy, report.Priority));
        Assert.Null(report.Belief);
        Assert.Equal(new Dictionary<string, int> { ["grooming.pattern"] = 1 }, summary.ReportsByPolicy.ToDictionary());
        Assert.Equal(new LatencySummary(1, 30, 30), summary.Latency.LineToReportMs);
        Assert.Equal(0, summary.Latency.FrameToReportMs.Count);
    }

    [Fact]
    public void The_status_tells_of_an_account_only_what_kind_of_subject_it_is()
    {
        _tally.LineDelivered(Live);
        _tally.Take(Line("txt-1", null, flagged: true));
        _tally.Take(PairReport());

        var live = _tally.View().Lives.Single();

        Assert.Equal([new ReportRow("adult", "pair", "grooming.pattern", "urgent", "1", "")], StatusText.Reports(live));
        var row = StatusText.Row(live);
        Assert.Equal(("1", "1", "1"), (row.Lines, row.LinesScored, row.Flagged));
    }

    [Fact]
    public void Gifts_and_flags_are_counted_when_sent_and_again_in_the_log_once_each()
    {
        _tally.GiftDelivered(Live, 30);
        _tally.GiftDelivered(Live, 1_000);
        _tally.FlagDelivered(Live);
        _tally.Take(Gift("gift-1"));
        _tally.Take(Gift("gift-1"));
        _tally.Take(Flag());

        var summary = Summarise(null);

        Assert.Equal((2, 1_030, 1), (summary.GiftsSent, summary.CoinsSent, summary.GiftsInLog));
        Assert.Equal((1, 1), (summary.FlagsSent, summary.FlagsInLog));
        Assert.Equal("2 (1030)", StatusText.Row(_tally.View().Lives.Single()).Gifts);
    }

    [Fact]
    public void A_gift_that_never_reaches_the_log_is_no_healthy_run()
    {
        _tally.FrameDelivered(Live);
        _tally.Take(Signal("smp-1", null));
        Assert.True(Summarise(Counts()).IsHealthy);

        _tally.GiftDelivered(Live, 30);

        Assert.False(Summarise(Counts()).IsHealthy);
    }

    [Fact]
    public void Decisions_are_told_by_policy_and_by_what_followed_and_a_redelivered_one_counts_once()
    {
        _tally.Take(Decision("one", DecisionEffect.Enforced));
        _tally.Take(Decision("one", DecisionEffect.Enforced));
        _tally.Take(Decision("two", DecisionEffect.AwaitingConfirmation));

        var decisions = Summarise(null).Decisions;

        Assert.Equal(new Dictionary<string, int> { ["awaiting_confirmation"] = 1, ["enforced"] = 1 }, Assert.Single(decisions).Value.ToDictionary());
        Assert.EndsWith("decisions: grooming.pattern 1 awaiting_confirmation, 1 enforced", StatusText.DecisionTotals(_tally.View()), StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_that_wait_for_people_stand_beside_the_report_that_proposes_them()
    {
        _tally.Take(PairReport() with { Proposes = [new ProposedAction(ActionKind.HideMessage, 60, null)], ConfirmationsNeeded = 1 });

        Assert.Equal("hide_message (waits for people)", Assert.Single(StatusText.Reports(_tally.View().Lives.Single())).Actions);
        Assert.Equal(["hide_message"], Assert.Single(Summarise(null).Reports).Proposes);
    }

    [Fact]
    public void A_report_on_gifts_times_the_way_of_a_gift()
    {
        _time.Advance(TimeSpan.FromMilliseconds(40));
        _tally.Take(PairReport() with { Evidence = new FactEvidenceSummary { Models = [] } });

        var latency = Summarise(null).Latency;

        Assert.Equal(new LatencySummary(1, 40, 40), latency.GiftToReportMs);
        Assert.Equal((0, 0), (latency.FrameToReportMs.Count, latency.LineToReportMs.Count));
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
            ["seconds", "lives", "frames_sent", "fates", "fates_add_up", "faces", "lines_sent", "line_fates", "line_fates_add_up", "lines_flagged", "gifts_sent", "coins_sent",
                "gifts_in_log", "flags_sent", "flags_in_log", "participants", "decisions", "reports", "reports_by_policy", "actions", "orders", "time_to_first_report_s", "latency", "stages_s", "errors"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(80, root.GetProperty("latency").GetProperty("frame_to_signal_ms").GetProperty("p50").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("time_to_first_report_s").ValueKind);
    }

    private DemoSummary Summarise(WorkerCounts? worker) =>
        Summariser.Summarise(_tally.View(), worker, PlatformView.Nothing, new StageClock(Start, _time), _time.GetUtcNow());

    private static WorkerCounts Counts(long rate = 0, long late = 0) => new(
        rate == 0 ? [] : new Dictionary<string, long> { ["rate"] = rate }, late == 0 ? [] : new Dictionary<string, long> { ["late"] = late });

    private static TextSignal Line(string sample, TextNotScoredReason? notScored, bool flagged) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = Start,
        SampleId = SampleId.Parse(sample),
        Line = new RecordRef(TopicNames.Chat, 0, 0),
        MessageId = sample,
        Source = TextSource.Chat,
        NotScored = notScored,
        Scores = flagged ? [new LabelScore(TextLabel.Toxic, 0.9, true), new LabelScore(TextLabel.Insult, 0.9, true)] : [],
    };

    private static GiftSignal Gift(string id) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = Start,
        Gift = MoneyAndFlags.Gift(1, 30) with { LiveId = Live, GiftId = id },
    };

    private static FlagSignal Flag() => new() { V = WireVersion.Current, LiveId = Live, At = Start, Flag = MoneyAndFlags.Flag(1) with { LiveId = Live } };

    private static DecisionRecord Decision(string id, DecisionEffect effect)
    {
        var report = PairReport();
        return new DecisionRecord
        {
            V = WireVersion.Current,
            DecisionId = DerivedId.From<DecisionId>("dec", id),
            LiveId = Live,
            Subject = report.Subject,
            Policy = report.Policy,
            Stage = PolicyStage.Live,
            Rung = report.Rung,
            Effect = effect,
            At = Start,
            EpisodeStartedAt = Start,
            Reasons = [],
            Evidence = report.Evidence,
            DecidedBy = report.DecidedBy,
        };
    }

    private static DeadLetterRecord Refused(string topic) => new()
    {
        V = WireVersion.Current,
        Source = new RecordRef(topic, 0, 7),
        Stage = "intake",
        Reason = DeadLetterReason.InvalidJson,
        Detail = "",
        Sha256 = new string('0', 64),
        ByteCount = 2,
        At = Start,
    };

    private static ReportRecord PairReport() => new()
    {
        V = WireVersion.Current,
        ReportId = ReportId.Parse("rep-1"),
        DecisionId = DerivedId.From<DecisionId>("dec", "demo"),
        LiveId = Live,
        Subject = SubjectRef.OfPair(UserId.Parse("one"), UserId.Parse("other")),
        Policy = new PolicyRef("grooming.pattern", "0"),
        Rung = "report",
        Priority = ReportPriority.Urgent,
        RaisedAt = Start,
        EpisodeStartedAt = Start,
        Reasons = [],
        Evidence = new TextEvidenceSummary
        {
            Models = [],
            Lines = [],
            MessageIds = [],
            LinesSeen = 4,
            FlaggedLines = 4,
            RatePerMinute = 4,
            DistinctAuthors = 1,
            SustainedSeconds = 30,
            Labels = [],
            Rules = [],
        },
        DecidedBy = new RecordRef(TopicNames.Signals, 0, 9),
    };

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

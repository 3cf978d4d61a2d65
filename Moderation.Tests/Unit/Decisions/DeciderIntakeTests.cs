using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Decisions;

namespace Moderation.Tests.Unit.Decisions;

public sealed class DeciderIntakeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = LiveLog.Start;
    private static readonly LiveId Live = LiveId.Parse("live-1");
    private static readonly PolicyRecord Minor = TestPolicies.Record(TestPolicies.ApparentMinor);
    private readonly DeciderParts _parts = new();

    [Fact]
    public void A_child_on_screen_is_decided_on_and_reported_and_then_gifts_are_capped()
    {
        Play(_parts, frames: 60, years: 2);

        var report = Assert.Single(_parts.To(TopicNames.Reports, WireJson.Default.ReportRecord));
        var action = Assert.Single(_parts.To(TopicNames.Orders, WireJson.Default.ActionRecord));
        Assert.Equal((Live, ParticipantId.Parse("host")), (report.LiveId, report.Subject.ParticipantId));
        Assert.Equal(ActionKind.ThrottleGifts, action.Kind);
        Assert.Equal([report.DecisionId, action.DecisionId], _parts.To(TopicNames.Decisions, WireJson.Default.DecisionRecord).Select(decision => decision.DecisionId));
        Assert.Equal(
            [TopicNames.Decisions, TopicNames.Decisions, TopicNames.Reports, TopicNames.Orders, TopicNames.LiveState],
            _parts.Sent.Select(sent => sent.Topic).SkipWhile(topic => topic != TopicNames.Decisions).Take(5));
    }

    [Fact]
    public void The_same_log_gives_the_same_bytes_again()
    {
        Play(_parts, frames: 60, years: 2);
        using var again = new DeciderParts();
        Play(again, frames: 60, years: 2);

        Assert.NotEmpty(_parts.Sent);
        Assert.Equal(_parts.Sent, again.Sent);
    }

    [Fact]
    public void Records_that_a_former_owner_decided_rebuild_the_state_and_send_nothing()
    {
        Play(_parts, frames: 60, years: 2);
        using var restarted = new DeciderParts(committed: 61);

        Play(restarted, frames: 60, years: 2);

        Assert.Equal(_parts.Sent.Last(sent => sent.Topic == TopicNames.LiveState), Assert.Single(restarted.Sent));
        Assert.Null(restarted.Worker.Partition.NextCommit());
        restarted.Worker.Publisher.AcknowledgeAll();
        Assert.Equal(62, restarted.Worker.Partition.NextCommit());
    }

    [Fact]
    public void State_is_published_at_most_once_per_interval_and_at_the_end()
    {
        _parts.Give(LiveSignals.Signal(LiveSignals.Joined(Live, Noon)));
        for (var n = 1; n <= 20; n++)
            _parts.Give(LiveSignals.Frame(Live, n, Noon.AddMilliseconds(200 * n), years: 40));
        Assert.Equal(5, States().Count);

        _parts.Give(LiveSignals.Signal(LiveSignals.Ended(Live, Noon.AddMilliseconds(4001))));

        Assert.Equal((6, LiveStatus.Ended, 20L), (States().Count, States()[^1].Status, States()[^1].FramesScored));
    }

    [Theory]
    [InlineData("live-1", "{", DeadLetterReason.InvalidJson)]
    [InlineData("live-1", """{"v":9,"liveId":"live-1","at":"2026-03-01T12:00:00Z"}""", DeadLetterReason.UnknownVersion)]
    [InlineData("live-2", """{"v":1,"liveId":"live-1","at":"2026-03-01T12:00:00Z"}""", DeadLetterReason.BadKey)]
    public void A_signal_that_cannot_be_used_is_dead_lettered(string key, string json, DeadLetterReason reason)
    {
        _parts.Intake.Take(_parts.Worker.Receive(key, Encoding.UTF8.GetBytes(json), Noon));

        var letter = JsonSerializer.Deserialize(Assert.Single(_parts.Worker.Publisher.Sent).Value, WireJson.Default.DeadLetterRecord)!;
        Assert.Equal((reason, DeciderIntake.Stage), (letter.Reason, letter.Stage));
    }

    [Theory]
    [InlineData("live-1")]
    [InlineData("moderation:every-live")]
    public void A_kind_from_a_newer_build_changes_nothing_and_is_finished(string live)
    {
        _parts.Intake.Take(_parts.Worker.Receive(live, Encoding.UTF8.GetBytes($$"""{"kind":"song","v":1,"liveId":"{{live}}","at":"2026-03-01T12:00:00Z","coins":5}"""), Noon));

        Assert.Empty(_parts.Worker.Publisher.Sent);
        Assert.Equal(1, _parts.Worker.Partition.NextCommit());
    }

    [Fact]
    public void A_live_whose_decider_fails_does_not_stop_the_others()
    {
        // So late in all time that an order cannot expire: the decider of this live fails where it gives one.
        Play(_parts, frames: 60, years: 2, DateTimeOffset.MaxValue.AddMinutes(-2));
        _parts.Give(LiveSignals.Signal(LiveSignals.Joined(LiveId.Parse("live-2"), Noon)));

        Assert.Contains(_parts.To(TopicNames.DeadLetters, WireJson.Default.DeadLetterRecord), letter => letter.Detail == "the decider failed: ArgumentOutOfRangeException");
        Assert.Equal(LiveId.Parse("live-2"), States()[^1].LiveId);
        Assert.False(_parts.Worker.Fault.IsReported);
    }

    [Fact]
    public void A_refund_or_a_verdict_that_comes_days_later_does_not_bring_a_forgotten_live_back()
    {
        _parts.Give(GiftLines.Gift(1, "a", payer: 1, coins: 5, happened: GiftEvent.Refunded)).Give(GiftLines.Verdict(2, "v", ReportId.Parse("rep-1"), VerdictKind.Confirmed));

        Assert.Empty(_parts.Worker.Publisher.Sent);
        Assert.Equal(2, _parts.Worker.Partition.NextCommit());
    }

    [Fact]
    public void Lives_are_forgotten_by_the_log_s_own_clock()
    {
        var options = new DeciderOptions { ForgetEndedAfter = TimeSpan.FromMinutes(5), ForgetIdleAfter = TimeSpan.FromHours(1) };
        var shelf = new LiveShelf(options, LiveSignals.Rules());
        shelf.End(shelf.Take(Live, Noon));
        shelf.Take(LiveId.Parse("live-2"), Noon);
        shelf.Take(LiveId.Parse("live-3"), Noon.AddMinutes(5));
        Assert.Equal(3, shelf.Count);

        shelf.Take(LiveId.Parse("live-3"), Noon.AddMinutes(5).AddTicks(1));
        Assert.Equal(2, shelf.Count);

        shelf.Take(LiveId.Parse("live-3"), Noon.AddHours(1).AddTicks(1));
        Assert.Equal(1, shelf.Count);
    }

    public void Dispose() => _parts.Dispose();

    private static void Play(DeciderParts parts, int frames, double years, DateTimeOffset? from = null)
    {
        var start = from ?? Noon;
        parts.Give(DeciderParts.Marker(Minor)).Give(LiveSignals.Signal(LiveSignals.Joined(Live, start)));
        for (var n = 1; n <= frames; n++)
            parts.Give(LiveSignals.Frame(Live, n, start.AddSeconds(n), years));
    }

    private IReadOnlyList<LiveStateRecord> States() => _parts.To(TopicNames.LiveState, WireJson.Default.LiveStateRecord);
}

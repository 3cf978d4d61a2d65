using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Decisions;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Unit.Decisions;

public sealed class DeciderIntakeTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LiveId Live = LiveId.Parse("live-1");
    private readonly WorkerParts _parts = new();
    private readonly DecisionMetrics _metrics;

    public DeciderIntakeTests() => _metrics = new DecisionMetrics(_parts.Meters);

    [Fact]
    public void A_child_on_screen_is_reported_and_then_gifts_are_capped()
    {
        Play(Intake(), frames: 60, years: 2);

        var report = JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.To(TopicNames.Reports)).Value, WireJson.Default.ReportRecord)!;
        var action = JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.To(TopicNames.Actions)).Value, WireJson.Default.ActionRecord)!;
        Assert.Equal((Live, ParticipantId.Parse("host")), (report.LiveId, report.Subject.ParticipantId));
        Assert.Equal(ActionKind.ThrottleGifts, action.Kind);
    }

    [Fact]
    public void The_same_log_gives_the_same_bytes_again()
    {
        Play(Intake(), frames: 60, years: 2);
        var first = Sent();
        _parts.Publisher.Sent.Clear();
        _parts.Partition = new AssignedPartition(new TopicPartition("source", 1), null, new WorkQuota(1000, 10));
        using var again = new WorkerParts();
        Play(Intake(again), frames: 60, years: 2, again);

        Assert.NotEmpty(first);
        Assert.Equal(first, [.. again.Publisher.Sent.Select(r => (r.Topic, Convert.ToBase64String(r.Value)))]);
    }

    [Fact]
    public void Records_that_a_former_owner_decided_rebuild_the_state_and_send_nothing()
    {
        Play(Intake(), frames: 60, years: 2);
        var expected = _parts.Publisher.To(TopicNames.LiveState)[^1];
        using var restarted = new WorkerParts();
        restarted.Partition = new AssignedPartition(restarted.Partition.Id, committed: 60, new WorkQuota(1000, 10));

        Play(Intake(restarted), frames: 60, years: 2, restarted);

        var sent = Assert.Single(restarted.Publisher.Sent);
        Assert.Equal((TopicNames.LiveState, Convert.ToBase64String(expected.Value)), (sent.Topic, Convert.ToBase64String(sent.Value)));
        Assert.Null(restarted.Partition.NextCommit());
        restarted.Publisher.AcknowledgeAll();
        Assert.Equal(61, restarted.Partition.NextCommit());
    }

    [Fact]
    public void State_is_published_at_most_once_per_interval_and_at_the_end()
    {
        var intake = Intake();
        Give(intake, LiveSignals.Signal(LiveSignals.Joined(Live, Noon)));
        for (var n = 1; n <= 20; n++)
            Give(intake, LiveSignals.Frame(Live, n, Noon.AddMilliseconds(200 * n), years: 40));
        Assert.Equal(5, _parts.Publisher.To(TopicNames.LiveState).Count);

        Give(intake, LiveSignals.Signal(LiveSignals.Ended(Live, Noon.AddMilliseconds(4001))));

        var last = JsonSerializer.Deserialize(_parts.Publisher.To(TopicNames.LiveState)[^1].Value, WireJson.Default.LiveStateRecord)!;
        Assert.Equal((6, LiveStatus.Ended, 20L), (_parts.Publisher.To(TopicNames.LiveState).Count, last.Status, last.FramesScored));
    }

    [Theory]
    [InlineData("live-1", "{", DeadLetterReason.InvalidJson)]
    [InlineData("live-1", """{"v":9,"liveId":"live-1","at":"2026-03-01T12:00:00Z"}""", DeadLetterReason.UnknownVersion)]
    [InlineData("live-2", """{"v":1,"liveId":"live-1","at":"2026-03-01T12:00:00Z"}""", DeadLetterReason.BadKey)]
    public void A_signal_that_cannot_be_used_is_dead_lettered(string key, string json, DeadLetterReason reason)
    {
        var intake = Intake();
        intake.Take(_parts.Receive(key, System.Text.Encoding.UTF8.GetBytes(json), Noon));

        var letter = JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.Sent).Value, WireJson.Default.DeadLetterRecord)!;
        Assert.Equal((reason, DeciderIntake.Stage), (letter.Reason, letter.Stage));
    }

    [Fact]
    public void A_kind_from_a_newer_build_changes_nothing_and_is_finished()
    {
        var intake = Intake();
        intake.Take(_parts.Receive("live-1", """{"kind":"gift","v":1,"liveId":"live-1","at":"2026-03-01T12:00:00Z","coins":5}"""u8.ToArray(), Noon));

        Assert.Empty(_parts.Publisher.Sent);
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Fact]
    public void A_live_whose_decider_fails_does_not_stop_the_others()
    {
        var rules = LiveSignals.Rules();
        var intake = Intake(rules: new DeciderRules(rules.Belief, rules.Evidence, rules.Tracks, new FailingPolicy(rules.Rules)));
        Give(intake, LiveSignals.Signal(LiveSignals.Joined(Live, Noon)));
        Give(intake, LiveSignals.Frame(Live, 1, Noon.AddSeconds(1), years: 2));

        var letter = JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.To(TopicNames.DeadLetters)).Value, WireJson.Default.DeadLetterRecord)!;
        Assert.Equal("the decider failed: InvalidOperationException", letter.Detail);
        Assert.Equal(0, _metrics.Lives);
        Assert.False(_parts.Fault.IsReported);
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

    private DeciderIntake Intake(WorkerParts? parts = null, DeciderRules? rules = null)
    {
        var at = parts ?? _parts;
        var publisher = new DecisionPublisher(at.Publisher, _metrics, NullLogger<DecisionPublisher>.Instance);
        var intake = new DeciderIntake(rules ?? LiveSignals.Rules(), new DeciderOptions(), publisher, at.DeadLetters, _metrics, new FailureStreak(20, at.Fault));
        intake.Assign(at.Partition.Id);
        return intake;
    }

    private void Play(DeciderIntake intake, int frames, double years, WorkerParts? parts = null)
    {
        Give(intake, LiveSignals.Signal(LiveSignals.Joined(Live, Noon)), parts);
        for (var n = 1; n <= frames; n++)
            Give(intake, LiveSignals.Frame(Live, n, Noon.AddSeconds(n), years), parts);
    }

    private void Give(DeciderIntake intake, SignalRecord signal, WorkerParts? parts = null) =>
        intake.Take((parts ?? _parts).Receive(signal.LiveId.Value, LiveSignals.Json(signal), signal.At));

    private List<(string Topic, string Value)> Sent() => [.. _parts.Publisher.Sent.Select(r => (r.Topic, Convert.ToBase64String(r.Value)))];

    private sealed class FailingPolicy(IPolicy inner) : IPolicy
    {
        public string Name => inner.Name;

        public string Hash => inner.Hash;

        public string Ground => inner.Ground;

        public IReadOnlyList<PolicyRung> Ladder => inner.Ladder;

        public void Evaluate(in SubjectEvidence evidence, Span<RungStanding> standings) => throw new InvalidOperationException();

        public IReadOnlyList<Reason> Explain(int rung, in SubjectEvidence evidence) => inner.Explain(rung, evidence);
    }
}

using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Decisions.Snapshots;

namespace Moderation.Tests.Unit.Decisions;

public sealed class SnapshotTests : IDisposable
{
    private static readonly PolicyRecord Minor = TestPolicies.Record(TestPolicies.ApparentMinor);
    private readonly DeciderParts _parts = new();

    [Fact]
    public void A_round_writes_the_guards_the_lives_that_changed_the_policies_and_last_a_checkpoint()
    {
        Play(_parts, Log(lives: 2, seconds: 3));
        _parts.WriteDown();

        Assert.Equal(["moderation:guards", "live-0", "live-1", "moderation:every-live", "moderation:checkpoint"], _parts.SnapshotKeys);
        Assert.All(_parts.Worker.Publisher.To(TopicNames.Snapshots), sent => Assert.Equal(DeciderParts.Partition.Partition.Value, sent.Partition));

        _parts.Give(LiveSignals.Frame(LiveId.Parse("live-1"), 90, LiveLog.Start.AddSeconds(90), years: 2));
        _parts.WriteDown();
        Assert.Equal(["moderation:guards", "live-1", "moderation:checkpoint"], _parts.SnapshotKeys.Skip(5));

        _parts.WriteDown();
        Assert.Equal(8, _parts.SnapshotKeys.Count);
    }

    [Fact]
    public void Nothing_is_written_down_before_all_that_followed_from_it_is_acknowledged()
    {
        Play(_parts, Log(lives: 1, seconds: 3));
        _parts.Time.Advance(_parts.Options.SnapshotInterval);
        for (var tick = 0; tick < 5; tick++)
            _parts.Intake.Tick();
        Assert.Empty(_parts.SnapshotKeys);

        _parts.Worker.Publisher.AcknowledgeAll();
        _parts.Intake.Tick();
        Assert.NotEmpty(_parts.SnapshotKeys);
    }

    [Fact]
    public void A_replay_writes_nothing_down()
    {
        using var parts = new DeciderParts(committed: 100);
        Play(parts, Log(lives: 1, seconds: 3));
        parts.WriteDown();

        Assert.Empty(parts.SnapshotKeys);
    }

    [Fact]
    public void A_live_that_is_forgotten_leaves_a_tombstone_after_the_next_checkpoint()
    {
        Play(_parts, Log(lives: 1, seconds: 3));
        _parts.Give(LiveSignals.Signal(LiveSignals.Ended(LiveId.Parse("live-0"), LiveLog.Start.AddSeconds(10))));
        _parts.WriteDown();
        _parts.Give(LiveSignals.Frame(LiveId.Parse("live-9"), 1, LiveLog.Start.AddMinutes(70), years: 40));
        _parts.WriteDown();

        Assert.Equal(["moderation:checkpoint", "-live-0"], _parts.SnapshotKeys.TakeLast(2));
        Assert.Equal([LiveId.Parse("live-9")], _parts.ReadBack(logEnd: 100, out _)!.Lives.Select(live => live.Id));
    }

    /// <summary>The heart of recovery: wherever the log is cut, what comes after the cut is the same to the byte.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(60)]
    [InlineData(95)]
    public void A_decider_that_begins_from_snapshots_sends_what_one_that_never_stopped_sends(int cut)
    {
        var log = Log(lives: 3, seconds: 40);
        using var whole = new DeciderParts();
        Play(whole, log.Take(cut));
        var sentBefore = whole.Sent.Count;
        Play(whole, log.Skip(cut));
        Play(_parts, log.Take(cut));
        _parts.WriteDown();

        var memory = _parts.ReadBack(logEnd: cut, out var refusal);
        Assert.Equal("", refusal);
        Assert.Equal(cut - 1, memory!.CoveredThrough);
        using var next = new DeciderParts(committed: cut, logEnd: cut, memory);
        next.Skip(cut);
        Play(next, log.Skip(cut));

        // The state of a live may come a little sooner: when it was last published is not part of its memory.
        Assert.Equal(Outputs(whole).Skip(Outputs(whole, sentBefore)), Outputs(next));
        Assert.Equal(LastStates(whole), LastStates(next));
    }

    [Fact]
    public void Entries_between_the_checkpoint_and_a_later_snapshot_of_a_live_are_not_applied_to_it_twice()
    {
        var log = Log(lives: 2, seconds: 30);
        using var whole = new DeciderParts();
        Play(whole, log);
        Play(_parts, log.Take(30));
        _parts.WriteDown();
        Play(_parts, log.Skip(30).Take(20));
        var written = _parts.Worker.Publisher.To(TopicNames.Snapshots).Count;
        _parts.WriteDown();
        // The crash comes after the first live of the second round and before its checkpoint.
        var lives = _parts.Worker.Publisher.Sent.Where(sent => sent.Topic == TopicNames.Snapshots).ToList();
        _parts.Worker.Publisher.Sent.RemoveAll(sent => sent.Topic == TopicNames.Snapshots && lives.IndexOf(sent) >= written + 2);

        var memory = _parts.ReadBack(logEnd: 50, out _)!;
        Assert.Equal(29, memory.CoveredThrough);
        Assert.Contains(memory.Lives, live => live.Decider.Covers!.Value.Offset > 40);
        using var next = new DeciderParts(committed: 50, logEnd: 50, memory);
        next.Skip(30);
        Play(next, log.Skip(30));

        Assert.Equal(Outputs(whole).TakeLast(Outputs(next).Count), Outputs(next));
        Assert.Equal(LastStates(whole), LastStates(next));
    }

    [Fact]
    public void Snapshots_of_another_log_or_an_unknown_form_are_not_used()
    {
        Play(_parts, Log(lives: 1, seconds: 3));
        _parts.WriteDown();

        Assert.NotNull(_parts.ReadBack(logEnd: 100, out _));
        Assert.Null(_parts.ReadBack(logEnd: 2, out var refusal));
        Assert.Contains("another log", refusal, StringComparison.Ordinal);
        Assert.Null(_parts.ReadBack(logEnd: 100, out refusal, inPlace: snapshot => snapshot.LiveId.Value == "live-0" ? snapshot with { Format = snapshot.Format - 1 } : snapshot));
        Assert.Contains("live's snapshot of form 3, this build reads 4", refusal, StringComparison.Ordinal);
        var table = new SnapshotTable(0);
        var stored = table.End() with { Unreadable = "version 9" };
        Assert.Null(new PartitionRestorer(LiveSignals.Rules(), _parts.Time).Restore(DeciderParts.Partition, stored, 100, out refusal));
        Assert.Equal("", refusal);
    }

    [Fact]
    public void Snapshots_of_which_the_topic_has_dropped_some_are_not_used()
    {
        Play(_parts, Log(lives: 1, seconds: 3));
        _parts.WriteDown();

        Assert.Null(_parts.ReadBack(logEnd: 100, out var refusal, lowOffset: 3));
        Assert.Contains("dropped", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_guards_counted_is_read_back()
    {
        Play(_parts, Log(lives: 3, seconds: 60));
        _parts.WriteDown();

        var guards = _parts.ReadBack(logEnd: 10_000, out _)!.Guards;
        Assert.Equal(3, guards.LivesSeen());
        Assert.Equal(2, guards.LivesOrdered(LiveSignals.Rules().Identify(Minor.Name, Minor.Versions[0].SheetHash).Hash));
    }

    public void Dispose() => _parts.Dispose();

    /// <summary>A marker, and lives in turn: children, adults, gifts among them; and another sheet in the middle.</summary>
    private static List<SignalRecord> Log(int lives, int seconds)
    {
        var log = new List<SignalRecord> { DeciderParts.Marker(Minor) };
        for (var live = 0; live < lives; live++)
            log.Add(LiveSignals.Signal(LiveSignals.Joined(LiveId.Parse($"live-{live}"), LiveLog.Start)));
        for (var second = 1; second <= seconds; second++)
        {
            if (second == 25)
                log.Add(DeciderParts.Marker(TestPolicies.Record(TestPolicies.ApparentMinor.Replace("0.90", "0.92", StringComparison.Ordinal), revision: 2)));
            for (var live = 0; live < lives; live++)
                log.Add(LiveSignals.Frame(LiveId.Parse($"live-{live}"), second, LiveLog.Start.AddSeconds(second), years: live == 1 ? 40 : 2));
        }

        return log;
    }

    private static void Play(DeciderParts parts, IEnumerable<SignalRecord> log)
    {
        foreach (var signal in log)
            parts.Give(signal);
    }

    private static List<(string Topic, string? Key, string? Value)> Outputs(DeciderParts parts) =>
        [.. parts.Sent.Where(IsOutput)];

    private static int Outputs(DeciderParts parts, int of) => parts.Sent.Take(of).Count(IsOutput);

    private static bool IsOutput((string Topic, string? Key, string? Value) sent) => sent.Topic is TopicNames.Decisions or TopicNames.Reports or TopicNames.Orders;

    private static Dictionary<string, string> LastStates(DeciderParts parts) =>
        parts.Sent.Where(sent => sent.Topic == TopicNames.LiveState).GroupBy(sent => sent.Key!).ToDictionary(live => live.Key, live => live.Last().Value!);
}

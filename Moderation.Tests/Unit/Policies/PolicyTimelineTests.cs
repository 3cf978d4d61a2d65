using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies;

public sealed class PolicyTimelineTests
{
    private static readonly string Stricter = TestPolicies.ApparentMinor.Replace("0.80", "0.85", StringComparison.Ordinal);

    [Fact]
    public void A_marker_decides_from_the_entry_after_it_and_older_places_keep_their_sheets()
    {
        var timeline = new PolicyTimeline();
        Assert.True(timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(10)));
        Assert.True(timeline.Apply(Marker(TestPolicies.Record(Stricter, revision: 2)), At(20)));

        Assert.Empty(timeline.At(10).Policies);
        Assert.Equal(Hash(TestPolicies.ApparentMinor), Assert.Single(timeline.At(11).Policies).Sheet.SheetHash);
        Assert.Equal(Hash(TestPolicies.ApparentMinor), timeline.At(20).Policies[0].Sheet.SheetHash);
        Assert.Equal(Hash(Stricter), timeline.At(21).Policies[0].Sheet.SheetHash);
        Assert.Same(timeline.Current, timeline.At(long.MaxValue));
    }

    [Fact]
    public void Old_news_and_markers_read_again_change_nothing()
    {
        var timeline = new PolicyTimeline();
        timeline.Apply(Marker(TestPolicies.Record(Stricter, revision: 2)), At(20));
        var before = timeline.Current;

        Assert.False(timeline.Apply(Marker(TestPolicies.Record(Stricter, revision: 2)), At(30)));
        Assert.False(timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(31)));
        Assert.False(timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor, revision: 9)), At(5)));
        Assert.Same(before, timeline.Current);
        Assert.Equal(2, timeline.RevisionOf("minors.apparent_minor"));
    }

    [Fact]
    public void A_sheet_that_cannot_be_used_is_named_and_the_version_before_it_stays()
    {
        var timeline = new PolicyTimeline();
        timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(10));
        var good = TestPolicies.Record(Stricter, revision: 2);

        Assert.False(timeline.Apply(Marker(good with { Versions = [good.Versions[0] with { Sheet = "{\"policy\":\"minors.apparent_minor\"}" }] }), At(20)));
        Assert.False(timeline.Apply(Marker(good with { Versions = [good.Versions[0] with { SheetHash = "0123456789abcdef" }] }), At(21)));

        Assert.Equal(2, timeline.Faults.Count);
        Assert.Equal(Hash(TestPolicies.ApparentMinor), timeline.Current.Policies[0].Sheet.SheetHash);
        Assert.True(timeline.Apply(Marker(good), At(22)));
    }

    [Fact]
    public void A_policy_whose_versions_are_all_gone_decides_nothing()
    {
        var timeline = new PolicyTimeline();
        timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(10));
        timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor, revision: 2) with { Versions = [] }), At(20));
        Assert.Empty(timeline.Current.Policies);
    }

    [Fact]
    public void A_guard_holds_the_version_that_passed_it_until_its_time_and_no_shadow()
    {
        var timeline = new PolicyTimeline();
        timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(10));
        Assert.True(timeline.Apply(Guard(TestPolicies.ApparentMinor), At(20)));
        Assert.False(timeline.Apply(Guard(Stricter), At(21)));
        Assert.False(timeline.Apply(Guard(TestPolicies.ApparentMinor), At(22)));

        var active = Assert.Single(timeline.Current.Policies);
        Assert.Equal((GuardKind.ActionsPerMinute, LiveLog.Start.AddMinutes(15)), (active.Guard!.Value, active.GuardedUntil));
        Assert.Null(timeline.At(20).Policies[0].Guard);
    }

    [Fact]
    public void A_timeline_that_was_written_down_goes_on_as_if_it_never_had_been()
    {
        var timeline = new PolicyTimeline();
        timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(10));
        timeline.Apply(Guard(TestPolicies.ApparentMinor), At(20));
        var restored = PolicyTimeline.Restore(timeline.Save(At(25), LiveLog.Start));

        foreach (var offset in new long[] { 0, 10, 11, 20, 21, 1000 })
            Assert.Equal(timeline.At(offset).Policies.Select(Describe), restored.At(offset).Policies.Select(Describe));
        foreach (var each in new[] { timeline, restored })
        {
            Assert.False(each.Apply(Guard(TestPolicies.ApparentMinor), At(30)));
            Assert.True(each.Apply(Marker(TestPolicies.Record(Stricter, revision: 2, PolicyStage.Canary)), At(31)));
            each.Forget(31);
        }

        Assert.Equal(timeline.Save(At(40), LiveLog.Start).State, restored.Save(At(40), LiveLog.Start).State);
    }

    [Fact]
    public void A_snapshot_that_is_cut_short_is_refused()
    {
        var timeline = new PolicyTimeline();
        timeline.Apply(Marker(TestPolicies.Record(TestPolicies.ApparentMinor)), At(10));
        var snapshot = timeline.Save(At(25), LiveLog.Start);
        Assert.Throws<FormatException>(() => PolicyTimeline.Restore(snapshot with { State = snapshot.State[..^2] }));
        Assert.Throws<FormatException>(() => PolicyTimeline.Restore(snapshot with { Format = 99 }));
    }

    private static (string, PolicyStage, double?, bool, GuardKind?, DateTimeOffset) Describe(ActivePolicy active) =>
        (active.Sheet.SheetHash, active.Stage, active.CanaryShare, active.HumanConfirmOnly, active.Guard, active.GuardedUntil);

    private static string Hash(string sheet) => SheetCompiler.FromYaml(sheet).SheetHash;

    private static RecordRef At(long offset) => new(TopicNames.Signals, 0, offset);

    private static PolicySignal Marker(PolicyRecord policy) => new() { V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = LiveLog.Start, Policy = policy };

    private static GuardSignal Guard(string sheet) => new()
    {
        V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = LiveLog.Start, Policy = "minors.apparent_minor", SheetHash = Hash(sheet), Guard = GuardKind.ActionsPerMinute,
        Until = LiveLog.Start.AddMinutes(15),
    };
}

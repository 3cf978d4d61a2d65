using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.GiftLines;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Decisions;

/// <summary>What a version's stage, its guards and people's verdicts make of a decision.</summary>
public sealed class StageTests
{
    private const string Throttle = """
        policy: money.test
        title: Many coins
        owner: tests
        subject: participant
        ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
        ladder:
          - rung: throttle
            when: received.coins over 1h >= 100
            do: [throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 10 }]
        """;

    private static readonly string Cut = Throttle.Replace("do: [throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 10 }]", "do: [cut_live: { for: 24h }]\n    confirm: two_persons", StringComparison.Ordinal);

    [Fact]
    public void A_shadow_decides_as_a_live_version_would_and_nothing_follows()
    {
        var (live, shadow) = (Running(TestPolicies.Live(Throttle)), Running(TestPolicies.In(PolicyStage.Shadow, Throttle)));
        foreach (var log in new[] { live, shadow })
            log.Append(Gift(10, "a", 1, 100)).Append(Gift(2000, "b", 1, 1));

        Assert.Equal(3, live.Actions.Count + live.Reports.Count);
        Assert.Equal((DecisionEffect.Recorded, PolicyStage.Shadow), (Assert.Single(shadow.Decisions).Effect, shadow.Decisions[0].Stage));
        Assert.Equal(live.Decisions[0].Reasons.Select(reason => reason.Text), shadow.Decisions[0].Reasons.Select(reason => reason.Text));
        Assert.Equal((live.Decisions[0].At, live.Decisions[0].Policy), (shadow.Decisions[0].At, shadow.Decisions[0].Policy));
        Assert.Empty(shadow.Reports);
        Assert.Empty(shadow.Actions);
        Assert.NotEqual(live.Decisions[0].DecisionId, shadow.Decisions[0].DecisionId);
    }

    [Fact]
    public void A_canary_and_the_live_version_share_the_lives_and_a_growing_canary_keeps_its_own()
    {
        var sheet = SheetCompiler.FromYaml(Throttle);
        var lives = Enumerable.Range(0, 4000).Select(number => LiveId.Parse($"live-{number}")).ToList();
        var (small, large, version) = (new ActivePolicy(sheet, PolicyStage.Canary, 0.05), new ActivePolicy(sheet, PolicyStage.Canary, 0.2), new ActivePolicy(sheet, PolicyStage.Live));

        Assert.All(lives, live => Assert.True(small.Covers(live, 0.05) != version.Covers(live, 0.05)));
        Assert.All(lives.Where(live => small.Covers(live, 0.05)), live => Assert.True(large.Covers(live, 0.2)));
        Assert.InRange(lives.Count(live => small.Covers(live, 0.05)), 150, 250);
        Assert.InRange(lives.Count(live => large.Covers(live, 0.2)), 700, 900);
    }

    [Fact]
    public void An_order_that_two_people_must_confirm_waits_for_two_different_ones()
    {
        var log = Running(TestPolicies.Live(Cut)).Append(Gift(10, "a", 1, 100));
        var report = Assert.Single(log.Reports);
        Assert.Equal((2, ActionKind.CutLive), (report.ConfirmationsNeeded, Assert.Single(report.Proposes).Kind));
        Assert.Equal(DecisionEffect.AwaitingConfirmation, log.Decisions[0].Effect);

        log.Append(Verdict(20, "v1", report.ReportId, VerdictKind.Confirmed, "r1")).Append(Verdict(21, "v1", report.ReportId, VerdictKind.Confirmed, "r2"))
            .Append(Verdict(22, "v2", report.ReportId, VerdictKind.Confirmed, "r1"));
        Assert.Empty(log.Actions);

        log.Crashes().Append(Verdict(30, "v3", report.ReportId, VerdictKind.Confirmed, "r2")).Append(Verdict(31, "v4", report.ReportId, VerdictKind.Confirmed, "r3"));
        var order = Assert.Single(log.Actions);
        Assert.Equal((ActionKind.CutLive, Start.AddSeconds(30), report.ReportId), (order.Kind, order.OrderedAt, order.ReportId));
        Assert.Equal(["v1", "v2", "v3"], order.Verdicts);
    }

    [Fact]
    public void Nothing_is_confirmed_an_hour_after_the_episode_is_over()
    {
        var log = Running(TestPolicies.Live(Cut.Replace("over 1h", "over 1m", StringComparison.Ordinal))).Append(Gift(10, "a", 1, 100)).Append(Gift(200, "b", 1, 1));
        log.Append(Verdict(200 + 3601, "v1", log.Reports[0].ReportId, VerdictKind.Confirmed, "r1")).Append(Verdict(200 + 3602, "v2", log.Reports[0].ReportId, VerdictKind.Confirmed, "r2"));
        Assert.Empty(log.Actions);
    }

    [Fact]
    public void What_people_overturn_is_taken_back_and_the_policy_leaves_the_subject_alone_for_the_rest_of_the_live()
    {
        var log = Running(TestPolicies.Live(Throttle)).Append(Gift(10, "a", 1, 100));
        var (report, order) = (Assert.Single(log.Reports), Assert.Single(log.Actions));

        log.Append(Verdict(60, "v1", report.ReportId, VerdictKind.Overturned)).Append(Gift(61, "b", 1, 500)).Append(Gift(5000, "c", 1, 500));

        Assert.Equal(2, log.Actions.Count);
        Assert.Equal((order.ActionId, order.ExpiresAt, ActionKind.ThrottleGifts), (log.Actions[1].Reverses!.Value, log.Actions[1].ExpiresAt, log.Actions[1].Kind));
        Assert.Equal(["v1"], log.Actions[1].Verdicts);
        Assert.Null(((IWireRecord)log.Actions[1]).FindFault());
        Assert.Single(log.Reports);
    }

    [Fact]
    public void What_was_overturned_is_not_ordered_again_by_a_later_confirmation()
    {
        var log = Running(TestPolicies.Live(Cut)).Append(Gift(10, "a", 1, 100));
        var report = log.Reports[0].ReportId;
        log.Append(Verdict(20, "v1", report, VerdictKind.Confirmed, "r1")).Append(Verdict(21, "v2", report, VerdictKind.Confirmed, "r2"))
            .Append(Verdict(22, "v3", report, VerdictKind.Overturned, "r3")).Append(Verdict(23, "v4", report, VerdictKind.Confirmed, "r4"));
        Assert.Equal([(ActionId?)null, log.Actions[0].ActionId], log.Actions.Select(action => action.Reverses));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_live_that_ended_takes_verdicts_on_what_was_decided_and_decides_nothing_more(bool crashes)
    {
        var known = Throttle.Replace("when: received.coins over 1h >= 100", "when: received.coins over 1h >= 100 or standing.age_assurance == verified_minor", StringComparison.Ordinal);
        var log = Running(TestPolicies.Live(known)).Append(Gift(10, "a", 1, 100)).Happens(20, SessionEventKind.LiveEnded);
        if (crashes)
            log.Crashes();
        log.Append(GiftLines.Standing(30, TextLines.HostUser, standing => standing with { AgeAssurance = AgeAssurance.VerifiedMinor }));
        Assert.Single(log.Decisions);

        log.Append(Verdict(40, "v1", log.Reports[0].ReportId, VerdictKind.Overturned));
        Assert.Equal(log.Actions[0].ActionId, log.Actions[1].Reverses);
        log.Happens(50, SessionEventKind.LiveStarted).Joins(51, Host).Append(Gift(60, "b", 1, 100));
        Assert.Equal((1, 2), (log.Decisions.Count, log.Actions.Count));
    }

    [Fact]
    public void A_verdict_on_a_report_that_nobody_knows_of_changes_nothing()
    {
        var log = Running(TestPolicies.Live(Throttle)).Append(Gift(10, "a", 1, 100)).Append(Verdict(20, "v1", ReportId.Parse("rep-other"), VerdictKind.Overturned));
        Assert.Equal(SignalFate.UnknownReport, log.Last.Fate);
        Assert.Single(log.Actions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_policy_that_may_not_order_by_itself_proposes_and_waits_for_a_person(bool byGuard)
    {
        var active = new ActivePolicy(SheetCompiler.FromYaml(Throttle), PolicyStage.Live, HumanConfirmOnly: !byGuard);
        var log = Running(PolicySet.Of([byGuard ? active with { Guard = GuardKind.ActionsPerMinute, GuardedUntil = Start.AddMinutes(15) } : active])).Append(Gift(10, "a", 1, 100));
        Assert.Equal((DecisionEffect.AwaitingConfirmation, byGuard ? GuardKind.ActionsPerMinute : null), (log.Decisions[0].Effect, log.Decisions[0].Guard));
        Assert.Empty(log.Actions);

        log.Append(Verdict(20, "v1", log.Reports[0].ReportId, VerdictKind.Confirmed, reviewer: null));
        Assert.Single(log.Actions);
    }

    [Fact]
    public void A_guard_is_over_when_its_time_is()
    {
        var active = new ActivePolicy(SheetCompiler.FromYaml(Throttle), PolicyStage.Live) { Guard = GuardKind.LivesPerHour, GuardedUntil = Start.AddSeconds(60) };
        var log = Running(PolicySet.Of([active])).Append(Gift(61, "a", 1, 100));
        Assert.Equal(DecisionEffect.Enforced, Assert.Single(log.Decisions).Effect);
    }

    [Fact]
    public void Orders_of_a_demoted_policy_run_out_and_those_of_one_that_people_confirmed_are_renewed()
    {
        var sheet = SheetCompiler.FromYaml(Throttle);
        var log = Running(PolicySet.Of([new ActivePolicy(sheet, PolicyStage.Live)])).Append(Gift(10, "a", 1, 100));
        log.Policies = PolicySet.Of([new ActivePolicy(sheet, PolicyStage.Live, HumanConfirmOnly: true)]);
        log.Append(Gift(10 + (14 * 60), "b", 1, 1)).Append(Gift(3000, "c", 1, 1));
        Assert.Single(log.Actions);
    }

    [Fact]
    public void A_new_version_begins_anew_under_its_own_identity_and_one_that_stays_goes_on()
    {
        var log = Running(TestPolicies.Live(Throttle)).Append(Gift(10, "a", 1, 100));
        log.Policies = TestPolicies.Live(Throttle);
        log.Append(Gift(11, "b", 1, 1));
        Assert.Single(log.Decisions);

        log.Policies = TestPolicies.Live(Throttle.Replace(">= 100", ">= 101", StringComparison.Ordinal));
        log.Append(Gift(12, "c", 1, 1));
        Assert.Equal(2, log.Decisions.Select(decision => decision.Policy.Hash).Distinct().Count());
    }

    [Fact]
    public void A_version_that_went_and_came_back_has_forgotten_what_it_knew_even_of_those_to_whom_nothing_happened_meanwhile()
    {
        var log = Running(TestPolicies.Live(Cut)).Append(Gift(10, "a", 1, 100));
        log.Policies = PolicySet.Empty;
        log.Sees(20, Face(40));
        log.Policies = TestPolicies.Live(Cut);
        log.Append(Verdict(30, "v1", log.Reports[0].ReportId, VerdictKind.Confirmed, "r1"));
        Assert.Equal(SignalFate.UnknownReport, log.Last.Fate);
    }

    private static LiveLog Running(PolicySet policies) =>
        new LiveLog(policies: policies).Append(TextLines.Joined("j", Host, TextLines.HostUser, ParticipantRole.Host));
}

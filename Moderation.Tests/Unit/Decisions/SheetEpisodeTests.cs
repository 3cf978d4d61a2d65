using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.GiftLines;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Decisions;

/// <summary>How episodes of a sheet begin, go on and end.</summary>
public sealed class SheetEpisodeTests
{
    private const string Head = """
        policy: money.test
        title: Many coins
        owner: tests
        subject: participant
        ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
        """;

    [Fact]
    public void A_rung_is_reached_when_its_condition_has_held_long_enough_even_if_nothing_happens_to_the_subject_meanwhile()
    {
        var log = Running("""
            ladder:
              - rung: report
                when: received.coins over 5m >= 100 for 30s
            """).Append(Gift(10, "g1", 1, 100)).Sees(39, Face(40));
        Assert.Empty(log.Decisions);

        log.Sees(41, Face(40));

        var decision = Assert.Single(log.Decisions);
        Assert.Equal((Start.AddSeconds(41), Start.AddSeconds(10)), (decision.At, decision.EpisodeStartedAt));
        Assert.Contains(decision.Reasons, reason => reason.Code == "held");
    }

    [Fact]
    public void A_condition_that_does_not_hold_throughout_starts_its_time_anew()
    {
        var log = Running("""
            ladder:
              - rung: report
                when: received.coins over 10s >= 100 for 8s
            """).Append(Gift(10, "g1", 1, 100)).Sees(26, Face(40)).Append(Gift(27, "g2", 1, 100)).Sees(34, Face(40));
        Assert.Empty(log.Decisions);
    }

    [Fact]
    public void An_episode_lasts_while_its_own_condition_holds_and_the_next_one_waits_for_the_cooldown()
    {
        var log = Running("""
            ladder:
              - rung: report
                when: received.coins over 1m >= 100
                while: received.coins over 1m >= 50
            cooldown: 10m
            """);
        log.Append(Gift(10, "a", 1, 100)).Append(Gift(60, "b", 1, 50)).Append(Gift(110, "c", 1, 60));
        Assert.Single(log.Decisions);

        // It ends here, and what would begin another one comes too early.
        log.Append(Gift(400, "d", 1, 10)).Append(Gift(500, "e", 1, 100)).Append(Gift(520, "f", 1, 100));
        Assert.Single(log.Decisions);

        log.Append(Gift(1200, "g", 1, 100));
        Assert.Equal(2, log.Decisions.Count);
        Assert.Equal(2, log.Decisions.Select(decision => decision.DecisionId).Distinct().Count());
    }

    [Fact]
    public void What_a_sheet_needs_and_nobody_knows_lets_nothing_begin_and_ends_what_has_begun()
    {
        var log = Running("""
            needs: [live.viewers >= 10]
            ladder:
              - rung: report
                when: received.coins over 5m >= 100
            """).Append(Gift(10, "a", 1, 500));
        Assert.Empty(log.Decisions);

        log.Append(Viewers(20, 50)).Append(Gift(21, "b", 1, 1));
        Assert.Single(log.Decisions);

        log.Append(Viewers(30, 5)).Append(Viewers(31, 50)).Append(Gift(32, "c", 1, 1));
        Assert.Equal(2, log.Decisions.Count);
    }

    [Fact]
    public void A_subject_that_is_exempt_is_recorded_and_left_alone_until_the_exemption_ends()
    {
        var log = Running("""
            ladder:
              - rung: throttle
                when: received.coins over 1h >= 100
                do: [throttle_gifts: { for: 15m, max_coins_per_minute: 10 }]
            """);
        log.Append(GiftLines.Standing(1, TextLines.HostUser, standing => standing with { ExemptUntil = new Dictionary<string, DateTimeOffset> { ["money.test"] = Start.AddSeconds(60) } }));
        log.Append(Gift(10, "a", 1, 100)).Append(Gift(20, "b", 1, 100));
        Assert.Equal(DecisionEffect.Exempt, Assert.Single(log.Decisions).Effect);
        Assert.Empty(log.Reports);

        log.Append(Gift(70, "c", 1, 100)).Append(Gift(71, "d", 1, 1));
        Assert.Equal([DecisionEffect.Exempt, DecisionEffect.Enforced], log.Decisions.Select(decision => decision.Effect));
        Assert.Equal(2, log.Decisions.Select(decision => decision.DecisionId).Distinct().Count());
        Assert.Single(log.Actions);
    }

    [Fact]
    public void The_end_of_an_exemption_has_nothing_to_cool_down_from()
    {
        var log = Running("""
            unless: [live.viewers >= 10]
            ladder:
              - rung: report
                when: received.coins over 1h >= 100
            cooldown: 30m
            """).Append(Viewers(5, 50)).Append(Gift(10, "a", 1, 100)).Append(Viewers(20, 5)).Append(Gift(21, "b", 1, 1));
        Assert.Equal([DecisionEffect.Exempt, DecisionEffect.Enforced], log.Decisions.Select(decision => decision.Effect));
    }

    [Fact]
    public void Episodes_that_begin_in_the_same_instant_are_told_apart()
    {
        var log = Running("""
            unless: [live.viewers >= 10]
            ladder:
              - rung: report
                when: received.coins over 1h >= 100
            """).Append(Viewers(5, 50)).Append(Gift(10, "a", 1, 100));
        foreach (var viewers in new[] { 5, 50, 5, 50 })
            log.Append(Viewers(10, viewers)).Append(Gift(10, $"b{log.Decisions.Count}", 1, 1));

        Assert.True(log.Decisions.Count >= 2, "only one episode began");
        Assert.Equal(log.Decisions.Count, log.Decisions.Select(decision => decision.DecisionId).Distinct().Count());
        Assert.Equal(log.Reports.Count, log.Reports.Select(report => report.ReportId).Distinct().Count());
    }

    [Fact]
    public void What_was_known_of_somebody_before_the_first_gift_counts_from_the_first_gift_on()
    {
        var log = new LiveLog(policies: TestPolicies.Live("""
            policy: money.ring
            title: Gifts come round
            owner: tests
            subject: gifter
            ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
            ladder:
              - rung: report
                when: standing.returned_share >= 60%
            """));
        log.Append(GiftLines.Standing(0, TextLines.User(1), standing => standing with { Circulation = new CirculationStanding(7, 1000, 0.8, 4) }));
        log.Append(Gift(10, "a", 1, 5)).Append(Gift(11, "b", 2, 5));
        Assert.Equal(SubjectRef.OfGifter(TextLines.User(1)), Assert.Single(log.Decisions).Subject);
    }

    [Fact]
    public void The_variant_of_the_live_s_country_decides_and_a_country_that_the_sheet_does_not_apply_to_sees_nothing()
    {
        const string Sheet = """
            applies: [DE, FR]
            ladder:
              - rung: report
                when: received.coins over 5m >= 100
            variants:
              - name: strict
                applies: [FR]
                ladder:
                  - rung: report
                    when: received.coins over 5m >= 50
            """;
        var (germany, france, japan) = (Running(Sheet, "DE"), Running(Sheet, "FR"), Running(Sheet, "JP"));
        foreach (var log in new[] { germany, france, japan })
            log.Append(Gift(10, "a", 1, 60)).Append(Gift(20, "b", 1, 60));

        Assert.Equal((Start.AddSeconds(20), (string?)null), (Assert.Single(germany.Decisions).At, germany.Decisions[0].Variant));
        Assert.Equal((Start.AddSeconds(10), "strict"), (Assert.Single(france.Decisions).At, france.Decisions[0].Variant));
        Assert.Empty(japan.Decisions);
    }

    [Fact]
    public void Orders_of_a_higher_rung_join_the_report_of_a_milder_one()
    {
        var log = Running("""
            ladder:
              - rung: report
                when: received.coins over 5m >= 100
                report: high
              - rung: throttle
                when: received.coins over 5m >= 200
                do: [throttle_gifts: { for: 15m, max_coins_per_minute: 10 }, age_check_invite: { for: 1h }]
            """).Append(Gift(10, "a", 1, 100)).Append(Gift(20, "b", 1, 100));

        var report = Assert.Single(log.Reports);
        Assert.Equal(ReportPriority.High, report.Priority);
        Assert.Equal([ActionKind.ThrottleGifts, ActionKind.AgeCheckInvite], log.Actions.Select(action => action.Kind));
        Assert.All(log.Actions, action => Assert.Equal((report.ReportId, log.Decisions[1].DecisionId), (action.ReportId, action.DecisionId)));
        Assert.Equal([report.ReportId, report.ReportId], log.Decisions.Select(decision => decision.ReportId!.Value));
        Assert.Equal(200, log.Decisions[1].Evidence.Facts.Single().Value);
    }

    [Fact]
    public void Gifts_that_are_taken_back_or_delivered_again_are_no_coins()
    {
        var log = Running("""
            ladder:
              - rung: report
                when: received.coins over 5m >= 100
            """).Append(Gift(10, "a", 1, 60)).Append(Gift(10, "a", 1, 60)).Append(Gift(20, "a", 1, 60, happened: GiftEvent.Refunded));
        Assert.Empty(log.Decisions);
        Assert.Equal(SignalFate.DuplicateEntry, log.Append(Gift(20, "a", 1, 60, happened: GiftEvent.Refunded)).Last.Fate);
    }

    [Fact]
    public void A_thousand_gifts_that_are_delivered_again_are_counted_once_also_after_a_crash()
    {
        var log = Running("""
            ladder:
              - rung: report
                when: received.coins over 10m >= 1001
            """);
        for (var delivery = 0; delivery < 2; delivery++)
        {
            for (var i = 0; i < 1000; i++)
                log.Append(Gift(10 + (0.1 * i), $"g{i}", i % 50, 1));
            log.Crashes();
        }

        Assert.Empty(log.Decisions);
        Assert.Single(log.Append(Gift(111, "one more", 1, 1)).Decisions);
    }

    private static LiveLog Running(string rest, string? country = null)
    {
        var log = new LiveLog(policies: TestPolicies.Live($"{Head}\n{rest}"));
        var start = Event(0, SessionEventKind.LiveStarted, "start");
        log.Append(start with { Event = start.Event with { Country = country } });
        return log.Append(TextLines.Joined("j", Host, TextLines.HostUser, ParticipantRole.Host));
    }

    private static SessionSignal Viewers(double second, int count)
    {
        var started = Event(second, SessionEventKind.TileChanged, $"v{second}", Host, NormalizedBox.WholeFrame);
        return started with { Event = started.Event with { ViewerCount = count } };
    }
}

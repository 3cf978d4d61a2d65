using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.GiftLines;
using static Moderation.Tests.Support.LiveLog;

namespace Moderation.Tests.Unit.Decisions;

/// <summary>Orders about whom the platform protects wait for two people; reports are raised as about anybody.</summary>
public sealed class ProtectionTests
{
    private const string Capped = """
        policy: money.test
        title: Many coins
        owner: tests
        subject: participant
        ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
        ladder:
          - rung: cap
            when: received.coins over 1h >= 100
            do: [throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 10 }]
        """;

    private static readonly string OverGifter = Capped.Replace("subject: participant", "subject: gifter", StringComparison.Ordinal).Replace("received.", "sent.", StringComparison.Ordinal);

    [Fact]
    public void An_order_about_a_protected_host_is_proposed_and_given_when_two_different_people_confirm_it()
    {
        var log = Running(Capped).Append(Protected(1)).Append(Gift(2, "g1", 1, 100));
        var report = Assert.Single(log.Reports);
        Assert.Equal((DecisionEffect.AwaitingConfirmation, 2, ActionKind.ThrottleGifts), (Assert.Single(log.Decisions).Effect, report.ConfirmationsNeeded, Assert.Single(report.Proposes).Kind));

        log.Append(Verdict(3, "v1", report.ReportId, VerdictKind.Confirmed, "r1")).Append(Verdict(4, "v2", report.ReportId, VerdictKind.Confirmed, "r1"));
        Assert.Empty(log.Actions);
        log.Append(Verdict(5, "v3", report.ReportId, VerdictKind.Confirmed, "r2"));

        Assert.Equal(ActionKind.ThrottleGifts, Assert.Single(log.Actions).Kind);
    }

    [Fact]
    public void Whose_standing_says_nothing_of_it_is_not_protected()
    {
        var log = Running(Capped).Append(GiftLines.Standing(1, TextLines.HostUser)).Append(Gift(2, "g1", 1, 100));

        Assert.Equal(DecisionEffect.Enforced, Assert.Single(log.Decisions).Effect);
    }

    [Fact]
    public void An_order_about_a_guest_waits_in_a_protected_hosts_live_only_when_it_touches_the_live()
    {
        Assert.Equal(DecisionEffect.Enforced, Assert.Single(Running(OverGifter).Append(Protected(1)).Append(Gift(2, "g1", 1, 100)).Decisions).Effect);

        var wide = OverGifter.Replace("throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 10 }", "slow_chat: { for: 5m }", StringComparison.Ordinal);
        Assert.Equal(DecisionEffect.AwaitingConfirmation, Assert.Single(Running(wide).Append(Protected(1)).Append(Gift(2, "g1", 1, 100)).Decisions).Effect);
    }

    [Fact]
    public void Who_is_protected_after_the_order_was_proposed_takes_two_people_and_an_order_that_runs_is_not_renewed()
    {
        var waiting = Running(Capped.Replace("    do:", "    confirm: human\n    do:", StringComparison.Ordinal)).Append(Gift(2, "g1", 1, 100)).Append(Protected(3));
        var report = Assert.Single(waiting.Reports).ReportId;
        Assert.Empty(waiting.Append(Verdict(4, "v1", report, VerdictKind.Confirmed, "r1")).Actions);
        Assert.Single(waiting.Append(Verdict(5, "v2", report, VerdictKind.Confirmed, "r2")).Actions);

        var running = Running(Capped).Append(Gift(2, "g1", 1, 100)).Append(Protected(3));
        Assert.Single(running.SeesEverySecond(850, 900, _ => [Face(40)]).Actions);
    }

    [Fact]
    public void Protection_survives_a_snapshot_and_a_standing_without_it_is_written_as_before()
    {
        var log = Running(Capped).Append(Protected(1)).Crashes().Append(Gift(2, "g1", 1, 100));
        Assert.Equal(DecisionEffect.AwaitingConfirmation, Assert.Single(log.Decisions).Effect);

        var (with, without) = (Protected(1).Standing, GiftLines.Standing(1, TextLines.HostUser).Standing);
        Assert.DoesNotContain("protected", JsonSerializer.Serialize(without, WireJson.Default.StandingRecord), StringComparison.Ordinal);
        Assert.Equal(with.Protected, JsonSerializer.Deserialize(JsonSerializer.Serialize(with, WireJson.Default.StandingRecord), WireJson.Default.StandingRecord)!.Protected);
    }

    private static StandingSignal Protected(double second) => GiftLines.Standing(second, TextLines.HostUser, standing => standing with { Protected = true });

    private static LiveLog Running(string sheet)
    {
        var log = new LiveLog(policies: TestPolicies.Live(sheet));
        var joins = Event(0, SessionEventKind.ParticipantJoined, "joins", Host, NormalizedBox.WholeFrame, ParticipantRole.Host);
        return log.Append(joins with { Event = joins.Event with { UserId = TextLines.HostUser } });
    }
}

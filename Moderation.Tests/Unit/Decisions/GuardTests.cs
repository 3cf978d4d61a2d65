using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Decisions.Policies;

namespace Moderation.Tests.Unit.Decisions;

public sealed class GuardTests
{
    private const string Throttle = """
        policy: money.test
        title: Many coins
        owner: tests
        subject: gifter
        ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
        ladder:
          - rung: throttle
            when: sent.coins over 1h >= 100
            do: [throttle_gifts: { for: 15m, max_coins_per_minute: 10 }]
        guard: { GUARD }
        """;

    private static readonly PolicyRecord PerMinute = Record("actions_per_minute: 2");
    private static readonly PolicyRecord PerHour = Record("lives_per_hour: 30%");

    [Fact]
    public void More_orders_in_a_minute_than_the_sheet_allows_make_the_next_ones_wait_for_people()
    {
        using var parts = new DeciderParts();
        parts.Give(DeciderParts.Marker(PerMinute));
        for (var live = 0; live < 4; live++)
            parts.Give(Gift(live, second: live));

        var guard = Assert.IsType<GuardSignal>(Assert.Single(Markers(parts)));
        Assert.Equal((GuardKind.ActionsPerMinute, "money.test", PerMinute.Versions[0].SheetHash), (guard.Guard, guard.Policy, guard.SheetHash));
        Assert.Equal(LiveLog.Start.AddSeconds(2).AddMinutes(15), guard.Until);

        parts.Give(guard).Give(Gift(9, second: 5));
        var last = parts.To(TopicNames.Decisions, WireJson.Default.DecisionRecord)[^1];
        Assert.Equal((DecisionEffect.AwaitingConfirmation, GuardKind.ActionsPerMinute), (last.Effect, last.Guard!.Value));
        Assert.Equal(4, parts.Worker.Publisher.To(TopicNames.Orders).Count);
    }

    [Fact]
    public void Orders_that_are_spread_over_minutes_pass_no_guard()
    {
        using var parts = new DeciderParts();
        parts.Give(DeciderParts.Marker(PerMinute));
        for (var live = 0; live < 6; live++)
            parts.Give(Gift(live, second: 31 * live));

        Assert.Equal(6, parts.Worker.Publisher.To(TopicNames.Orders).Count);
        Assert.Empty(Markers(parts));
    }

    [Fact]
    public void A_share_of_lives_trips_from_three_lives_on()
    {
        using var parts = new DeciderParts();
        parts.Give(DeciderParts.Marker(PerHour));
        parts.Give(Gift(0, second: 0)).Give(Gift(1, second: 1));
        Assert.Empty(Markers(parts));

        parts.Give(Gift(2, second: 2));

        Assert.Equal(GuardKind.LivesPerHour, Assert.IsType<GuardSignal>(Assert.Single(Markers(parts))).Guard);
    }

    [Fact]
    public void A_share_is_measured_against_the_lives_of_the_last_hour()
    {
        using var parts = new DeciderParts();
        parts.Give(DeciderParts.Marker(PerHour));
        for (var live = 100; live < 110; live++)
            parts.Give(Gift(live, second: 0, coins: 1));
        for (var live = 0; live < 3; live++)
            parts.Give(Gift(live, second: 1));

        Assert.Equal(3, parts.Worker.Publisher.To(TopicNames.Orders).Count);
        Assert.Empty(Markers(parts));
    }

    [Fact]
    public void A_decider_that_takes_over_counts_what_the_log_says_and_writes_the_marker_that_is_missing()
    {
        using var parts = new DeciderParts(committed: 5, logEnd: 5);
        parts.Give(DeciderParts.Marker(PerMinute));
        for (var live = 0; live < 4; live++)
            parts.Give(Gift(live, second: live));
        Assert.Empty(Markers(parts));

        parts.Intake.Tick();
        parts.Intake.Tick();

        Assert.IsType<GuardSignal>(Assert.Single(Markers(parts)));
    }

    [Fact]
    public void A_book_that_was_written_down_counts_the_same_and_no_entry_twice()
    {
        var book = new GuardBook();
        for (var n = 0; n < 50; n++)
        {
            Assert.True(book.See(LiveId.Parse($"live-{n}"), LiveLog.Start.AddSeconds(n), offset: n));
            if (n % 2 == 0)
                book.Count("v", LiveId.Parse($"live-{n}"), LiveLog.Start.AddSeconds(n));
        }

        var back = GuardBook.Load(book.Save());

        Assert.Equal((50, 25, 25), (back.LivesSeen(), back.LivesOrdered("v"), back.OrdersOfLastMinute("v")));
        Assert.False(back.See(LiveId.Parse("live-49"), LiveLog.Start.AddSeconds(49), offset: 49));
        Assert.True(back.See(LiveId.Parse("live-50"), LiveLog.Start.AddSeconds(100), offset: 50));
        Assert.Equal((51, 25, 4), (back.LivesSeen(), back.LivesOrdered("v"), back.OrdersOfLastMinute("v")));
        back.See(LiveId.Parse("live-51"), LiveLog.Start.AddHours(2), offset: 51);
        Assert.Equal((1, 0, 0), (back.LivesSeen(), back.LivesOrdered("v"), back.OrdersOfLastMinute("v")));
    }

    private static PolicyRecord Record(string guard) => TestPolicies.Record(Throttle.Replace("GUARD", guard, StringComparison.Ordinal));

    private static GiftSignal Gift(int live, int second, long coins = 100)
    {
        var gift = GiftLines.Gift(second, $"g-{live}", payer: 1, coins);
        var id = LiveId.Parse($"live-{live}");
        return gift with { LiveId = id, Gift = gift.Gift with { LiveId = id } };
    }

    private static List<SignalRecord> Markers(DeciderParts parts) =>
        [.. parts.To(TopicNames.Signals, WireJson.Default.SignalRecord).Where(signal => signal is GuardSignal)];
}

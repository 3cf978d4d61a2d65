using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using static Moderation.Tests.Support.GiftParts;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class GiftSettlerTests
{
    private static readonly GiftRules Rules = new() { Grace = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Gift_is_held_as_long_as_its_order_is_in_force()
    {
        var still = Assert.IsType<StillHeld>(Decide(10, [Order("act-1", DispatchState.Applied)]));

        Assert.Equal((Noon.AddSeconds(600), Noon.AddSeconds(600)), (still.Until, still.LookAgainAt));
    }

    [Fact]
    public void Gift_is_released_when_every_order_was_taken_back()
    {
        Assert.Equal((GiftSettlement.Released, "reversed"), Settled(Decide(10, [Ended("act-1", DispatchReason.Reversed), Ended("act-2", DispatchReason.Reversed)], "act-1", "act-2")));
        Assert.IsType<StillHeld>(Decide(10, [Ended("act-1", DispatchReason.Reversed), Order("act-2", DispatchState.Released)], "act-1", "act-2"));
    }

    [Theory]
    [InlineData(ExpiredHold.Refund, GiftSettlement.Refunded)]
    [InlineData(ExpiredHold.Release, GiftSettlement.Released)]
    public void Gift_whose_order_ran_out_goes_where_the_option_says(ExpiredHold option, GiftSettlement settlement)
    {
        var rules = Rules with { WhenExpired = option };

        Assert.Equal((settlement, "expired"), Settled(Decide(601, [Ended("act-1", DispatchReason.Expired)], rules: rules)));
        Assert.Equal((settlement, "expired"), Settled(Decide(601, [Ended("act-1", DispatchReason.Expired), Ended("act-2", DispatchReason.Reversed)], rules, "act-1", "act-2")));
    }

    [Fact]
    public void Gift_whose_order_people_confirmed_is_refunded_whatever_the_option_says()
    {
        var rules = Rules with { WhenExpired = ExpiredHold.Release };

        Assert.Equal((GiftSettlement.Refunded, "confirmed"), Settled(Decide(601, [Ended("act-1", DispatchReason.Expired) with { IsConfirmed = true }], rules: rules)));
        Assert.IsType<StillHeld>(Decide(10, [Order("act-1", DispatchState.Applied) with { IsConfirmed = true }], rules: rules));
    }

    [Theory]
    [InlineData(DispatchState.Ended, DispatchReason.LiftedByPlatform)]
    [InlineData(DispatchState.Refused, null)]
    [InlineData(DispatchState.Suppressed, DispatchReason.SwitchedOff)]
    public void Gift_whose_order_ended_otherwise_is_refunded_at_once(DispatchState state, DispatchReason? reason)
    {
        var rules = Rules with { WhenExpired = ExpiredHold.Release };

        Assert.Equal((GiftSettlement.Refunded, "ended_otherwise"), Settled(Decide(10, [Order("act-1", state) with { Reason = reason }], rules: rules)));
    }

    [Fact]
    public void Renewal_holds_the_gift_on_and_its_end_decides()
    {
        GiftOrder[] renewed = [Ended("act-1", DispatchReason.Renewed), Order("act-2", DispatchState.Released, 1200) with { Renews = ActionId.Parse("act-1") }];

        var still = Assert.IsType<StillHeld>(Decide(700, renewed));
        Assert.Equal(["act-1", "act-2"], still.Orders.Select(order => order.Value));
        Assert.Equal(Noon.AddSeconds(1200), still.Until);
        Assert.Equal((GiftSettlement.Released, "reversed"), Settled(Decide(700, [renewed[0], renewed[1] with { State = DispatchState.Ended, Reason = DispatchReason.Reversed }])));
        Assert.Equal((GiftSettlement.Refunded, "expired"), Settled(Decide(1201, [renewed[0], renewed[1] with { State = DispatchState.Ended, Reason = DispatchReason.Expired }])));
    }

    [Fact]
    public void Order_that_was_renewed_waits_for_word_of_its_renewal()
    {
        var still = Assert.IsType<StillHeld>(Decide(300, [Ended("act-1", DispatchReason.Renewed)]));

        Assert.Equal(Noon.AddSeconds(630), still.LookAgainAt);
        Assert.Equal((GiftSettlement.Refunded, "expired"), Settled(Decide(630, [Ended("act-1", DispatchReason.Renewed)])));
    }

    [Fact]
    public void Renewal_that_never_had_an_effect_does_not_count()
    {
        var renewal = Order("act-2", DispatchState.Held, 1200) with { Renews = ActionId.Parse("act-1") };

        Assert.Equal((GiftSettlement.Released, "reversed"), Settled(Decide(10, [Ended("act-1", DispatchReason.Reversed), renewal])));
        Assert.Equal((GiftSettlement.Refunded, "expired"), Settled(Decide(601, [Ended("act-1", DispatchReason.Expired), renewal])));
        Assert.Equal((GiftSettlement.Refunded, "expired"), Settled(Decide(601, [Ended("act-1", DispatchReason.Renewed), renewal])));
    }

    [Fact]
    public void Order_of_which_nothing_is_known_holds_until_its_end_and_the_grace_and_then_counts_as_run_out()
    {
        Assert.Equal(Noon.AddSeconds(630), Assert.IsType<StillHeld>(Decide(629, [])).LookAgainAt);
        Assert.Equal((GiftSettlement.Refunded, "expired"), Settled(Decide(630, [])));
        Assert.Equal((GiftSettlement.Refunded, "expired"), Settled(Decide(630, [Order("act-1", DispatchState.Applied)])));
        Assert.IsType<StillHeld>(Decide(629, [Order("act-1", DispatchState.Applied)]));
    }

    [Fact]
    public void Another_freeze_of_a_side_of_the_gift_takes_over_whoever_tells_of_it_first()
    {
        var reversed = Ended("act-1", DispatchReason.Reversed);
        var other = Order("act-9", DispatchState.Released, 900) with { Subject = SubjectRef.OfGifter(Payer) };

        Assert.Equal(["act-1", "act-9"], Assert.IsType<StillHeld>(Decide(10, [reversed, other])).Orders.Select(order => order.Value));
        var told = Assert.IsType<StillHeld>(
            GiftSettler.Decide(Held("act-1"), [reversed], [Restriction(ActionKind.FreezeGifts, SubjectRef.OfLive(), "act-8", 700)], Rules, Noon.AddSeconds(10)));
        Assert.Equal(["act-1", "act-8"], told.Orders.Select(order => order.Value));
        Assert.Equal(Noon.AddSeconds(700), told.Until);
    }

    [Fact]
    public void Order_that_is_over_is_over_though_the_restrictions_still_name_it()
    {
        var outcome = GiftSettler.Decide(Held("act-1"), [Ended("act-1", DispatchReason.Reversed)], [Restriction(ActionKind.FreezeGifts)], Rules, Noon.AddSeconds(10));

        Assert.Equal((GiftSettlement.Released, "reversed"), Settled(outcome));
    }

    [Fact]
    public void Cap_that_held_the_gift_holds_it_on_and_another_cap_does_not()
    {
        var cap = Order("act-1", DispatchState.Released) with { Kind = ActionKind.ThrottleGifts };

        Assert.IsType<StillHeld>(Decide(10, [cap]));
        Assert.Equal(
            (GiftSettlement.Released, "reversed"),
            Settled(Decide(10, [cap with { State = DispatchState.Ended, Reason = DispatchReason.Reversed }, cap with { ActionId = ActionId.Parse("act-2") }])));
    }

    private static HeldGift Held(params string[] orders) => new()
    {
        Gift = Gift("g-1"), HeldAt = Noon, Orders = [.. orders.Select(ActionId.Parse)], Until = Noon.AddSeconds(600),
    };

    private static HoldOutcome Decide(double second, GiftOrder[] orders, params string[] heldBy) => Decide(second, orders, Rules, heldBy);

    private static HoldOutcome Decide(double second, GiftOrder[] orders, GiftRules rules, params string[] heldBy) =>
        GiftSettler.Decide(Held(heldBy.Length == 0 ? ["act-1"] : heldBy), orders, [], rules, Noon.AddSeconds(second));

    private static GiftOrder Order(string id, DispatchState state, double seconds = 600) => new()
    {
        ActionId = ActionId.Parse(id), Kind = ActionKind.FreezeGifts, Subject = OfReceiver(), ExpiresAt = Noon.AddSeconds(seconds), State = state,
    };

    private static GiftOrder Ended(string id, DispatchReason reason) => Order(id, DispatchState.Ended) with { Reason = reason };

    private static (GiftSettlement Settlement, string Reason) Settled(HoldOutcome outcome)
    {
        var settled = Assert.IsType<SettledGift>(outcome);
        return (settled.Settlement, settled.Reason.Code);
    }
}

using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>Decides what becomes of held gifts.</summary>
/// <remarks>
/// A gift is held as long as an order that holds it, a renewal of one, or any freeze that concerns it is in force. Then: released where every order was taken back, because it should
/// never have been held; refunded where one was confirmed by people or ended otherwise; where one just ran out, as <see cref="GiftRules.WhenExpired"/> says. What became of an order may
/// be told late, so a gift waits for <see cref="GiftRules.Grace"/> after the end of its orders; one of which nothing is heard until then counts as run out.
/// </remarks>
public static class GiftSettler
{
    /// <summary>Decides about one held gift.</summary>
    /// <param name="held">The gift.</param>
    /// <param name="orders">What is known of the orders of its live that can hold gifts.</param>
    /// <param name="restrictions">What is in force in its live as enforcement told last; it may be ahead of the orders, or behind them.</param>
    /// <param name="rules">How to settle.</param>
    /// <param name="now">The time.</param>
    public static HoldOutcome Decide(HeldGift held, IReadOnlyList<GiftOrder> orders, IReadOnlyList<Restriction> restrictions, GiftRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(restrictions);
        ArgumentNullException.ThrowIfNull(rules);
        var hold = new HoldOrders(held, orders);
        var inForce = hold.InForce(restrictions, now);
        if (inForce.Count > 0)
        {
            var until = inForce.Max(order => order.Until);
            return new StillHeld([.. hold.All.Union(inForce.Select(order => order.ActionId))], until, until);
        }

        var silent = hold.All.Any(hold.IsSilent);
        return silent && now < hold.End + rules.Grace
            ? new StillHeld(hold.All, hold.End, hold.End + rules.Grace)
            : Settle(hold, silent, rules.WhenExpired);
    }

    private static SettledGift Settle(HoldOrders hold, bool isAnySilent, ExpiredHold whenExpired)
    {
        var ended = hold.Ended();
        if (!isAnySilent && ended.Count > 0 && ended.All(IsReversed))
            return Released("reversed", "Every order that held the gift was taken back.");
        if (hold.IsConfirmed)
            return Refunded("confirmed", "People confirmed an order that held the gift.");
        if (ended.Find(order => !IsReversed(order) && !IsExpired(order)) is { } other)
            return Refunded("ended_otherwise", $"An order that held the gift ended otherwise: {WireWord.From(other.State)}{(other.Reason is { } reason ? $", {WireWord.From(reason)}" : "")}.");
        return whenExpired == ExpiredHold.Refund
            ? Refunded("expired", "An order that held the gift ran out and was not taken back.")
            : Released("expired", "An order that held the gift ran out and nobody confirmed it.");
    }

    private static bool IsReversed(GiftOrder order) => order is { State: DispatchState.Ended, Reason: DispatchReason.Reversed };

    // Without a word of its end it is past its time.
    private static bool IsExpired(GiftOrder order) => !order.IsOver || order is { State: DispatchState.Ended, Reason: DispatchReason.Expired };

    private static SettledGift Released(string code, string text) => new(GiftSettlement.Released, new Reason(code, text));

    private static SettledGift Refunded(string code, string text) => new(GiftSettlement.Refunded, new Reason(code, text));
}

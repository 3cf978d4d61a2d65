using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Settles held gifts whose orders ended, each once.</summary>
internal sealed class GiftSettling(
    GiftSettlementStore store, RestrictionWatch watch, GiftRules rules, GiftMetrics metrics, TimeProvider time, ILogger<GiftSettling> log)
{
    private const int MostAtOnce = 200;

    // An order that ends in the very moment in which a gift is held by it does not see the gift, and the gift not its end; the second look sees it.
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(5);

    /// <summary>Settles until nothing is due.</summary>
    /// <returns>How many gifts were settled.</returns>
    public async Task<int> SettleDueAsync(CancellationToken token)
    {
        for (var settled = 0; ;)
        {
            var now = time.GetUtcNow();
            var outcomes = await store.DecideDueAsync((held, orders) => Decide(held, orders, now), now, MostAtOnce, token);
            foreach (var outcome in outcomes.OfType<SettledGift>())
            {
                metrics.Settled(outcome.Settlement, outcome.Reason.Code);
                settled++;
            }

            if (outcomes.Count == MostAtOnce)
                continue;
            if (settled > 0)
                log.GiftsSettled(settled);
            return settled;
        }
    }

    private HoldOutcome Decide(HeldGift held, IReadOnlyList<GiftOrder> orders, DateTimeOffset now)
    {
        var outcome = GiftSettler.Decide(held, orders, watch.LastRead?.Last(held.Gift.LiveId) ?? [], rules, now);
        var soon = now + SecondLook;
        return outcome is StillHeld still && still.LookAgainAt > soon && (now - held.HeldAt < SecondLook || still.Orders.Count > held.Orders.Count)
            ? still with { LookAgainAt = soon }
            : outcome;
    }
}

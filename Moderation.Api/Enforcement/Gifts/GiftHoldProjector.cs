using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Keeps every hold once: there is one for a gift at most, so a second arrival is the same hold. A new one is due to be looked at.</summary>
internal sealed class GiftHoldProjector() : Projector<GiftHoldRecord>(TopicNames.GiftHolds, WireJson.Default.GiftHoldRecord)
{
    // A hold can be read after its settlement where a lost database is refilled.
    private static readonly SqlStatement Insert = new(
        """
        insert into gift_hold (live_id, gift_id, payer_id, receiver_id, receiver_user_id, coins, held_at, until, orders, due_at)
        select n.live_id, n.gift_id, n.payer_id, n.receiver_id, n.receiver_user_id, n.coins, n.held_at, n.until, string_to_array(n.orders, ' '),
               case when s.gift_id is null then 'epoch'::timestamptz end
        from unnest(
            @liveId::text[], @giftId::text[], @payerId::text[], @receiverId::text[], @receiverUserId::text[], @coins::bigint[], @heldAt::timestamptz[],
            @until::timestamptz[], @orders::text[])
          as n (live_id, gift_id, payer_id, receiver_id, receiver_user_id, coins, held_at, until, orders)
        left join gift_settlement s on s.live_id = n.live_id and s.gift_id = n.gift_id
        order by n.live_id, n.gift_id
        on conflict (live_id, gift_id) do nothing
        """);

    protected override LiveId LiveOf(GiftHoldRecord record) => record.LiveId;

    protected override Task WriteRecordsAsync(IReadOnlyList<GiftHoldRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        transaction.ExecuteAsync(
            Insert,
            new
            {
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                giftId = records.Select(r => r.GiftId).ToArray(),
                payerId = records.Select(r => r.PayerId.Value).ToArray(),
                receiverId = records.Select(r => r.ReceiverId.Value).ToArray(),
                receiverUserId = records.Select(r => r.ReceiverUserId?.Value).ToArray(),
                coins = records.Select(r => r.Coins).ToArray(),
                heldAt = records.Select(r => r.HeldAt.ToUniversalTime()).ToArray(),
                until = records.Select(r => r.Until.ToUniversalTime()).ToArray(),
                // No id holds a space.
                orders = records.Select(r => string.Join(' ', r.Orders)).ToArray(),
            },
            token);
}

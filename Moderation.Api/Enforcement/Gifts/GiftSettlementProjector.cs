using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Reads back what was settled. It changes nothing but in a database that was lost: there it keeps a gift from being settled a second time.</summary>
internal sealed class GiftSettlementProjector() : Projector<GiftSettlementRecord>(TopicNames.GiftSettlements, WireJson.Default.GiftSettlementRecord)
{
    // The hold's row first, as whoever settles does, so that the two never wait for each other in a circle.
    private static readonly SqlStatement Close = new(
        """
        update gift_hold h
        set due_at = null
        from unnest(@liveId::text[], @giftId::text[]) as n (live_id, gift_id)
        where h.live_id = n.live_id and h.gift_id = n.gift_id and h.due_at is not null
        """);

    private static readonly SqlStatement Insert = new(
        """
        insert into gift_settlement (live_id, gift_id, settlement, coins, settled_at, reason_code, reason_text)
        select n.live_id, n.gift_id, n.settlement, n.coins, n.settled_at, n.reason_code, n.reason_text
        from unnest(
            @liveId::text[], @giftId::text[], @settlement::text[], @coins::bigint[], @settledAt::timestamptz[], @reasonCode::text[], @reasonText::text[])
          as n (live_id, gift_id, settlement, coins, settled_at, reason_code, reason_text)
        order by n.live_id, n.gift_id
        on conflict (live_id, gift_id) do nothing
        """);

    protected override LiveId LiveOf(GiftSettlementRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<GiftSettlementRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        var (liveId, giftId) = (records.Select(r => r.LiveId.Value).ToArray(), records.Select(r => r.GiftId).ToArray());
        await transaction.ExecuteAsync(Close, new { liveId, giftId }, token);
        await transaction.ExecuteAsync(
            Insert,
            new
            {
                liveId,
                giftId,
                settlement = records.Select(r => WireWord.From(r.Settlement)).ToArray(),
                coins = records.Select(r => r.Coins).ToArray(),
                settledAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                reasonCode = records.Select(r => r.Reason.Code).ToArray(),
                reasonText = records.Select(r => r.Reason.Text).ToArray(),
            },
            token);
    }
}

using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Which held gifts a list holds.</summary>
internal sealed record GiftHoldFilter(string? LiveId = null, string? PayerId = null, string? ReceiverId = null, bool? Open = null);

/// <summary>Reads held gifts, newest first.</summary>
internal sealed class GiftHoldStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<GiftHoldRow> SelectPage = new(
        """
        select h.live_id, h.gift_id, h.hold_number, h.payer_id, h.receiver_id, h.receiver_user_id, h.coins, h.held_at, h.until, h.orders,
               s.settlement, s.settled_at, s.reason_code, s.reason_text
        from gift_hold h
        left join gift_settlement s on s.live_id = h.live_id and s.gift_id = h.gift_id
        where (@giftId::text is null or h.gift_id = @giftId)
          and (@liveId::text is null or h.live_id = @liveId)
          and (@payerId::text is null or h.payer_id = @payerId)
          and (@receiverId::text is null or h.receiver_id = @receiverId or h.receiver_user_id = @receiverId)
          and (@open::boolean is null or (s.gift_id is null) = @open)
          and (@cursorAt::timestamptz is null or (h.held_at, h.hold_number) < (@cursorAt, @cursorNumber))
        order by h.held_at desc, h.hold_number desc
        limit @limit
        """);

    private static readonly SqlQuery<HoldingOrderRow> SelectOrders = new(
        "select action_id, state, reason, expires_at, ended_at from gift_order where action_id = any(@ids)");

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<GiftHoldRow>> PageAsync(GiftHoldFilter filter, Cursor? after, int limit, CancellationToken token) =>
        SelectAsync(null, filter, after, limit + 1, token);

    /// <summary>One held gift, or null.</summary>
    public async Task<GiftHoldRow?> FindAsync(string liveId, string giftId, CancellationToken token) =>
        (await SelectAsync(giftId, new GiftHoldFilter(liveId), null, 1, token)).SingleOrDefault();

    /// <summary>What is known of the orders that hold these gifts.</summary>
    public async Task<IReadOnlyDictionary<string, HoldingOrderRow>> OrdersAsync(IEnumerable<GiftHoldRow> rows, CancellationToken token)
    {
        var ids = rows.SelectMany(row => row.Orders).Distinct().ToArray();
        var orders = ids.Length == 0 ? [] : await source.QueryAsync(SelectOrders, new { ids }, token);
        return orders.ToDictionary(order => order.ActionId);
    }

    private Task<IReadOnlyList<GiftHoldRow>> SelectAsync(string? giftId, GiftHoldFilter filter, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(
            SelectPage,
            new
            {
                giftId, filter.LiveId, filter.PayerId, filter.ReceiverId, filter.Open, cursorAt = after?.At, cursorNumber = after is { } cursor ? cursor.Number ?? 0 : (long?)null, limit,
            },
            token);
}

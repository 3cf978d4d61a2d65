using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Held gifts that are due to be looked at, and what is decided about them. Several processes may work at once: each takes gifts that no other has.</summary>
internal sealed class GiftSettlementStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<DueHoldRow> LockDue = new(
        """
        select live_id, gift_id, payer_id, receiver_id, receiver_user_id, coins, held_at, until, orders
        from gift_hold
        where due_at <= @now
        order by due_at
        limit @limit
        for update skip locked
        """);

    private static readonly SqlQuery<GiftOrderRow> SelectOrders = new(
        """
        select o.action_id, o.live_id, o.kind, o.subject_kind, o.participant_id, o.subject_role, o.subject_user_id, o.subject_other_user_id, o.expires_at, o.renews,
               o.state, o.reason, coalesce(v.kind = 'confirmed', false) as is_confirmed
        from gift_order o
        left join lateral (
          select kind from verdict where report_id = o.report_id order by given_at desc, verdict_id desc limit 1) v on true
        where o.live_id = any(@lives)
        """);

    // The key of gift_settlement lets one through, whoever tries; only that one is told.
    private static readonly SqlStatement Settle = new(
        """
        with n as (
          select * from unnest(
            @liveId::text[], @giftId::text[], @settlement::text[], @coins::bigint[], @settledAt::timestamptz[], @reasonCode::text[], @reasonText::text[], @value::text[])
          as n (live_id, gift_id, settlement, coins, settled_at, reason_code, reason_text, value)),
        settled as (
          insert into gift_settlement (live_id, gift_id, settlement, coins, settled_at, reason_code, reason_text)
          select live_id, gift_id, settlement, coins, settled_at, reason_code, reason_text from n
          on conflict (live_id, gift_id) do nothing
          returning live_id, gift_id),
        told as (
          insert into outbox (topic, key, value, created_at)
          select @topic, n.live_id, n.value, n.settled_at
          from n join settled s on s.live_id = n.live_id and s.gift_id = n.gift_id
          order by n.live_id, n.gift_id)
        update gift_hold h
        set due_at = null
        from n
        where h.live_id = n.live_id and h.gift_id = n.gift_id
        """);

    private static readonly SqlStatement HoldOn = new(
        """
        update gift_hold h
        set due_at = n.due_at, until = n.until, orders = string_to_array(n.orders, ' ')
        from unnest(@liveId::text[], @giftId::text[], @dueAt::timestamptz[], @until::timestamptz[], @orders::text[]) as n (live_id, gift_id, due_at, until, orders)
        where h.live_id = n.live_id and h.gift_id = n.gift_id
        """);

    /// <summary>Decides about gifts that are due, as many as one transaction should hold.</summary>
    /// <param name="decide">Decides about one gift.</param>
    /// <param name="now">The time.</param>
    /// <param name="limit">Most gifts.</param>
    /// <param name="token">Ends the work; nothing is decided then.</param>
    /// <returns>What was decided about each.</returns>
    public async Task<IReadOnlyList<HoldOutcome>> DecideDueAsync(
        Func<HeldGift, IReadOnlyList<GiftOrder>, HoldOutcome> decide, DateTimeOffset now, int limit, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var due = await transaction.QueryAsync(LockDue, new { now, limit }, token);
        if (due.Count == 0)
            return [];
        var rows = await transaction.QueryAsync(SelectOrders, new { lives = due.Select(row => row.LiveId).Distinct().ToArray() }, token);
        var orders = rows.ToLookup(row => row.LiveId, row => row.ToOrder());
        var decided = due.Select(row => row.ToHeld()).Select(held => (Held: held, Outcome: decide(held, [.. orders[held.Gift.LiveId.Value]]))).ToList();
        await SettleAsync(transaction, [.. decided.Where(one => one.Outcome is SettledGift).Select(one => (one.Held, (SettledGift)one.Outcome))], now, token);
        await HoldOnAsync(transaction, [.. decided.Where(one => one.Outcome is StillHeld).Select(one => (one.Held, (StillHeld)one.Outcome))], token);
        await transaction.CommitAsync(token);
        return [.. decided.Select(one => one.Outcome)];
    }

    private static async Task SettleAsync(NpgsqlTransaction transaction, List<(HeldGift Held, SettledGift Outcome)> gifts, DateTimeOffset now, CancellationToken token)
    {
        if (gifts.Count == 0)
            return;
        var records = gifts.ConvertAll(gift => new GiftSettlementRecord
        {
            V = WireVersion.Current,
            LiveId = gift.Held.Gift.LiveId,
            GiftId = gift.Held.Gift.GiftId,
            Settlement = gift.Outcome.Settlement,
            Coins = gift.Held.Gift.Coins,
            At = now,
            Reason = gift.Outcome.Reason,
        });
        await transaction.ExecuteAsync(
            Settle,
            new
            {
                topic = TopicNames.GiftSettlements,
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                giftId = records.Select(r => r.GiftId).ToArray(),
                settlement = records.Select(r => WireWord.From(r.Settlement)).ToArray(),
                coins = records.Select(r => r.Coins).ToArray(),
                settledAt = records.Select(r => r.At).ToArray(),
                reasonCode = records.Select(r => r.Reason.Code).ToArray(),
                reasonText = records.Select(r => r.Reason.Text).ToArray(),
                value = records.Select(r => JsonSerializer.Serialize(r, WireJson.Default.GiftSettlementRecord)).ToArray(),
            },
            token);
    }

    private static async Task HoldOnAsync(NpgsqlTransaction transaction, List<(HeldGift Held, StillHeld Outcome)> gifts, CancellationToken token)
    {
        if (gifts.Count == 0)
            return;
        await transaction.ExecuteAsync(
            HoldOn,
            new
            {
                liveId = gifts.Select(g => g.Held.Gift.LiveId.Value).ToArray(),
                giftId = gifts.Select(g => g.Held.Gift.GiftId).ToArray(),
                dueAt = gifts.Select(g => g.Outcome.LookAgainAt.ToUniversalTime()).ToArray(),
                until = gifts.Select(g => g.Outcome.Until.ToUniversalTime()).ToArray(),
                orders = gifts.Select(g => string.Join(' ', g.Outcome.Orders)).ToArray(),
            },
            token);
    }
}

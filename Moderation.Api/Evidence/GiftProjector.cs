using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Standing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Evidence;

/// <summary>Keeps every event of a gift once, and notes that both sides' standing may have changed.</summary>
internal sealed class GiftProjector() : Projector<GiftRecord>(TopicNames.Gifts, WireJson.Default.GiftRecord)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into gift
          (live_id, gift_id, event, occurred_at, payer_id, receiver_id, receiver_user_id, payer_team_id, receiver_team_id, coins, amount_minor,
           currency, match_id, stored_instrument, third_party_instrument)
        select n.live_id, n.gift_id, n.event, n.occurred_at, n.payer_id, n.receiver_id, n.receiver_user_id, n.payer_team_id, n.receiver_team_id,
               n.coins, n.amount_minor, n.currency, n.match_id, n.stored_instrument, n.third_party_instrument
        from unnest(
            @liveId::text[], @giftId::text[], @event::text[], @occurredAt::timestamptz[], @payerId::text[], @receiverId::text[],
            @receiverUserId::text[], @payerTeamId::text[], @receiverTeamId::text[], @coins::bigint[], @amountMinor::bigint[], @currency::text[],
            @matchId::text[], @storedInstrument::boolean[], @thirdPartyInstrument::boolean[])
          as n (live_id, gift_id, event, occurred_at, payer_id, receiver_id, receiver_user_id, payer_team_id, receiver_team_id, coins,
                amount_minor, currency, match_id, stored_instrument, third_party_instrument)
        order by n.live_id, n.gift_id, n.event
        on conflict (live_id, gift_id, event) do nothing
        """);

    protected override LiveId LiveOf(GiftRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<GiftRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        await transaction.ExecuteAsync(
            Insert,
            new
            {
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                giftId = records.Select(r => r.GiftId).ToArray(),
                @event = records.Select(r => WireWord.From(r.Event)).ToArray(),
                occurredAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                payerId = records.Select(r => r.PayerId.Value).ToArray(),
                receiverId = records.Select(r => r.ReceiverId.Value).ToArray(),
                receiverUserId = records.Select(r => r.ReceiverUserId?.Value).ToArray(),
                payerTeamId = records.Select(r => r.PayerTeamId).ToArray(),
                receiverTeamId = records.Select(r => r.ReceiverTeamId).ToArray(),
                coins = records.Select(r => r.Coins).ToArray(),
                amountMinor = records.Select(r => r.AmountMinor).ToArray(),
                currency = records.Select(r => r.Currency).ToArray(),
                matchId = records.Select(r => r.MatchId).ToArray(),
                storedInstrument = records.Select(r => r.StoredInstrument).ToArray(),
                thirdPartyInstrument = records.Select(r => r.ThirdPartyInstrument).ToArray(),
            },
            token);
        await StandingMarks.OfUsersAsync(
            transaction, records.Select(r => r.PayerId).Concat(records.Select(r => r.ReceiverUserId).OfType<UserId>()), token);
    }
}

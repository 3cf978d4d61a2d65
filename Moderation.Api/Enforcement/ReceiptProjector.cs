using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement;

/// <summary>Keeps the platform's word on orders. A receipt has no id of its own: order, status and time together are it.</summary>
internal sealed class ReceiptProjector() : Projector<ActionReceiptRecord>(TopicNames.ActionReceipts, WireJson.Default.ActionReceiptRecord)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into action_receipt (action_id, status, occurred_at, live_id, detail)
        select n.action_id, n.status, n.occurred_at, n.live_id, n.detail
        from unnest(@actionId::text[], @status::text[], @occurredAt::timestamptz[], @liveId::text[], @detail::text[])
          as n (action_id, status, occurred_at, live_id, detail)
        order by n.action_id, n.status, n.occurred_at
        on conflict (action_id, status, occurred_at) do nothing
        """);

    protected override LiveId LiveOf(ActionReceiptRecord record) => record.LiveId;

    protected override Task WriteRecordsAsync(IReadOnlyList<ActionReceiptRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        transaction.ExecuteAsync(
            Insert,
            new
            {
                actionId = records.Select(r => r.ActionId.Value).ToArray(),
                status = records.Select(r => WireWord.From(r.Status)).ToArray(),
                occurredAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                detail = records.Select(r => r.Detail).ToArray(),
            },
            token);
}

using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Standing;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement;

/// <summary>Keeps what became of each order. Newest is by the record's own count, never by arrival, and the order itself may come later.</summary>
internal sealed class DispatchProjector() : KeyedProjector<DispatchRecord>(TopicNames.Dispatches, WireJson.Default.DispatchRecord, "the order's actionId")
{
    private static readonly SqlStatement Upsert = new(
        """
        insert into action_dispatch as d
          (action_id, live_id, kind, state, reason, received_at, released_at, applied_at, ended_at, attempts, is_overdue, detail, revision)
        select n.action_id, n.live_id, n.kind, n.state, n.reason, n.received_at, n.released_at, n.applied_at, n.ended_at, n.attempts, n.is_overdue, n.detail, n.revision
        from unnest(
            @actionId::text[], @liveId::text[], @kind::text[], @state::text[], @reason::text[], @receivedAt::timestamptz[], @releasedAt::timestamptz[],
            @appliedAt::timestamptz[], @endedAt::timestamptz[], @attempts::integer[], @isOverdue::boolean[], @detail::text[], @revision::bigint[])
          as n (action_id, live_id, kind, state, reason, received_at, released_at, applied_at, ended_at, attempts, is_overdue, detail, revision)
        order by n.action_id
        on conflict (action_id) do update
        set live_id = excluded.live_id, kind = excluded.kind, state = excluded.state, reason = excluded.reason, received_at = excluded.received_at,
            released_at = excluded.released_at, applied_at = excluded.applied_at, ended_at = excluded.ended_at, attempts = excluded.attempts,
            is_overdue = excluded.is_overdue, detail = excluded.detail, revision = excluded.revision
        where excluded.revision > d.revision
        """);

    /// <summary>The newest record of each order, since one statement may touch a row once.</summary>
    public static IReadOnlyList<DispatchRecord> Newest(IEnumerable<DispatchRecord> records) =>
        [.. records.GroupBy(record => record.Order.ActionId).Select(order => order.MaxBy(record => record.Revision)!)];

    protected override string KeyOf(DispatchRecord record) => record.Order.ActionId.Value;

    protected override async Task WriteRecordsAsync(IReadOnlyList<DispatchRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        var newest = Newest(records);
        await UpsertAsync(newest, transaction, token);
        await StandingMarks.OfOrdersAsync(transaction, newest.Select(record => record.Order.ActionId), token);
    }

    private static Task<int> UpsertAsync(IReadOnlyList<DispatchRecord> newest, NpgsqlTransaction transaction, CancellationToken token) =>
        transaction.ExecuteAsync(
            Upsert,
            new
            {
                actionId = newest.Select(r => r.Order.ActionId.Value).ToArray(),
                liveId = newest.Select(r => r.Order.LiveId.Value).ToArray(),
                kind = newest.Select(r => WireWord.From(r.Order.Kind)).ToArray(),
                state = newest.Select(r => WireWord.From(r.State)).ToArray(),
                reason = newest.Select(r => r.Reason is { } reason ? WireWord.From(reason) : null).ToArray(),
                receivedAt = newest.Select(r => r.ReceivedAt.ToUniversalTime()).ToArray(),
                releasedAt = newest.Select(r => r.ReleasedAt?.ToUniversalTime()).ToArray(),
                appliedAt = newest.Select(r => r.AppliedAt?.ToUniversalTime()).ToArray(),
                endedAt = newest.Select(r => r.EndedAt?.ToUniversalTime()).ToArray(),
                attempts = newest.Select(r => r.Attempts).ToArray(),
                isOverdue = newest.Select(r => r.IsOverdue).ToArray(),
                detail = newest.Select(r => r.Detail).ToArray(),
                revision = newest.Select(r => r.Revision).ToArray(),
            },
            token);
}

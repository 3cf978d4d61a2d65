using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.Enforcement;

/// <summary>Which orders a list holds; <see cref="At"/> is the time that being in force is judged at.</summary>
internal sealed record ActionFilter(DateTimeOffset At, string? LiveId = null, string? Kind = null, bool? Active = null);

/// <summary>Reads orders with their receipts, newest first.</summary>
internal sealed class ActionStore(NpgsqlDataSource source)
{
    // The condition on @active before the last one repeats part of "active" in a form that an index can serve.
    private static readonly SqlQuery<ActionRow> SelectPage = new(
        """
        select a.action_id, a.live_id, a.subject_kind, a.participant_id, a.subject_role, a.subject_user_id, a.subject_other_user_id, a.kind,
               a.ordered_at, a.expires_at, a.reverses,
               a.max_coins_per_minute, a.policy_name, a.policy_hash, a.rung, a.ground, a.reasons, a.evidence, a.report_id,
               a.decided_topic, a.decided_partition, a.decided_offset, a.decision_id, a.message_id, a.verdicts, f.active
        from action a
        cross join lateral (select
          a.reverses is null and a.ordered_at <= @at and a.expires_at > @at
          and not exists (select from action r where r.reverses = a.action_id and r.ordered_at <= @at)
          and not exists (select from action_receipt c
                          where c.action_id = a.action_id and c.status in ('lifted', 'refused') and c.occurred_at <= @at) as active) f
        where (@id::text is null or a.action_id = @id)
          and (@liveId::text is null or a.live_id = @liveId)
          and (@kind::text is null or a.kind = @kind)
          and (@cursorAt::timestamptz is null or (a.ordered_at, a.action_id) < (@cursorAt, @cursorId))
          and (@active::boolean is distinct from true or a.expires_at > @at)
          and (@active::boolean is null or f.active = @active)
        order by a.ordered_at desc, a.action_id desc
        limit @limit
        """);

    private static readonly SqlQuery<ReceiptRow> SelectReceipts = new(
        """
        select action_id, status, occurred_at, detail
        from action_receipt
        where action_id = any(@ids)
        order by occurred_at, status
        """);

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<ActionRow>> PageAsync(ActionFilter filter, Cursor? after, int limit, CancellationToken token) =>
        SelectAsync(null, filter, after, limit + 1, token);

    /// <summary>One order, or null.</summary>
    public async Task<ActionRow?> FindAsync(string id, DateTimeOffset at, CancellationToken token) =>
        (await SelectAsync(id, new ActionFilter(at), null, 1, token)).SingleOrDefault();

    /// <summary>What the platform said to each of these orders.</summary>
    public async Task<ILookup<string, ReceiptRow>> ReceiptsAsync(IEnumerable<ActionRow> rows, CancellationToken token)
    {
        var ids = rows.Select(row => row.ActionId).ToArray();
        var receipts = ids.Length == 0 ? [] : await source.QueryAsync(SelectReceipts, new { ids }, token);
        return receipts.ToLookup(receipt => receipt.ActionId);
    }

    private Task<IReadOnlyList<ActionRow>> SelectAsync(string? id, ActionFilter filter, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(
            SelectPage,
            new { id, filter.At, filter.LiveId, filter.Kind, filter.Active, cursorAt = after?.At, cursorId = after?.Id, limit },
            token);
}

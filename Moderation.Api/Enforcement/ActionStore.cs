using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.Enforcement;

/// <summary>Which orders a list holds.</summary>
/// <param name="Now">The time.</param>
/// <param name="AskedFor">The time that being in force is judged at; now where it is null.</param>
/// <param name="LiveId">Only of this live.</param>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Active">Only those in force, or only those that are not.</param>
/// <param name="State">Only those that are here on their way to the platform.</param>
/// <param name="Overdue">Only those that somebody was alerted about, or only the others.</param>
internal sealed record ActionFilter(
    DateTimeOffset Now, DateTimeOffset? AskedFor = null, string? LiveId = null, string? Kind = null, bool? Active = null, string? State = null, bool? Overdue = null)
{
    public DateTimeOffset At => AskedFor ?? Now;
}

/// <summary>Reads orders with what became of them and with their receipts, newest first.</summary>
internal sealed class ActionStore(NpgsqlDataSource source)
{
    // What became of an order is enforcement's word where there is one; while there is none, order, reversals and receipts are all that is known. Clocks of
    // others may run ahead: what was told to have happened has happened by now. Conditions on @active and @overdue that repeat part of others are there
    // in a form that an index can serve.
    private static readonly SqlQuery<ActionRow> SelectPage = new(
        """
        select a.action_id, a.live_id, a.subject_kind, a.participant_id, a.subject_role, a.subject_user_id, a.subject_other_user_id, a.kind,
               a.ordered_at, a.expires_at, a.reverses, a.renews,
               a.max_coins_per_minute, a.policy_name, a.policy_hash, a.rung, a.ground, a.reasons, a.evidence, a.report_id,
               a.decided_topic, a.decided_partition, a.decided_offset, a.decision_id, a.message_id, a.verdicts,
               d.state, d.reason as state_reason, d.received_at, d.released_at, d.applied_at, d.ended_at, d.attempts, d.is_overdue, d.detail as state_detail,
               p.actor as requested_by, f.active
        from action a
        left join action_dispatch d on d.action_id = a.action_id
        left join action_reversal p on p.reversal_id = a.action_id
        cross join lateral (select
          a.reverses is null and a.expires_at > @at and case when d.action_id is not null then
            d.released_at is not null and least(d.released_at, @now) <= @at
            and (d.state in ('released', 'applied') or least(d.ended_at, @now) > @at)
          else
            a.ordered_at <= @at
            and not exists (select from action r where r.reverses = a.action_id and r.ordered_at <= @at)
            and not exists (select from action_receipt c
                            where c.action_id = a.action_id and c.status in ('lifted', 'refused') and c.occurred_at <= @at)
          end as active) f
        where (@id::text is null or a.action_id = @id)
          and (@liveId::text is null or a.live_id = @liveId)
          and (@kind::text is null or a.kind = @kind)
          and (@state::text is null or d.state = @state)
          and (@overdue::boolean is distinct from true or d.is_overdue)
          and (@overdue::boolean is null or coalesce(d.is_overdue, false) = @overdue)
          and (@cursorAt::timestamptz is null or (a.ordered_at, a.action_id) < (@cursorAt, @cursorId))
          and (@active::boolean is distinct from true or a.expires_at > @at)
          and (@active::boolean is null or f.active = @active)
        order by a.ordered_at desc, a.action_id desc
        limit @limit
        """);

    private static readonly SqlQuery<RenewalRow> SelectNewestRenewal = new(
        """
        with recursive chain (action_id, step) as (
          select a.action_id, 1 from action a where a.renews = @id
          union all
          select a.action_id, c.step + 1 from action a join chain c on a.renews = c.action_id where c.step < 10000)
        select action_id from chain order by step desc limit 1
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
    public async Task<ActionRow?> FindAsync(string id, DateTimeOffset now, CancellationToken token) =>
        (await SelectAsync(id, new ActionFilter(now), null, 1, token)).SingleOrDefault();

    /// <summary>One order as a transaction sees it, over the transaction's own connection; or null.</summary>
    public static async Task<ActionRow?> FindAsync(NpgsqlTransaction transaction, string id, DateTimeOffset now, CancellationToken token) =>
        (await transaction.QueryAsync(SelectPage, Parameters(id, new ActionFilter(now), null, 1), token)).SingleOrDefault();

    /// <summary>The last of the orders that renew one another from this one on; null when none renews it.</summary>
    public async Task<string?> NewestRenewalAsync(string id, CancellationToken token) =>
        (await source.QueryAsync(SelectNewestRenewal, new { id }, token)).SingleOrDefault()?.ActionId;

    /// <summary>What the platform said to each of these orders.</summary>
    public async Task<ILookup<string, ReceiptRow>> ReceiptsAsync(IEnumerable<ActionRow> rows, CancellationToken token)
    {
        var ids = rows.Select(row => row.ActionId).ToArray();
        var receipts = ids.Length == 0 ? [] : await source.QueryAsync(SelectReceipts, new { ids }, token);
        return receipts.ToLookup(receipt => receipt.ActionId);
    }

    private Task<IReadOnlyList<ActionRow>> SelectAsync(string? id, ActionFilter filter, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(SelectPage, Parameters(id, filter, after, limit), token);

    private static object Parameters(string? id, ActionFilter filter, Cursor? after, int limit) => new
    {
        id, filter.Now, filter.At, filter.LiveId, filter.Kind, filter.Active, filter.State, filter.Overdue, cursorAt = after?.At, cursorId = after?.Id, limit,
    };
}

/// <summary>An order that renews another.</summary>
internal sealed record RenewalRow
{
    public string ActionId { get; init; } = "";
}

using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Keeps what became of the orders that can hold gifts, and has the gifts looked at whose orders ended or were renewed.</summary>
internal sealed class GiftOrderProjector() : KeyedProjector<DispatchRecord>(TopicNames.Dispatches, WireJson.Default.DispatchRecord, "the order's actionId")
{
    // An order comes as often as it changes; whoever reads late keeps the newest. Held gifts are marked in the same transaction, so that no crash forgets one.
    private static readonly SqlStatement Upsert = new(
        """
        with changed as (
          insert into gift_order as o
            (action_id, live_id, kind, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, expires_at, renews, report_id,
             state, reason, ended_at, revision)
          select n.action_id, n.live_id, n.kind, n.subject_kind, n.participant_id, n.subject_role, n.subject_user_id, n.subject_other_user_id, n.expires_at, n.renews,
                 n.report_id, n.state, n.reason, n.ended_at, n.revision
          from unnest(
              @actionId::text[], @liveId::text[], @kind::text[], @subjectKind::text[], @participantId::text[], @role::text[], @userId::text[], @otherUserId::text[],
              @expiresAt::timestamptz[], @renews::text[], @reportId::text[], @state::text[], @reason::text[], @endedAt::timestamptz[], @revision::bigint[])
            as n (action_id, live_id, kind, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, expires_at, renews, report_id,
                  state, reason, ended_at, revision)
          order by n.action_id
          on conflict (action_id) do update
          set state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at, revision = excluded.revision
          where o.revision < excluded.revision
          returning o.action_id, o.renews, o.state),
        news as (
          select action_id from changed where state in ('ended', 'refused', 'suppressed')
          union
          select renews from changed where renews is not null),
        due as (
          select live_id, gift_id from gift_hold
          where due_at is not null and orders && (select coalesce(array_agg(action_id), '{}') from news)
          order by live_id, gift_id
          for update)
        update gift_hold h
        set due_at = 'epoch'
        from due
        where h.live_id = due.live_id and h.gift_id = due.gift_id
        """);

    protected override string KeyOf(DispatchRecord record) => record.Order.ActionId.Value;

    protected override async Task WriteRecordsAsync(IReadOnlyList<DispatchRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        var newest = DispatchProjector.Newest(records.Where(record => record.Order is { Kind: ActionKind.FreezeGifts or ActionKind.ThrottleGifts, Reverses: null }));
        if (newest.Count > 0)
            await transaction.ExecuteAsync(Upsert, Columns(newest), token);
    }

    private static object Columns(IReadOnlyList<DispatchRecord> records) => new
    {
        actionId = records.Select(r => r.Order.ActionId.Value).ToArray(),
        liveId = records.Select(r => r.Order.LiveId.Value).ToArray(),
        kind = records.Select(r => WireWord.From(r.Order.Kind)).ToArray(),
        subjectKind = records.Select(r => WireWord.From(r.Order.Subject.Kind)).ToArray(),
        participantId = records.Select(r => r.Order.Subject.ParticipantId?.Value).ToArray(),
        role = records.Select(r => r.Order.Subject.Role is { } role ? WireWord.From(role) : null).ToArray(),
        userId = records.Select(r => r.Order.Subject.UserId?.Value).ToArray(),
        otherUserId = records.Select(r => r.Order.Subject.OtherUserId?.Value).ToArray(),
        expiresAt = records.Select(r => r.Order.ExpiresAt.ToUniversalTime()).ToArray(),
        renews = records.Select(r => r.Order.Renews?.Value).ToArray(),
        reportId = records.Select(r => r.Order.ReportId.Value).ToArray(),
        state = records.Select(r => WireWord.From(r.State)).ToArray(),
        reason = records.Select(r => r.Reason is { } reason ? WireWord.From(reason) : null).ToArray(),
        endedAt = records.Select(r => r.EndedAt?.ToUniversalTime()).ToArray(),
        revision = records.Select(r => r.Revision).ToArray(),
    };
}

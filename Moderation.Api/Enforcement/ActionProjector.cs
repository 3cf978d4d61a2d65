using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Standing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement;

/// <summary>Keeps every order once: its id is derived from what it says, so a second arrival is the same order.</summary>
internal sealed class ActionProjector() : Projector<ActionRecord>(TopicNames.Orders, WireJson.Default.ActionRecord)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into action
          (action_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, kind, ordered_at, expires_at, reverses, renews,
           max_coins_per_minute, policy_name, policy_hash, rung, ground, reasons, evidence, report_id,
           decided_topic, decided_partition, decided_offset, decision_id, message_id, verdicts, language)
        select n.action_id, n.live_id, n.subject_kind, n.participant_id, n.subject_role, n.subject_user_id, n.subject_other_user_id, n.kind, n.ordered_at, n.expires_at, n.reverses, n.renews,
               n.max_coins_per_minute, n.policy_name, n.policy_hash, n.rung, n.ground, n.reasons::jsonb, n.evidence::jsonb, n.report_id,
               n.decided_topic, n.decided_partition, n.decided_offset, n.decision_id, n.message_id, n.verdicts::jsonb, n.language
        from unnest(
            @actionId::text[], @liveId::text[], @subjectKind::text[], @participantId::text[], @role::text[], @userId::text[], @otherUserId::text[], @kind::text[],
            @orderedAt::timestamptz[], @expiresAt::timestamptz[], @reverses::text[], @renews::text[], @maxCoinsPerMinute::bigint[], @policyName::text[],
            @policyHash::text[], @rung::text[], @ground::text[], @reasons::text[], @evidence::text[], @reportId::text[],
            @decidedTopic::text[], @decidedPartition::integer[], @decidedOffset::bigint[], @decisionId::text[], @messageId::text[], @verdicts::text[], @language::text[])
          as n (action_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, kind, ordered_at, expires_at, reverses, renews,
                max_coins_per_minute, policy_name, policy_hash, rung, ground, reasons, evidence, report_id,
                decided_topic, decided_partition, decided_offset, decision_id, message_id, verdicts, language)
        order by n.action_id
        on conflict (action_id) do nothing
        """);

    protected override LiveId LiveOf(ActionRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<ActionRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        await InsertAsync(records, transaction, token);
        await StandingMarks.OfOrdersAsync(transaction, records.Select(record => record.Reverses ?? record.ActionId), token);
    }

    private static Task<int> InsertAsync(IReadOnlyList<ActionRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        transaction.ExecuteAsync(
            Insert,
            new
            {
                actionId = records.Select(r => r.ActionId.Value).ToArray(),
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                subjectKind = records.Select(r => WireWord.From(r.Subject.Kind)).ToArray(),
                participantId = records.Select(r => r.Subject.ParticipantId?.Value).ToArray(),
                role = records.Select(r => r.Subject.Role is { } role ? WireWord.From(role) : null).ToArray(),
                userId = records.Select(r => r.Subject.UserId?.Value).ToArray(),
                otherUserId = records.Select(r => r.Subject.OtherUserId?.Value).ToArray(),
                kind = records.Select(r => WireWord.From(r.Kind)).ToArray(),
                orderedAt = records.Select(r => r.OrderedAt.ToUniversalTime()).ToArray(),
                expiresAt = records.Select(r => r.ExpiresAt.ToUniversalTime()).ToArray(),
                reverses = records.Select(r => r.Reverses?.Value).ToArray(),
                renews = records.Select(r => r.Renews?.Value).ToArray(),
                maxCoinsPerMinute = records.Select(r => r.MaxCoinsPerMinute).ToArray(),
                policyName = records.Select(r => r.Policy.Name).ToArray(),
                policyHash = records.Select(r => r.Policy.Hash).ToArray(),
                rung = records.Select(r => r.Rung).ToArray(),
                ground = records.Select(r => r.Ground).ToArray(),
                reasons = records.Select(r => JsonSerializer.Serialize(r.Reasons, WireJson.Default.IReadOnlyListReason)).ToArray(),
                evidence = records.Select(r => JsonSerializer.Serialize(r.Evidence, WireJson.Default.EvidenceSummary)).ToArray(),
                reportId = records.Select(r => r.ReportId.Value).ToArray(),
                decidedTopic = records.Select(r => r.DecidedBy.Topic).ToArray(),
                decidedPartition = records.Select(r => r.DecidedBy.Partition).ToArray(),
                decidedOffset = records.Select(r => r.DecidedBy.Offset).ToArray(),
                decisionId = records.Select(r => r.DecisionId.Value).ToArray(),
                messageId = records.Select(r => r.MessageId).ToArray(),
                verdicts = records.Select(r => JsonSerializer.Serialize(r.Verdicts, WireJson.Default.IReadOnlyListString)).ToArray(),
                language = records.Select(r => r.Evidence.FindLanguage()).ToArray(),
            },
            token);
}

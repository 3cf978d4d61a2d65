using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Decisions;

/// <summary>Keeps every decision once: its id is derived from what it says, so a second arrival is the same decision.</summary>
internal sealed class DecisionProjector() : Projector<DecisionRecord>(TopicNames.Decisions, WireJson.Default.DecisionRecord)
{
    private static readonly SqlStatement Insert = new(
        """
        insert into decision
          (decision_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, policy_name, policy_hash,
           sheet_hash, stage, rung, variant, effect, guard, decided_at, episode_started_at, reasons, evidence, actions, report_id,
           decided_topic, decided_partition, decided_offset, language)
        select n.decision_id, n.live_id, n.subject_kind, n.participant_id, n.subject_role, n.subject_user_id, n.subject_other_user_id,
               n.policy_name, n.policy_hash, n.sheet_hash, n.stage, n.rung, n.variant, n.effect, n.guard, n.decided_at, n.episode_started_at,
               n.reasons::jsonb, n.evidence::jsonb, n.actions::jsonb, n.report_id, n.decided_topic, n.decided_partition, n.decided_offset, n.language
        from unnest(
            @decisionId::text[], @liveId::text[], @subjectKind::text[], @participantId::text[], @role::text[], @userId::text[], @otherUserId::text[],
            @policyName::text[], @policyHash::text[], @sheetHash::text[], @stage::text[], @rung::text[], @variant::text[], @effect::text[],
            @guard::text[], @decidedAt::timestamptz[], @episodeStartedAt::timestamptz[], @reasons::text[], @evidence::text[], @actions::text[],
            @reportId::text[], @decidedTopic::text[], @decidedPartition::integer[], @decidedOffset::bigint[], @language::text[])
          as n (decision_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, policy_name, policy_hash,
                sheet_hash, stage, rung, variant, effect, guard, decided_at, episode_started_at, reasons, evidence, actions, report_id,
                decided_topic, decided_partition, decided_offset, language)
        order by n.decision_id
        on conflict (decision_id) do nothing
        """);

    protected override LiveId LiveOf(DecisionRecord record) => record.LiveId;

    protected override Task WriteRecordsAsync(IReadOnlyList<DecisionRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        transaction.ExecuteAsync(
            Insert,
            new
            {
                decisionId = records.Select(r => r.DecisionId.Value).ToArray(),
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                subjectKind = records.Select(r => WireWord.From(r.Subject.Kind)).ToArray(),
                participantId = records.Select(r => r.Subject.ParticipantId?.Value).ToArray(),
                role = records.Select(r => r.Subject.Role is { } role ? WireWord.From(role) : null).ToArray(),
                userId = records.Select(r => r.Subject.UserId?.Value).ToArray(),
                otherUserId = records.Select(r => r.Subject.OtherUserId?.Value).ToArray(),
                policyName = records.Select(r => r.Policy.Name).ToArray(),
                policyHash = records.Select(r => r.Policy.Hash).ToArray(),
                sheetHash = records.Select(r => r.SheetHash).ToArray(),
                stage = records.Select(r => WireWord.From(r.Stage)).ToArray(),
                rung = records.Select(r => r.Rung).ToArray(),
                variant = records.Select(r => r.Variant).ToArray(),
                effect = records.Select(r => WireWord.From(r.Effect)).ToArray(),
                guard = records.Select(r => r.Guard is { } guard ? WireWord.From(guard) : null).ToArray(),
                decidedAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                episodeStartedAt = records.Select(r => r.EpisodeStartedAt.ToUniversalTime()).ToArray(),
                reasons = records.Select(r => JsonSerializer.Serialize(r.Reasons, WireJson.Default.IReadOnlyListReason)).ToArray(),
                evidence = records.Select(r => JsonSerializer.Serialize(r.Evidence, WireJson.Default.EvidenceSummary)).ToArray(),
                actions = records.Select(r => JsonSerializer.Serialize(r.Actions, WireJson.Default.IReadOnlyListProposedAction)).ToArray(),
                reportId = records.Select(r => r.ReportId?.Value).ToArray(),
                decidedTopic = records.Select(r => r.DecidedBy.Topic).ToArray(),
                decidedPartition = records.Select(r => r.DecidedBy.Partition).ToArray(),
                decidedOffset = records.Select(r => r.DecidedBy.Offset).ToArray(),
                language = records.Select(r => r.Evidence.FindLanguage()).ToArray(),
            },
            token);
}

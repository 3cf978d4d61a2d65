using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Reports;

/// <summary>Keeps every report once: its id is derived from what it says, so a second arrival is the same report.</summary>
internal sealed class ReportProjector(CaseIntake cases, TimeProvider time) : Projector<ReportRecord>(TopicNames.Reports, WireJson.Default.ReportRecord)
{
    private static readonly SqlQuery<NewReportRow> Insert = new(
        """
        insert into report
          (report_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, policy_name, policy_hash, rung, priority, raised_at,
           episode_started_at, reasons, evidence, decided_topic, decided_partition, decided_offset, decision_id, proposes, confirmations_needed, language)
        select n.report_id, n.live_id, n.subject_kind, n.participant_id, n.subject_role, n.subject_user_id, n.subject_other_user_id, n.policy_name, n.policy_hash, n.rung,
               n.priority, n.raised_at, n.episode_started_at, n.reasons::jsonb, n.evidence::jsonb,
               n.decided_topic, n.decided_partition, n.decided_offset, n.decision_id, n.proposes::jsonb, n.confirmations_needed, n.language
        from unnest(
            @reportId::text[], @liveId::text[], @subjectKind::text[], @participantId::text[], @role::text[], @userId::text[], @otherUserId::text[], @policyName::text[],
            @policyHash::text[], @rung::text[], @priority::text[], @raisedAt::timestamptz[], @episodeStartedAt::timestamptz[], @reasons::text[],
            @evidence::text[], @decidedTopic::text[], @decidedPartition::integer[], @decidedOffset::bigint[],
            @decisionId::text[], @proposes::text[], @confirmationsNeeded::integer[], @language::text[])
          as n (report_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, policy_name, policy_hash, rung, priority, raised_at,
                episode_started_at, reasons, evidence, decided_topic, decided_partition, decided_offset, decision_id, proposes, confirmations_needed, language)
        order by n.report_id
        on conflict (report_id) do nothing
        returning report_id
        """);

    protected override LiveId LiveOf(ReportRecord record) => record.LiveId;

    protected override async Task WriteRecordsAsync(IReadOnlyList<ReportRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        var added = await transaction.QueryAsync(
            Insert,
            new
            {
                reportId = records.Select(r => r.ReportId.Value).ToArray(),
                liveId = records.Select(r => r.LiveId.Value).ToArray(),
                subjectKind = records.Select(r => WireWord.From(r.Subject.Kind)).ToArray(),
                participantId = records.Select(r => r.Subject.ParticipantId?.Value).ToArray(),
                role = records.Select(r => r.Subject.Role is { } role ? WireWord.From(role) : null).ToArray(),
                userId = records.Select(r => r.Subject.UserId?.Value).ToArray(),
                otherUserId = records.Select(r => r.Subject.OtherUserId?.Value).ToArray(),
                policyName = records.Select(r => r.Policy.Name).ToArray(),
                policyHash = records.Select(r => r.Policy.Hash).ToArray(),
                rung = records.Select(r => r.Rung).ToArray(),
                priority = records.Select(r => WireWord.From(r.Priority)).ToArray(),
                raisedAt = records.Select(r => r.RaisedAt.ToUniversalTime()).ToArray(),
                episodeStartedAt = records.Select(r => r.EpisodeStartedAt.ToUniversalTime()).ToArray(),
                reasons = records.Select(r => JsonSerializer.Serialize(r.Reasons, WireJson.Default.IReadOnlyListReason)).ToArray(),
                evidence = records.Select(r => JsonSerializer.Serialize(r.Evidence, WireJson.Default.EvidenceSummary)).ToArray(),
                decidedTopic = records.Select(r => r.DecidedBy.Topic).ToArray(),
                decidedPartition = records.Select(r => r.DecidedBy.Partition).ToArray(),
                decidedOffset = records.Select(r => r.DecidedBy.Offset).ToArray(),
                decisionId = records.Select(r => r.DecisionId.Value).ToArray(),
                proposes = records.Select(r => JsonSerializer.Serialize(r.Proposes, WireJson.Default.IReadOnlyListProposedAction)).ToArray(),
                confirmationsNeeded = records.Select(r => r.ConfirmationsNeeded).ToArray(),
                language = records.Select(r => r.Evidence.FindLanguage()).ToArray(),
            },
            token);
        var news = added.Select(row => row.ReportId).ToHashSet();
        await cases.TakeAsync(transaction, [.. records.DistinctBy(record => record.ReportId).Where(record => news.Contains(record.ReportId.Value))], token);
        await ForeignVerdicts.ApplyAsync(transaction, news, time.GetUtcNow(), token);
        // A verdict can be here before its report.
        await StandingMarks.OfReportsAsync(transaction, records.Select(r => r.ReportId), token);
    }
}

/// <summary>A report that was not there before.</summary>
internal sealed record NewReportRow
{
    public string ReportId { get; init; } = "";
}

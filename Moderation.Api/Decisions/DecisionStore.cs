using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.Decisions;

/// <summary>Which decisions a list holds.</summary>
internal sealed record DecisionFilter(string? LiveId = null, string? Policy = null, string? Stage = null, string? Effect = null);

/// <summary>Reads decisions, newest first.</summary>
internal sealed class DecisionStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<DecisionRow> SelectPage = new(
        """
        select decision_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, policy_name, policy_hash,
               sheet_hash, stage, rung, variant, effect, guard, decided_at, episode_started_at, reasons, evidence, actions, report_id,
               decided_topic, decided_partition, decided_offset
        from decision
        where (@id::text is null or decision_id = @id)
          and (@liveId::text is null or live_id = @liveId)
          and (@policy::text is null or policy_name = @policy)
          and (@stage::text is null or stage = @stage)
          and (@effect::text is null or effect = @effect)
          and (@cursorAt::timestamptz is null or (decided_at, decision_id) < (@cursorAt, @cursorId))
        order by decided_at desc, decision_id desc
        limit @limit
        """);

    private static readonly SqlQuery<DecidingSheetRow> SelectSheet = new(
        """
        select version, sheet_yaml
        from policy_version
        where name = @name and sheet_hash = @sheetHash
        """);

    private static readonly SqlQuery<VerdictRow> SelectVerdicts = new(
        """
        select verdict_id, reviewer, given_at, kind, reason_code
        from verdict
        where report_id = @reportId
        order by given_at, verdict_id
        """);

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<DecisionRow>> PageAsync(DecisionFilter filter, Cursor? after, int limit, CancellationToken token) =>
        SelectAsync(null, filter, after, limit + 1, token);

    /// <summary>One decision with the sheet that decided and what reviewers made of its report, or null.</summary>
    public async Task<ExplainedDecision?> FindAsync(string id, CancellationToken token)
    {
        if ((await SelectAsync(id, new DecisionFilter(), null, 1, token)).SingleOrDefault() is not { } row)
            return null;
        var sheet = row.SheetHash is null
            ? null
            : (await source.QueryAsync(SelectSheet, new { name = row.PolicyName, sheetHash = row.SheetHash }, token)).SingleOrDefault();
        var verdicts = row.ReportId is null ? [] : await source.QueryAsync(SelectVerdicts, new { reportId = row.ReportId }, token);
        return new ExplainedDecision(row, sheet, verdicts);
    }

    private Task<IReadOnlyList<DecisionRow>> SelectAsync(string? id, DecisionFilter filter, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(
            SelectPage,
            new { id, filter.LiveId, filter.Policy, filter.Stage, filter.Effect, cursorAt = after?.At, cursorId = after?.Id, limit },
            token);
}

/// <summary>A decision with what explains it.</summary>
/// <param name="Row">The decision.</param>
/// <param name="Sheet">The version that decided; null when it is not stored here.</param>
/// <param name="Verdicts">The verdicts on its report, oldest first.</param>
internal sealed record ExplainedDecision(DecisionRow Row, DecidingSheetRow? Sheet, IReadOnlyList<VerdictRow> Verdicts);

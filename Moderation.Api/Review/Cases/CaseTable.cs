using System.Text.Json;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Review.Cases;

/// <summary>Reads and writes whole rows of <c>review_case</c>, inside the transaction of whatever changes them.</summary>
internal static class CaseTable
{
    public const string Columns =
        """
        case_id, kind, queue, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id, policy_name, flag_target, flag_target_id,
               parent_case_id, action_id, is_golden, expected_outcome, urgency, probability, viewers, is_running, flag_count, flag_weight, is_forced, opened_at, due_at,
               escalated_at, rank, report_count, decided_count, confirmations_needed, needs_senior, excluded, skipped, version, lease_reviewer, lease_since, lease_until,
               first_claimed_at, verdicts, outcome, closed_at, language
        """;

    // In the order of the ids, so that two who lock several never wait for each other.
    private static readonly SqlQuery<CaseRow> SelectLocked = new($"select {Columns} from review_case where case_id = any(@ids) order by case_id for update");

    private const string Rows =
        """
        jsonb_to_recordset(@rows::jsonb) as n (
          case_id text, kind text, queue text, live_id text, subject_kind text, participant_id text, subject_role text, subject_user_id text, subject_other_user_id text,
          policy_name text, flag_target text, flag_target_id text, parent_case_id text, action_id text, is_golden boolean, expected_outcome text, urgency text,
          probability double precision, viewers bigint, is_running boolean, flag_count integer, flag_weight double precision, is_forced boolean, opened_at timestamptz,
          due_at timestamptz, escalated_at timestamptz, rank double precision, report_count integer, decided_count integer, confirmations_needed integer,
          needs_senior boolean, excluded text[], skipped text[], version bigint, lease_reviewer text, lease_since timestamptz, lease_until timestamptz,
          first_claimed_at timestamptz, verdicts jsonb, outcome text, closed_at timestamptz, language text)
        """;

    private static readonly SqlStatement Insert = new(
        $"""
        insert into review_case ({Columns})
        select {Columns}
        from {Rows}
        order by case_id
        on conflict (case_id) do nothing
        """);

    // What a case is about never changes; what is known and done of it does.
    private static readonly SqlStatement Update = new(
        $"""
        update review_case c
        set urgency = n.urgency, probability = n.probability, viewers = n.viewers, is_running = n.is_running, flag_count = n.flag_count, flag_weight = n.flag_weight,
            is_forced = n.is_forced, opened_at = n.opened_at, due_at = n.due_at, escalated_at = n.escalated_at, rank = n.rank, report_count = n.report_count, decided_count = n.decided_count,
            confirmations_needed = n.confirmations_needed, needs_senior = n.needs_senior, excluded = n.excluded, skipped = n.skipped, version = n.version,
            lease_reviewer = n.lease_reviewer, lease_since = n.lease_since, lease_until = n.lease_until, first_claimed_at = n.first_claimed_at, verdicts = n.verdicts,
            outcome = n.outcome, closed_at = n.closed_at, language = n.language
        from {Rows}
        where c.case_id = n.case_id
        """);

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Rows by their ids, locked until the transaction ends.</summary>
    public static async Task<Dictionary<string, CaseRow>> LockAsync(NpgsqlTransaction transaction, IEnumerable<string> ids, CancellationToken token) =>
        (await transaction.QueryAsync(SelectLocked, new { ids = ids.Distinct().ToArray() }, token)).ToDictionary(row => row.CaseId);

    /// <summary>Writes rows that are new; one that is there stays as it is.</summary>
    public static Task InsertAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseRow> rows, CancellationToken token) => WriteAsync(transaction, Insert, rows, token);

    /// <summary>Writes rows that are there, and locked.</summary>
    public static Task UpdateAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseRow> rows, CancellationToken token) => WriteAsync(transaction, Update, rows, token);

    private static Task WriteAsync(NpgsqlTransaction transaction, SqlStatement statement, IReadOnlyCollection<CaseRow> rows, CancellationToken token) =>
        rows.Count == 0 ? Task.CompletedTask : transaction.ExecuteAsync(statement, new { rows = JsonSerializer.Serialize(rows, Snake) }, token);
}

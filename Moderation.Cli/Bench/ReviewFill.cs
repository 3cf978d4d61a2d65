using System.Globalization;
using Npgsql;

namespace Moderation.Cli.Bench;

/// <summary>Fills a database with reports and open cases as years of work would, in the database itself: what is measured is how they are read, not how they came. So what years would have done in passing is done before: tables are vacuumed, and what was written is on the disk.</summary>
internal static class ReviewFill
{
    private const string Reports =
        """
        insert into report
          (report_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, policy_name, policy_hash, rung, priority, raised_at, episode_started_at, reasons, evidence,
           decided_topic, decided_partition, decided_offset, decision_id, proposes, confirmations_needed)
        select 'rep-' || n, 'live-' || n / 3, 'participant', 'p' || n % 4, 'host', 'user-' || n % 50000, (array['minors.host', 'toxicity.raid', 'money.rings', 'solicitation.begging'])[1 + n % 4],
               'hash', 'report', (array['normal', 'high', 'urgent'])[1 + n % 3], now() - n * interval '3 seconds', now() - n * interval '3 seconds',
               '[{"code": "belief", "text": "The belief is 0.91."}]', '{"kind": "facts", "models": [], "facts": []}', 'moderation.signals', n % 12, n, 'dec-' || n, '[]', 0
        from generate_series(1, @reports) n
        """;

    // The first reports' cases, opened over the last day: some overdue, a few forced, most in their turn.
    private const string Cases =
        """
        insert into review_case
          (case_id, kind, queue, live_id, subject_kind, participant_id, subject_role, subject_user_id, policy_name, is_golden, urgency, is_running, flag_count, flag_weight, is_forced,
           opened_at, due_at, rank, report_count, decided_count, confirmations_needed, needs_senior, excluded, skipped, version, verdicts)
        select 'case-' || n, 'report', (array['child-safety', 'toxicity', 'money', 'toxicity'])[1 + n % 4], 'live-' || n / 3, 'participant', 'p' || n % 4, 'host', 'user-' || n % 50000,
               (array['minors.host', 'toxicity.raid', 'money.rings', 'solicitation.begging'])[1 + n % 4], false, 'normal', n % 5 > 0, n % 7, (n % 7) * 0.1, n % 5000 = 0,
               now() - (n::bigint * 7919 % 86400) * interval '1 second', now() - (n::bigint * 7919 % 86400 - 80000) * interval '1 second', (n::bigint * 104729 % 1000003) / 1000.0, 1, 0, 1, false, '{}', '{}', 0, '[]'
        from generate_series(1, @cases) n
        """;

    private const string Members = "insert into review_case_report (case_id, number, report_id) select 'case-' || n, 1, 'rep-' || n from generate_series(1, @cases) n";

    // Nobody is told of years of work at once.
    private const string Quiet = "alter table report disable trigger report_is_announced; alter table review_case disable trigger review_case_is_announced";
    private const string Loud = "alter table report enable trigger report_is_announced; alter table review_case enable trigger review_case_is_announced";

    public static async Task RunAsync(NpgsqlDataSource database, ReviewLoad load, IProgress<string> progress, CancellationToken stop)
    {
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"bench: writing {load.Reports} reports and {load.Cases} open cases"));
        foreach (var statement in new[] { Quiet, Reports, Cases, Members, Loud, "vacuum analyze report, review_case, review_case_report", "checkpoint" })
        {
            await using var command = database.CreateCommand(statement);
            command.CommandTimeout = 0;
            if (statement.Contains("@reports", StringComparison.Ordinal))
                command.Parameters.AddWithValue("reports", load.Reports);
            if (statement.Contains("@cases", StringComparison.Ordinal))
                command.Parameters.AddWithValue("cases", load.Cases);
            await command.ExecuteNonQueryAsync(stop);
        }
    }
}

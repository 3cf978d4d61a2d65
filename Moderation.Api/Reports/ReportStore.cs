using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.Reports;

/// <summary>Which reports a list holds.</summary>
internal sealed record ReportFilter(string? LiveId = null, string? Policy = null, DateTimeOffset? Since = null);

/// <summary>Reads reports, newest first.</summary>
internal sealed class ReportStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<ReportRow> SelectPage = new(
        """
        select report_id, live_id, participant_id, subject_role, subject_user_id, policy_name, policy_hash, rung, raised_at,
               episode_started_at, reasons, evidence, decided_topic, decided_partition, decided_offset
        from report
        where (@liveId::text is null or live_id = @liveId)
          and (@policy::text is null or policy_name = @policy)
          and (@since::timestamptz is null or raised_at >= @since)
          and (@cursorAt::timestamptz is null or (raised_at, report_id) < (@cursorAt, @cursorId))
        order by raised_at desc, report_id desc
        limit @limit
        """);

    private static readonly SqlQuery<ReportRow> SelectOne = new(
        """
        select report_id, live_id, participant_id, subject_role, subject_user_id, policy_name, policy_hash, rung, raised_at,
               episode_started_at, reasons, evidence, decided_topic, decided_partition, decided_offset
        from report
        where report_id = @id
        """);

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<ReportRow>> PageAsync(ReportFilter filter, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(
            SelectPage,
            new { filter.LiveId, filter.Policy, filter.Since, cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1 },
            token);

    /// <summary>One report, or null.</summary>
    public async Task<ReportRow?> FindAsync(string id, CancellationToken token) =>
        (await source.QueryAsync(SelectOne, new { id }, token)).SingleOrDefault();
}

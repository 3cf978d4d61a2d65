using Moderation.Api.Database;
using Moderation.Api.Http;
using Npgsql;

namespace Moderation.Api.Reports;

/// <summary>Which reports a list holds.</summary>
internal sealed record ReportFilter(
    string? LiveId = null, string? Policy = null, DateTimeOffset? Since = null, string? SubjectKind = null, string? UserId = null, string? Priority = null);

/// <summary>Reads reports, newest first.</summary>
internal sealed class ReportStore(NpgsqlDataSource source)
{
    private const string Columns =
        """
        report_id, live_id, subject_kind, participant_id, subject_role, subject_user_id, subject_other_user_id,
               policy_name, policy_hash, rung, priority, raised_at,
               episode_started_at, reasons, evidence, decided_topic, decided_partition, decided_offset,
               decision_id, proposes, confirmations_needed
        """;

    private static readonly SqlQuery<ReportRow> SelectPage = new(
        $"""
        select {Columns}
        from report
        where (@liveId::text is null or live_id = @liveId)
          and (@policy::text is null or policy_name = @policy)
          and (@subjectKind::text is null or subject_kind = @subjectKind)
          and (@userId::text is null or subject_user_id = @userId or subject_other_user_id = @userId)
          and (@priority::text is null or priority = @priority)
          and (@since::timestamptz is null or raised_at >= @since)
          and (@cursorAt::timestamptz is null or (raised_at, report_id) < (@cursorAt, @cursorId))
        order by raised_at desc, report_id desc
        limit @limit
        """);

    private static readonly SqlQuery<ReportRow> SelectThese = new(
        $"""
        select {Columns}
        from report
        where report_id = any(@ids)
        """);

    /// <summary>A page, and one row more when another page follows.</summary>
    public Task<IReadOnlyList<ReportRow>> PageAsync(ReportFilter filter, Cursor? after, int limit, CancellationToken token) =>
        source.QueryAsync(
            SelectPage,
            new
            {
                filter.LiveId, filter.Policy, filter.Since, filter.SubjectKind, filter.UserId, filter.Priority,
                cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1,
            },
            token);

    /// <summary>One report, or null.</summary>
    public async Task<ReportRow?> FindAsync(string id, CancellationToken token) => (await FindAsync([id], token)).SingleOrDefault();

    /// <summary>Those of the reports that there are, in the order in which they are asked for.</summary>
    public async Task<IReadOnlyList<ReportRow>> FindAsync(IReadOnlyList<string> ids, CancellationToken token)
    {
        var found = (await source.QueryAsync(SelectThese, new { ids = ids.ToArray() }, token)).ToDictionary(row => row.ReportId);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }
}

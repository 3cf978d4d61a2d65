using Moderation.Api.Database;
using Moderation.Api.Review.Cases;
using Moderation.Core.Review;
using Npgsql;

namespace Moderation.Api.Review.Verdicts;

/// <summary>Closes cases whose reports were judged elsewhere: by a platform's own reviewers, or here before the database was lost. In the transaction that stores the verdicts.</summary>
internal static class ForeignVerdicts
{
    // A case is judged when each of its reports that are not decided is, by as many people as must confirm it.
    private static readonly SqlQuery<JudgedCaseRow> SelectJudged = new(
        """
        select c.case_id,
               bool_or(o.overturned) as overturned,
               bool_and(o.overturned or o.confirmers >= c.confirmations_needed) as judged
        from review_case c
        join review_case_report m on m.case_id = c.case_id and m.number > c.decided_count
        cross join lateral (
          select coalesce(bool_or(v.kind = 'overturned'), false) as overturned,
                 count(distinct coalesce(v.reviewer, '')) filter (where v.kind = 'confirmed') as confirmers
          from verdict v where v.report_id = m.report_id) o
        where c.kind = 'report' and c.outcome is null
          and c.case_id in (select case_id from review_case_report where report_id = any(@reports))
        group by c.case_id
        """);

    public static async Task ApplyAsync(NpgsqlTransaction transaction, IEnumerable<string> reports, DateTimeOffset now, CancellationToken token)
    {
        var judged = (await transaction.QueryAsync(SelectJudged, new { reports = reports.Distinct().ToArray() }, token)).Where(row => row.Judged || row.Overturned).ToList();
        if (judged.Count == 0)
            return;
        var rows = await CaseTable.LockAsync(transaction, judged.Select(row => row.CaseId), token);
        var outcomes = judged.ToDictionary(row => row.CaseId, row => row.Overturned ? CaseOutcome.Overturned : CaseOutcome.Upheld);
        // Decided here meanwhile is decided.
        await CaseTable.UpdateAsync(
            transaction,
            [.. rows.Values.Where(row => row.Outcome is null).Select(row => row.With(CaseDesk.Settle(row.ToCase(), outcomes[row.CaseId]), now))],
            token);
    }
}

/// <summary>A case whose reports were judged.</summary>
internal sealed record JudgedCaseRow
{
    public string CaseId { get; init; } = "";

    public bool Overturned { get; init; }

    public bool Judged { get; init; }
}

using Moderation.Api.Access;
using Moderation.Api.Database;
using Moderation.Api.Review.Audit;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Quality;

/// <summary>Puts cases whose right answer is known among the second looks. Nothing follows from what reviewers say of them.</summary>
internal sealed class GoldenCases(NpgsqlDataSource source, ReviewerCare care, SecondLooks looks, AuditLog audit)
{
    /// <summary>Most reviewers that one request asks.</summary>
    public const int MaxCopies = 50;

    private static readonly SqlQuery<GoldenCountRow> CountGolden = new(
        """
        select (select count(*) from review_case c where c.parent_case_id = @id and c.is_golden) as count,
               array(select distinct v.reviewer from review_verdict v where v.case_id = @id order by 1) as reviewers
        """);

    /// <summary>Opens so many cases, each for one reviewer who did not decide the first.</summary>
    /// <returns>Their ids; empty where the case is still open; null where there is none that the caller may see.</returns>
    public async Task<IReadOnlyList<CaseId>?> OpenAsync(Caller caller, string id, CaseOutcome expected, int copies, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var row = (await CaseTable.LockAsync(transaction, [id], token)).GetValueOrDefault(id);
        if (row is null || row.Kind != WireWord.From(CaseKind.Report) || !care.MayTake(caller, row.Queue))
            return null;
        if (row.Outcome is null)
            return [];
        var known = (await transaction.QueryAsync(CountGolden, new { id }, token)).Single();
        var opened = Enumerable.Range(1, copies)
            .Select(copy => looks.Open(row, CaseKind.SecondReview, CaseIds.OfGolden(CaseId.Parse(id), known.Count + copy), expected, known.Reviewers, id) with { IsGolden = true })
            .ToList();
        await CaseTable.InsertAsync(transaction, opened, token);
        await audit.AppendAsync(transaction, new AuditEvent("case.golden", caller.Name, id, new { expected = WireWord.From(expected), copies }), token);
        await transaction.CommitAsync(token);
        return [.. opened.Select(golden => CaseId.Parse(golden.CaseId))];
    }
}

/// <summary>The golden cases made of a case, and who decided it.</summary>
internal sealed record GoldenCountRow
{
    public long Count { get; init; }

    public string[] Reviewers { get; init; } = [];
}

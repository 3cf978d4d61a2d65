using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Subjects;

namespace Moderation.Api.Review.Cases;

/// <summary>Reads a case as somebody may see it.</summary>
internal sealed class CaseReader(CaseStore store, ReviewerCare care, TimeProvider time)
{
    /// <summary>A page of cases, newest first, or, by priority, the beginning of the queue, after which none follows.</summary>
    public async Task<Page<CaseResponse>> ListAsync(CaseFilter filter, bool isByPriority, Cursor? after, int limit, CancellationToken token)
    {
        var rows = isByPriority ? await store.NextAsync(filter.Queues, limit, token) : await store.PageAsync(filter, after, limit, token);
        var now = time.GetUtcNow();
        return Page.From(rows, limit, row => row.Cursor, row => CaseResponse.Of(row, now));
    }

    /// <summary>The case; null where there is none that the caller may see.</summary>
    public async Task<ReadCase?> ReadAsync(Caller caller, string id, CancellationToken token)
    {
        if (!TextId.IsValid(id) || await store.FindAsync(id, token) is not { } row || !care.MayTake(caller, row.Queue))
            return null;
        var parts = await store.PartsAsync(row, token);
        // Whoever has yet to look must not know what others said; those who decided it, and whoever reads it once it is closed, may.
        var mayKnow = parts.Verdicts.Any(verdict => verdict.Reviewer == caller.Pseudonym)
            || (row.Outcome is not null && !await store.IsLookedAtAgainByAsync(id, caller.Pseudonym, token));
        var detail = new CaseDetailResponse
        {
            Case = CaseResponse.Of(row, time.GetUtcNow()),
            Reports = parts.Reports,
            Flags = [.. parts.Flags.Select(flag => flag.ToFlag())],
            Verdicts = mayKnow ? [.. parts.Verdicts.Select(verdict => verdict.ToResponse())] : [],
            Protection = parts.Protection?.ToResponse(),
            Statement = parts.Statement,
            Backtest = parts.Backtest is { } origin ? new CaseBacktest(origin.BacktestId, origin.SheetHash, origin.Rungs, origin.ReachedAt) : null,
            About = mayKnow && row.ParentCaseId is { } about ? CaseId.Parse(about) : null,
        };
        return new ReadCase(row, detail, mayKnow);
    }
}

/// <summary>A case as somebody may see it.</summary>
/// <param name="Row">Its row, which is not for every eye.</param>
/// <param name="Detail">What may be shown.</param>
/// <param name="MayKnow">Whether the reader may know what others said of it.</param>
internal sealed record ReadCase(CaseRow Row, CaseDetailResponse Detail, bool MayKnow)
{
    /// <summary>Whether what became of an earlier case must stay unknown to the reader.</summary>
    public bool IsBlind => Row.ParentCaseId is not null && !MayKnow;
}

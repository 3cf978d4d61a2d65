using Moderation.Api.Access;
using Moderation.Api.Review.Cases;
using Moderation.Api.Standing;
using Moderation.Core.Access;

namespace Moderation.Api.Web.Review;

/// <summary>Reads other cases about the same account, its standing, and how cases of the same policy ended.</summary>
internal sealed class SubjectPastReader(CaseStore cases, ReviewerCare care, StandingStore standings, StrikeReader strikes, TimeProvider time)
{
    private const int MostCases = 10;

    public async Task<SubjectPast> ReadAsync(Caller caller, ReadCase read, CancellationToken token)
    {
        var (queues, user) = (care.Readable(caller), read.Detail.Case.Subject.UserId);
        var earlier = user is { } of ? await cases.PageAsync(new CaseFilter(queues, UserId: of.Value), null, MostCases + 1, token) : [];
        var similar = read.Row.PolicyName is { } policy ? await cases.PageAsync(new CaseFilter(queues, Open: false, Policy: policy), null, MostCases + 1, token) : [];
        var standing = user is { } account && caller.Holds(Permission.ReadStanding) ? await standings.FindAsync(account, token) : null;
        return new SubjectPast(
            standing is null ? null : StandingResponse.Of(standing, await strikes.ReadAsync(standing.UserId, time.GetUtcNow(), token), time.GetUtcNow()),
            Others(earlier, read),
            Others(similar.Where(row => row.SubjectUserId is null || row.SubjectUserId != user?.Value), read));
    }

    // Whoever looks again must not find how the first look ended, nor how others looked at the same.
    private List<CaseResponse> Others(IEnumerable<CaseRow> rows, ReadCase read) =>
    [
        .. rows.Where(row => row.CaseId != read.Row.CaseId && !(read.IsBlind && (row.CaseId == read.Row.ParentCaseId || row.ParentCaseId == read.Row.ParentCaseId)))
            .Take(MostCases).Select(row => CaseResponse.Of(row, time.GetUtcNow())),
    ];
}

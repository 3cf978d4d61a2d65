using Moderation.Api.Access;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Api.Review.Cases;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.Review;

/// <summary>Reads what went before a case: in its live, about its subject, and where others were like it.</summary>
internal sealed class CasePastReader(LiveStore lives, DecisionStore decisions, ActionStore actions, CaseGifts gifts, SubjectPastReader subjects, TimeProvider time)
{
    private const int MostDecisions = 200;
    private const int MostOrders = 50;

    public async Task<LivePast> LiveAsync(ReadCase read, CancellationToken token)
    {
        var (row, subject) = (read.Row, read.Detail.Case.Subject);
        var decided = row.PolicyName is null ? [] : await decisions.PageAsync(new DecisionFilter(row.LiveId, row.PolicyName), null, MostDecisions, token);
        // What was taken back would tell what somebody thought of the earlier case.
        var ordered = read.IsBlind ? [] : await actions.PageAsync(new ActionFilter(time.GetUtcNow(), LiveId: row.LiveId), null, MostOrders, token);
        var receipts = await actions.ReceiptsAsync(ordered, token);
        return new LivePast(
            (await lives.FindAsync(row.LiveId, token))?.ToResponse(),
            await lives.SessionEventsAsync(read.Detail.Case.LiveId, token),
            [.. decided.Take(MostDecisions).Select(one => one.ToResponse()).Where(one => one.Subject.ToString() == subject.ToString()).Reverse()],
            [.. ordered.Take(MostOrders).Select(one => one.ToResponse(receipts[one.ActionId])).Where(one => subject.Kind == SubjectKind.Live || one.Subject.ToString() == subject.ToString()).Reverse()],
            await gifts.ReadAsync(read, token));
    }

    public Task<SubjectPast> SubjectAsync(Caller caller, ReadCase read, CancellationToken token) => subjects.ReadAsync(caller, read, token);
}

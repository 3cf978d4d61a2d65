using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Enforcement;
using Moderation.Api.Http;
using Moderation.Api.Reports;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence;

internal static class LiveEndpoints
{
    // Enough for one look at a live; its links lead to the rest.
    private const int NewestCount = 20;

    public static void MapLives(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/lives").Requires(Permission.ReadLives).WithTags("Evidence");
        group.MapGet("", ListAsync)
            .WithName("ListLives")
            .WithSummary("Lives with what is believed about their participants, newest first by when they opened.")
            .WithQuery(QueryParameter.Status, QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{id}", GetAsync)
            .WithName("GetLive")
            .WithSummary("One live with its newest reports and orders.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{id}/session-events", SessionEventsAsync)
            .WithName("GetSessionEvents")
            .WithSummary("What the platform told of the course of a live: who came on screen and left, where they were, matches, overlays, filters.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<LiveResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, LiveStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var status = query.Word(QueryParameter.Status, QueryParameter.Statuses) ?? WireWord.From(LiveStatus.Live);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(status == QueryParameter.AllStatuses ? null : status, cursor, limit, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static async Task<Results<Ok<LiveDetailResponse>, ProblemHttpResult>> GetAsync(
        string id, LiveStore lives, ReportStore reports, ActionStore actions, TimeProvider time, CancellationToken token)
    {
        if (!TextId.IsValid(id) || await lives.FindAsync(id, token) is not { } live)
            return Problems.NotFound("live", id);
        var reportRows = await reports.PageAsync(new ReportFilter(LiveId: id), null, NewestCount, token);
        var actionRows = await actions.PageAsync(new ActionFilter(time.GetUtcNow(), LiveId: id), null, NewestCount, token);
        var receipts = await actions.ReceiptsAsync(actionRows, token);
        return TypedResults.Ok(new LiveDetailResponse
        {
            Live = live.ToResponse(),
            Reports = [.. reportRows.Take(NewestCount).Select(row => row.ToResponse())],
            Actions = [.. actionRows.Take(NewestCount).Select(row => row.ToResponse(receipts[row.ActionId]))],
        });
    }

    private static async Task<Results<Ok<SessionEventsResponse>, ProblemHttpResult>> SessionEventsAsync(
        string id, LiveStore lives, CancellationToken token)
    {
        if (!TextId.IsValid(id))
            return Problems.NotFound("live", id);
        var told = await lives.SessionEventsAsync(LiveId.Parse(id), token);
        // Events come before anything is believed of a live.
        return told.Events.Count > 0 || await lives.FindAsync(id, token) is not null ? TypedResults.Ok(told) : Problems.NotFound("live", id);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Review.Cases;

/// <summary>Reading cases and queues.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/cases").Requires(Permission.ReadCases).WithTags("Review");
        group.MapGet("", ListAsync)
            .WithName("ListCases")
            .WithSummary("Cases of the queues that the caller may see, newest first; with order=priority the open ones as they come up, on one page.")
            .WithQuery(
                QueryParameter.Queue, QueryParameter.OpenCases, QueryParameter.LiveId, QueryParameter.UserId, QueryParameter.Policy, QueryParameter.Mine, QueryParameter.Order,
                QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{id}", GetAsync).WithName("GetCase").WithSummary("One case with all that belongs to it.").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{id}/gifts", GiftsAsync)
            .WithName("GetCaseGifts")
            .WithSummary("What was sent in a case's live by minute: by everybody, or by whom the case is about where that is somebody who sends gifts.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapGet("/v1/queues", QueuesAsync)
            .Requires(Permission.ReadCases)
            .WithTags("Review")
            .WithName("ListQueues")
            .WithSummary("The queues that the caller may see, with what stands in them and how the caller's shift stands.");
        endpoints.MapClaims();
    }

    private static async Task<Results<Ok<Page<CaseResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, Caller caller, CaseReader cases, ReviewerCare care, CancellationToken token)
    {
        var query = new QueryReader(context);
        var readable = care.Readable(caller);
        var (queue, isByPriority) = (query.Word(QueryParameter.Queue, readable), query.Word(QueryParameter.Order, QueryParameter.CaseOrders) == QueryParameter.ByPriority);
        var filter = new CaseFilter(
            queue is null ? readable : [queue], query.Flag(QueryParameter.OpenCases), query.Id(QueryParameter.LiveId), query.Id(QueryParameter.UserId),
            query.Text(QueryParameter.Policy), query.Flag(QueryParameter.Mine) == true ? caller.Pseudonym : null);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (isByPriority && (filter is not { LiveId: null, UserId: null, Policy: null, Holder: null, Open: not false } || cursor is not null))
            return Problems.InvalidRequest("order=priority goes with 'queue' and 'limit' only: it is the beginning of the queue.");
        return TypedResults.Ok(await cases.ListAsync(filter, isByPriority, cursor, limit, token));
    }

    private static async Task<Results<Ok<CaseDetailResponse>, ProblemHttpResult>> GetAsync(string id, Caller caller, CaseReader cases, CancellationToken token) =>
        await cases.ReadAsync(caller, id, token) is { } read ? TypedResults.Ok(read.Detail) : Problems.NotFound("case", id);

    private static async Task<Results<Ok<CaseGiftsResponse>, ProblemHttpResult>> GiftsAsync(
        string id, Caller caller, CaseReader cases, CaseGifts gifts, CancellationToken token) =>
        await cases.ReadAsync(caller, id, token) is { } read ? TypedResults.Ok(await gifts.ReadAsync(read, token)) : Problems.NotFound("case", id);

    private static async Task<Ok<IReadOnlyList<QueueResponse>>> QueuesAsync(Caller caller, QueueReader queues, CancellationToken token) =>
        TypedResults.Ok(await queues.ReadAsync(caller, token));
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/actions").Requires(Permission.ReadOrders).WithTags("Enforcement");
        group.MapGet("", ListAsync)
            .WithName("ListActions")
            .WithSummary("Orders to the platform with what became of them and with its receipts, newest first.")
            .WithQuery(
                QueryParameter.LiveId, QueryParameter.Kind, QueryParameter.State, QueryParameter.Overdue, QueryParameter.Active, QueryParameter.At,
                QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{id}", GetAsync)
            .WithName("GetAction")
            .WithSummary("One order with what became of it and with its receipts.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<ActionResponse>>, ProblemHttpResult>> ListAsync(
        HttpContext context, ActionStore store, TimeProvider time, CancellationToken token)
    {
        var query = new QueryReader(context);
        var filter = new ActionFilter(
            time.GetUtcNow(),
            query.Time(QueryParameter.At),
            query.Id(QueryParameter.LiveId),
            query.Word<ActionKind>(QueryParameter.Kind) is { } kind ? WireWord.From(kind) : null,
            query.Flag(QueryParameter.Active),
            query.Word<DispatchState>(QueryParameter.State) is { } state ? WireWord.From(state) : null,
            query.Flag(QueryParameter.Overdue));
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(filter, cursor, limit, token);
        var receipts = await store.ReceiptsAsync(rows, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse(receipts[row.ActionId])));
    }

    private static async Task<Results<Ok<ActionResponse>, ProblemHttpResult>> GetAsync(
        string id, ActionStore store, TimeProvider time, CancellationToken token)
    {
        if (!TextId.IsValid(id) || await store.FindAsync(id, time.GetUtcNow(), token) is not { } row)
            return Problems.NotFound("action", id);
        var receipts = await store.ReceiptsAsync([row], token);
        return TypedResults.Ok(row.ToResponse(receipts[row.ActionId]));
    }
}

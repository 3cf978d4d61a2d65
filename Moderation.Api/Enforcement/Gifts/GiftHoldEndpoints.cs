using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.Enforcement.Gifts;

internal static class GiftHoldEndpoints
{
    public static void MapGiftHolds(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/gifts/holds").Requires(Permission.ReadOrders).WithTags("Enforcement");
        group.MapGet("", ListAsync)
            .WithName("ListGiftHolds")
            .WithSummary("Gifts that were held, with their orders and what became of them, newest first.")
            .WithQuery(
                QueryParameter.LiveId, QueryParameter.PayerId, QueryParameter.ReceiverId, QueryParameter.Open, QueryParameter.Limit, QueryParameter.Cursor);
        group.MapGet("{liveId}/{giftId}", GetAsync)
            .WithName("GetGiftHold")
            .WithSummary("One gift that was held.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<GiftHoldResponse>>, ProblemHttpResult>> ListAsync(HttpContext context, GiftHoldStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var filter = new GiftHoldFilter(
            query.Id(QueryParameter.LiveId), query.Id(QueryParameter.PayerId), query.Id(QueryParameter.ReceiverId), query.Flag(QueryParameter.Open));
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var rows = await store.PageAsync(filter, cursor, limit, token);
        var orders = await store.OrdersAsync(rows, token);
        return TypedResults.Ok(Page.From(rows, limit, row => row.Cursor, row => row.ToResponse(orders)));
    }

    private static async Task<Results<Ok<GiftHoldResponse>, ProblemHttpResult>> GetAsync(
        string liveId, string giftId, GiftHoldStore store, CancellationToken token)
    {
        if (!TextId.IsValid(liveId) || !TextId.IsValid(giftId) || await store.FindAsync(liveId, giftId, token) is not { } row)
            return Problems.NotFound("held gift", $"{liveId}/{giftId}");
        return TypedResults.Ok(row.ToResponse(await store.OrdersAsync([row], token)));
    }
}

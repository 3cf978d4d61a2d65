using Moderation.Api.Access;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;

namespace Moderation.Api.Web.Review;

internal static class QueuePages
{
    public static void MapQueuePages(this IEndpointRouteBuilder console) => console
        .MapGet("/queues", async (Caller caller, QueueReader queues, CancellationToken token) => ConsolePage.Of<QueuesPage>(new Dictionary<string, object?>
        {
            [nameof(QueuesPage.Queues)] = await queues.ReadAsync(caller, token),
        }))
        .Requires(Permission.ReadCases);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Core.Access;

namespace Moderation.Api.Enforcement.Gifts;

internal static class GiftEndpoints
{
    public static void MapGifts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/gifts:authorize", AuthorizeAsync)
            .Requires(Permission.AuthorizeGifts)
            .DisableRateLimiting()
            .WithTags("Enforcement")
            .WithName("AuthorizeGift")
            .WithSummary("Whether a gift may be made: allow, hold or deny, from memory. The same gift asked again gets the same answer.")
            .Accepts<GiftAuthorizationRequest>(GiftBody.MediaType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        endpoints.MapPost("/v1/streams:authorize", AuthorizeStreamAsync)
            .Requires(Permission.AuthorizeStreams)
            .DisableRateLimiting()
            .WithTags("Enforcement")
            .WithName("AuthorizeStream")
            .WithSummary("Whether a live may be sent to the ingest server; made for nginx-rtmp's on_publish. 403 while an order pauses the live or has ended it.")
            .Accepts<StreamAuthorizationRequest>(StreamBody.FormType, GiftBody.MediaType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        endpoints.MapGiftHolds();
    }

    private static async Task<Results<Ok<GiftAuthorizationResponse>, ProblemHttpResult>> AuthorizeAsync(
        HttpRequest request, GiftAuthorizer authorizer, TimeProvider time, CancellationToken token)
    {
        var (gift, problem) = await GiftBody.ReadAsync(request, token);
        return gift is null ? problem! : TypedResults.Ok(GiftAuthorizationResponse.Of(await authorizer.AskAsync(gift), time.GetUtcNow()));
    }

    private static async Task<Results<Ok<StreamAuthorizationResponse>, ProblemHttpResult>> AuthorizeStreamAsync(
        HttpRequest request, StreamAuthorizer authorizer, CancellationToken token)
    {
        var (live, problem) = await StreamBody.ReadAsync(request, token);
        if (live is null)
            return problem!;
        var answer = authorizer.Ask(live.Value);
        return answer.MayPublish ? TypedResults.Ok(new StreamAuthorizationResponse(answer.Reason)) : StreamAuthorizer.Refusal(answer);
    }
}

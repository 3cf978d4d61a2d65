using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;

namespace Moderation.Api.Publication.Events;

internal static class EventStreamEndpoints
{
    private const string EventStream = "text/event-stream";
    private const string LastEventId = "Last-Event-ID";
    private const string RetryAfterSeconds = "5";

    public static void MapEventStream(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/events", ReadAsync)
        .Requires(Permission.SignedIn)
        .WithTags("Events")
        .WithName("ReadEvents")
        .WithSummary("What changes in queues, cases, reports, orders and policies, told as it happens (Server-Sent Events): kinds and ids, of what the caller may read. Last-Event-ID goes on from there.")
        .Produces<ChangeEvent>(StatusCodes.Status200OK, EventStream)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithQuery(QueryParameter.Queue, QueryParameter.Case, QueryParameter.Live);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> ReadAsync(
        HttpContext context, Caller caller, EventLog events, EventReaders readers, ReviewerCare care, IHostApplicationLifetime life)
    {
        var query = new QueryReader(context);
        var filter = new EventFilter(caller, care, query.Word(QueryParameter.Queue, care.Readable(caller)), query.Id(QueryParameter.Case), query.Id(QueryParameter.Live));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (!events.IsOpen)
            return Away(context);
        using var stay = readers.Enter(caller.Id);
        if (stay is null)
            return TooMany(context);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.ContentType = EventStream;
            // Said to proxies that gather answers before they pass them on.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await context.RequestServices.GetRequiredService<EventWriter>().WriteAsync(context.Response.BodyWriter, filter, context.Request.Headers[LastEventId].FirstOrDefault(), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader left, or the service stops.
        }

        return TypedResults.Empty;
    }

    private static ProblemHttpResult Away(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problems.Refused(
            ProblemTypes.DatabaseUnavailable, "The database does not answer.", "What changes is heard of from the database; ask again.", StatusCodes.Status503ServiceUnavailable);
    }

    private static ProblemHttpResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problems.Refused(
            ProblemTypes.TooManyRequests, "As many read events as may.", "Close a connection that is not needed, or use one for several filters.", StatusCodes.Status429TooManyRequests);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Access;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder access) => access.MapGet("/events", ListAsync)
        .Requires(Permission.ReadAudit)
        .WithName("ListAccessEvents")
        .WithSummary("What was done to accounts and keys, and who was let in or not, newest first.")
        .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);

    private static async Task<Results<Ok<Page<AccessEventResponse>>, ProblemHttpResult>> ListAsync(HttpContext context, AccessEvents events, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var after = cursor is { Number: { } id } place ? (place.At, id) : ((DateTimeOffset, long)?)null;
        var rows = await events.PageAsync(after, limit, token);
        return TypedResults.Ok(Page.From(rows, limit, row => Cursor.Of(row.HappenedAt, row.EventId), AccessEventResponse.Of));
    }
}

/// <summary>Something that happened to an account or a key.</summary>
public sealed record AccessEventResponse
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null where nobody was known.</summary>
    public required string? Actor { get; init; }

    /// <summary>What.</summary>
    public required string Kind { get; init; }

    /// <summary>The account's name, or the key's id.</summary>
    public required string Target { get; init; }

    /// <summary>More, without secrets.</summary>
    public required string? Detail { get; init; }

    internal static AccessEventResponse Of(AccessEventRow row) => new() { At = row.HappenedAt, Actor = row.Actor, Kind = row.Kind, Target = row.Target, Detail = row.Detail };
}

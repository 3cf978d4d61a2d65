using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.Enforcement.Reversals;

internal static class ReversalEndpoints
{
    public static void MapReversals(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/actions/{id}:reverse", ReverseAsync)
        .Requires(Permission.ReverseActions)
        .WithTags("Enforcement")
        .WithName("ReverseAction")
        .WithSummary("Takes an order back because a person says so. Asked twice it is one reversal. No switch and no breaker stops it.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Accepted<ReversalResponse>, ProblemHttpResult>> ReverseAsync(
        HttpRequest request, string id, ReversalRequest body, ReversalDesk desk, CancellationToken token)
    {
        if (RequestActor.Read(request, body.Actor, body.Note, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (string.IsNullOrWhiteSpace(body.Note))
            return Problems.InvalidRequest("Say why: the field 'note'.");
        if (!TextId.IsValid(id) || await desk.ReverseAsync(id, actor, body.Note.Trim(), token) is not { } outcome)
            return Problems.NotFound("action", id);
        if (outcome.Refusal is { } refusal)
            return Problems.Refused(ProblemTypes.NothingToReverse, "There is nothing to take back.", refusal, StatusCodes.Status409Conflict);
        var links = new ReversalLinks($"/v1/actions/{outcome.Reversal}", $"/v1/actions/{id}");
        return TypedResults.Accepted(links.Self, new ReversalResponse(outcome.Reversal, ActionId.Parse(id), links));
    }
}

/// <summary>Says who takes an order back, and why.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReversalRequest
{
    /// <summary>Why; it becomes the reversal's reason, which the platform reads.</summary>
    public required string Note { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

/// <summary>An order that takes another back.</summary>
/// <param name="ActionId">Its id.</param>
/// <param name="Reverses">The order that it takes back.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record ReversalResponse(ActionId ActionId, ActionId Reverses, ReversalLinks Links);

/// <summary>Where to go from a reversal. Its own page is there some moments later.</summary>
public sealed record ReversalLinks(string Self, string Reversed);

using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Standing.Protection;

internal static class ProtectionEndpoints
{
    private const int MaxReasonLength = 500;

    public static void MapProtection(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/protected-subjects").WithTags("Standing");
        group.MapGet("", ListAsync)
            .Requires(Permission.ReadProtected)
            .WithName("ListProtectedSubjects")
            .WithSummary("Whom the platform protects and why, newest first. An order about them waits for two people, one of them a senior; reports about them are as about anybody.")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        group.MapPut("{userId}", PutAsync)
            .Requires(Permission.Protect)
            .WithName("PutProtectedSubject")
            .WithSummary("Protects an account, or says anew why and until when. It is written to the audit log.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapDelete("{userId}", DeleteAsync)
            .Requires(Permission.Protect)
            .WithName("DeleteProtectedSubject")
            .WithSummary("Protects an account no more. It is written to the audit log.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<ProtectionResponse>>, ProblemHttpResult>> ListAsync(HttpContext context, ProtectionStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (cursor, limit) = (query.Cursor(), query.Limit());
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        return TypedResults.Ok(Page.From(await store.PageAsync(cursor, limit, token), limit, row => row.Cursor, row => row.ToResponse()));
    }

    private static async Task<Results<Ok<ProtectionResponse>, ProblemHttpResult>> PutAsync(
        HttpRequest request, string userId, ProtectionRequest body, ProtectionStore store, TimeProvider time, CancellationToken token)
    {
        if (!TextId.IsValid(userId))
            return Problems.InvalidRequest("The user's id is no id.");
        if (RequestActor.Read(request, body.Actor, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        var now = time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReasonLength || body.Reason.Any(char.IsControl))
            return Problems.InvalidRequest($"'reason' has 1 to {MaxReasonLength} characters without control characters.");
        if (body.Until <= now)
            return Problems.InvalidRequest("'until' is over already.");
        var row = new ProtectionRow
        {
            UserId = userId, Kind = WireWord.From(body.Kind), Reason = body.Reason, AddedBy = actor, AddedAt = now, UntilAt = body.Until?.ToUniversalTime(),
        };
        await store.PutAsync(row, token);
        return TypedResults.Ok(row.ToResponse());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(HttpRequest request, string userId, ProtectionStore store, CancellationToken token)
    {
        if (RequestActor.Read(request, null, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        return TextId.IsValid(userId) && await store.DeleteAsync(UserId.Parse(userId), actor, token) ? TypedResults.NoContent() : Problems.NotFound("protected subject", userId);
    }
}

/// <summary>Why an account is protected.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProtectionRequest
{
    /// <summary>Why, in a word.</summary>
    public required ProtectionKind Kind { get; init; }

    /// <summary>Why, for whoever reviews.</summary>
    public required string Reason { get; init; }

    /// <summary>Until when; without end where it is left out.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

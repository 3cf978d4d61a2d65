using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Subjects;

namespace Moderation.Api.Review.Appeals;

internal static class AppealEndpoints
{
    private const int MaxStatementLength = 5000;

    public static void MapAppeals(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/appeals", AppealAsync)
            .Requires(Permission.Appeal)
            .WithTags("Review")
            .WithName("Appeal")
            .WithSummary("Takes an appeal against an order, by its subject or on the subject's behalf. Somebody else than the first reviewer decides it.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        endpoints.MapGet("/v1/actions/{id}/appeal", ReadAsync)
            .Requires(Permission.Appeal)
            .WithTags("Review")
            .WithName("ReadAppeal")
            .WithSummary("The appeal against an order, with its outcome and reason once there is one. Nobody's name.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Accepted<AppealResponse>, ProblemHttpResult>> AppealAsync(Caller caller, AppealRequest body, AppealDesk desk, CancellationToken token)
    {
        if (body.Statement.Length is 0 or > MaxStatementLength || body.Statement.Contains('\0', StringComparison.Ordinal))
            return Problems.InvalidRequest($"'statement' has 1 to {MaxStatementLength} characters.");
        var (appeal, refusal) = await desk.AppealAsync(caller, body, token);
        if (refusal is not null)
            return Problems.Refused(ProblemTypes.AppealRefused, "The appeal cannot be taken.", refusal, StatusCodes.Status409Conflict);
        return appeal is null
            ? Problems.NotFound("action", body.ActionId.Value)
            : TypedResults.Accepted($"/v1/actions/{body.ActionId}/appeal", appeal.ToResponse());
    }

    private static async Task<Results<Ok<AppealResponse>, ProblemHttpResult>> ReadAsync(string id, AppealDesk desk, CancellationToken token) =>
        TextId.IsValid(id) && await desk.FindAsync(id, token) is { } appeal ? TypedResults.Ok(appeal.ToResponse()) : Problems.NotFound("appeal against the action", id);
}

/// <summary>An appeal.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AppealRequest
{
    /// <summary>The order that is appealed against.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>The account that appeals.</summary>
    public required UserId AppellantId { get; init; }

    /// <summary>Whether it appeals for somebody else.</summary>
    public bool OnBehalf { get; init; }

    /// <summary>Why, in the appellant's words.</summary>
    [Required]
    public required string Statement { get; init; }
}

/// <summary>An appeal as the appellant may know it.</summary>
public sealed record AppealResponse
{
    /// <summary>Its case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset AppealedAt { get; init; }

    /// <summary>By when somebody is to decide it.</summary>
    public required DateTimeOffset DecidedBy { get; init; }

    /// <summary>Whether the decision stands (<c>upheld</c>) or falls; null while it is open.</summary>
    public required CaseOutcome? Outcome { get; init; }

    /// <summary>Why, once it is decided.</summary>
    public required string? ReasonCode { get; init; }

    /// <summary>What the reviewer wrote for the subject; null where nothing.</summary>
    public required string? Note { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }
}

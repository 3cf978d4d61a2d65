using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Standing;

internal static class StandingEndpoints
{
    public static void MapStanding(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/standing").WithTags("Standing");
        group.MapGet("{userId}", GetAsync)
            .Requires(Permission.ReadStanding)
            .WithName("GetStanding")
            .WithSummary("What spans lives about one user, as it was last told to the deciders. Not found: nothing that is not true of everybody.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("{userId}/age-assurance", PutAgeAssuranceAsync)
            .Requires(Permission.AssureAge)
            .WithName("PutAgeAssurance")
            .WithSummary("Tells what the platform knows of a user's age.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> GetAsync(string userId, StandingStore store, CancellationToken token) =>
        TextId.IsValid(userId) && await store.FindAsync(UserId.Parse(userId), token) is { } record
            ? TypedResults.Ok(StandingResponse.Of(record))
            : Problems.NotFound("standing of a user", userId);

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> PutAgeAssuranceAsync(
        HttpRequest request, string userId, AgeAssuranceRequest body, StandingStore store, StandingReader reader, TimeProvider time, CancellationToken token)
    {
        if (!TextId.IsValid(userId))
            return Problems.InvalidRequest("The user's id is no id.");
        if (RequestActor.Read(request, body.Actor, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        var user = UserId.Parse(userId);
        await store.AssureAsync(user, body.Value, actor, time.GetUtcNow(), token);
        var (record, ring) = await reader.ReadAsync(user, time.GetUtcNow(), token);
        await store.WriteAsync(record, ring, null, token);
        return TypedResults.Ok(StandingResponse.Of(await store.FindAsync(user, token) ?? record));
    }
}

/// <summary>What the platform knows of a user's age.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AgeAssuranceRequest
{
    /// <summary>What it knows; <c>none</c> takes an earlier word back.</summary>
    public required AgeAssurance Value { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

/// <summary>What spans lives about one user.</summary>
public sealed record StandingResponse
{
    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Strikes in force.</summary>
    public required int Strikes { get; init; }

    /// <summary>What the platform knows of the user's age.</summary>
    public required AgeAssurance AgeAssurance { get; init; }

    /// <summary>Policies that do not apply to the user until the given time: 30 days from when a report of theirs was overturned.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> ExemptUntil { get; init; }

    /// <summary>How the user ordinarily spends; null under three days with a gift in the last 30.</summary>
    public required SpendingStanding? Spending { get; init; }

    /// <summary>What the user took back from receivers in the last 90 days, newest first.</summary>
    public required IReadOnlyList<RefundStanding> Refunds { get; init; }

    /// <summary>Gifts of the last seven days that came back to the user; null where the user sent none.</summary>
    public required CirculationStanding? Circulation { get; init; }

    /// <summary>How the user's own flags ended; null where reviewers judged none.</summary>
    public required FlaggingStanding? Flagging { get; init; }

    internal static StandingResponse Of(StandingRecord record) => new()
    {
        UserId = record.UserId,
        At = record.At,
        Strikes = record.Strikes,
        AgeAssurance = record.AgeAssurance,
        ExemptUntil = record.ExemptUntil,
        Spending = record.Spending,
        Refunds = record.Refunds,
        Circulation = record.Circulation,
        Flagging = record.Flagging,
    };
}

using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Api.Standing.Protection;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Standing;

internal static class StandingEndpoints
{
    public static void MapStanding(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapProtection();
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

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> GetAsync(
        string userId, StandingStore store, StrikeReader strikes, TimeProvider time, CancellationToken token)
    {
        if (!TextId.IsValid(userId) || await store.FindAsync(UserId.Parse(userId), token) is not { } record)
            return Problems.NotFound("standing of a user", userId);
        var now = time.GetUtcNow();
        return TypedResults.Ok(StandingResponse.Of(record, await strikes.ReadAsync(record.UserId, now, token), now));
    }

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> PutAgeAssuranceAsync(
        HttpRequest request, string userId, AgeAssuranceRequest body, StandingStore store, StandingReader reader, StrikeReader strikes, TimeProvider time,
        CancellationToken token)
    {
        if (!TextId.IsValid(userId))
            return Problems.InvalidRequest("The user's id is no id.");
        if (RequestActor.Read(request, body.Actor, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        var user = UserId.Parse(userId);
        var now = time.GetUtcNow();
        await store.AssureAsync(user, body.Value, actor, now, token);
        var computed = await reader.ReadAsync(user, now, token);
        await store.WriteAsync(computed, null, token);
        return TypedResults.Ok(StandingResponse.Of(await store.FindAsync(user, token) ?? computed.Record, await strikes.ReadAsync(user, now, token), now));
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

    /// <summary>The strikes that have not expired, oldest first, those that were taken back included.</summary>
    public required IReadOnlyList<StrikeResponse> StrikeHistory { get; init; }

    /// <summary>Whether the platform protects the account.</summary>
    public required bool Protected { get; init; }

    internal static StandingResponse Of(StandingRecord record, IEnumerable<Strike> strikes, DateTimeOffset now) => new()
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
        Protected = record.Protected,
        StrikeHistory = [.. strikes.Select(strike => StrikeResponse.Of(strike, now))],
    };
}

/// <summary>One strike.</summary>
public sealed record StrikeResponse
{
    /// <summary>The order that left it.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>What was ordered.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>When, by the live's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From when on it counts no more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The verdict that upheld it.</summary>
    public required string VerdictId { get; init; }

    /// <summary>Why it was taken back; null where it was not.</summary>
    public required StrikeEnd? TakenBackBecause { get; init; }

    /// <summary>Whether it counts.</summary>
    public required bool IsInForce { get; init; }

    internal static StrikeResponse Of(Strike strike, DateTimeOffset now) => new()
    {
        ActionId = strike.ActionId,
        LiveId = strike.LiveId,
        Policy = strike.Policy,
        Kind = strike.Kind,
        At = strike.At,
        ExpiresAt = strike.ExpiresAt,
        VerdictId = strike.VerdictId,
        TakenBackBecause = strike.TakenBackBecause,
        IsInForce = strike.IsInForce(now),
    };
}

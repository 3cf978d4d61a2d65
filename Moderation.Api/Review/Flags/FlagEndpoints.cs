using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Publication;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Review.Flags;

/// <summary>Takes flags over HTTP from platforms that do not write <c>live.flags</c> themselves. Answered when the broker has the flag; the database may be away.</summary>
internal static class FlagEndpoints
{
    public static void MapFlags(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/flags/{liveId}/{flagId}", ReadAsync)
            .Requires(Permission.Flag)
            .WithTags("Review")
            .WithName("ReadFlag")
            .WithSummary("What became of a flag, for whoever flagged: whether somebody looked, how it ended and why. Nobody's name.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        MapIntake(endpoints);
    }

    private static async Task<Results<Ok<FlagResponse>, ProblemHttpResult>> ReadAsync(string liveId, string flagId, FlagStore store, CancellationToken token) =>
        TextId.IsValid(liveId) && TextId.IsValid(flagId) && await store.FindAsync(liveId, flagId, token) is { } row
            ? TypedResults.Ok(row.ToResponse())
            : Problems.NotFound("flag", flagId);

    private static void MapIntake(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/flags", TakeAsync)
        .Requires(Permission.Flag)
        .WithTags("Review")
        .WithName("TakeFlag")
        .WithSummary("Takes one flag of a viewer or of a trusted flagger. The same flagId twice is one flag.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Accepted<FlagReceipt>, ProblemHttpResult>> TakeAsync(FlagRequest body, BrokerWriter broker, TimeProvider time, CancellationToken token)
    {
        var record = new FlagRecord
        {
            V = WireVersion.Current, LiveId = body.LiveId, FlagId = body.FlagId, At = body.At ?? time.GetUtcNow(), Target = body.Target, TargetId = body.TargetId, Reason = body.Reason,
            FlaggerId = body.FlaggerId, Trusted = body.Trusted,
        };
        if (record.FindFault() is { } fault)
            return Problems.InvalidRequest($"{fault}.");
        if (record.LiveId.Value.StartsWith(SignalRecord.ReservedPrefix, StringComparison.Ordinal))
            return Problems.InvalidRequest($"ids that begin with {SignalRecord.ReservedPrefix} are this service's own.");
        await broker.WriteAsync(TopicNames.Flags, [(record.LiveId.Value, JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Default.FlagRecord))], token);
        return TypedResults.Accepted($"/v1/flags/{record.LiveId}/{record.FlagId}", new FlagReceipt(record.LiveId, record.FlagId, record.At));
    }
}

/// <summary>A flag.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FlagRequest
{
    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The id of the flag, unique in its live.</summary>
    public required string FlagId { get; init; }

    /// <summary>When it was raised; now where it is left out.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What it is about.</summary>
    public required FlagTarget Target { get; init; }

    /// <summary>Id of the participant, message or gift that it is about; left out for the live.</summary>
    public string? TargetId { get; init; }

    /// <summary>Reason code of the platform's report form; <c>imminent_harm</c> and <c>self_harm</c> come before everything else.</summary>
    public required string Reason { get; init; }

    /// <summary>Who flagged.</summary>
    public required UserId FlaggerId { get; init; }

    /// <summary>Whether the flagger has trusted status with the platform.</summary>
    public bool Trusted { get; init; }
}

/// <summary>What the flagger can be told.</summary>
/// <param name="LiveId">The live.</param>
/// <param name="FlagId">The flag.</param>
/// <param name="At">When it was raised.</param>
public sealed record FlagReceipt(LiveId LiveId, string FlagId, DateTimeOffset At);

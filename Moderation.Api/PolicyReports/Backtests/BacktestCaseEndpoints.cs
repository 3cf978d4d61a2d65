using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>Asks reviewers about what a backtest found.</summary>
internal static class BacktestCaseEndpoints
{
    private const int DefaultLimit = 50;

    public static void MapBacktestCases(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/policies/{name}/backtests/{id}/cases", OpenAsync)
        .Requires(Permission.StartBacktests)
        .WithTags("PolicyReports")
        .WithName("OpenBacktestCases")
        .WithSummary("Opens review cases for what only the tried version reports, gravest and newest first, as many as 'limit' in all. Nothing is ordered. The same again opens none twice.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<BacktestCasesResponse>, ProblemHttpResult>> OpenAsync(
        HttpRequest request, string name, string id, OpenBacktestCasesRequest body, BacktestCases cases, IOptions<BacktestOptions> options, CancellationToken token)
    {
        if (RequestActor.Read(request, body.Actor, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        var most = options.Value.MaxCases;
        if (body.Limit is { } asked && (asked < 1 || asked > most))
            return Problems.InvalidRequest($"'limit' is from 1 to {most} (Backtests:MaxCases).");
        if (!TextId.IsValid(name) || !TextId.IsValid(id))
            return BacktestEndpoints.NotFound(name, id);
        var (opened, refusal) = await cases.OpenAsync(name, id, body.Limit ?? Math.Min(DefaultLimit, most), actor, token);
        return refusal is not null ? BacktestEndpoints.Refused(refusal) : opened is not null ? TypedResults.Ok(opened) : BacktestEndpoints.NotFound(name, id);
    }
}

/// <summary>Asks for cases out of a backtest.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OpenBacktestCasesRequest
{
    /// <summary>How many cases the backtest may have in all; 50 where it is left out.</summary>
    public int? Limit { get; init; }

    /// <summary>In whose name, from a caller that may name an actor; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Opened">Cases that were opened now.</param>
/// <param name="AlreadyCovered">Subjects that a case of the policy asks about already, or asked: one that a report opened, or a backtest, this one included.</param>
/// <param name="LeftOver">Subjects without a case: those beyond the limit.</param>
public sealed record BacktestCasesResponse(int Opened, int AlreadyCovered, long LeftOver);

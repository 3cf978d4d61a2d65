using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Subjects;

namespace Moderation.Api.Review.Cases;

/// <summary>Taking cases and giving them back.</summary>
internal static class ClaimEndpoints
{
    private const int MaxReasonLength = 100;

    public static void MapClaims(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1").Requires(Permission.DecideCases).WithTags("Review");
        group.MapPost("/cases:claim-next", ClaimNextAsync)
            .WithName("ClaimNextCase")
            .WithSummary("Gives the caller the case that should come next; 204 where there is none for them.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        Map(group.MapPost("/cases/{id}:claim", (string id, Caller caller, CaseClaims claims, TimeProvider time, CancellationToken token) =>
            ChangeAsync(id, time, () => claims.ClaimAsync(caller, id, token))), "ClaimCase", "Gives the caller this case.");
        Map(group.MapPost("/cases/{id}:heartbeat", (string id, HeldCaseRequest body, Caller caller, CaseClaims claims, TimeProvider time, CancellationToken token) =>
            ChangeAsync(id, time, () => claims.HeartbeatAsync(caller, id, body.Version, token))), "KeepCase", "Keeps a claim alive.");
        Map(group.MapPost("/cases/{id}:release", (string id, HeldCaseRequest body, Caller caller, CaseClaims claims, TimeProvider time, CancellationToken token) =>
            ChangeAsync(id, time, () => claims.ReleaseAsync(caller, id, body.Version, token))), "ReleaseCase", "Puts a case back.");
        Map(group.MapPost("/cases/{id}:skip", (string id, ReturnCaseRequest body, Caller caller, CaseClaims claims, TimeProvider time, CancellationToken token) =>
            WithReasonAsync(id, body.Reason, time, reason => claims.SkipAsync(caller, id, body.Version, reason, token))), "SkipCase", "Puts a case back, which the caller is not given again.");
        Map(group.MapPost("/cases/{id}:escalate", (string id, ReturnCaseRequest body, Caller caller, CaseClaims claims, TimeProvider time, CancellationToken token) =>
            WithReasonAsync(id, body.Reason, time, reason => claims.EscalateAsync(caller, id, body.Version, reason, token))), "EscalateCase", "Puts a case back for a senior reviewer.");
        Map(group.MapPost("/cases/{id}:transfer", TransferAsync), "TransferCase", "Gives a case to somebody else.");
        group.MapPut("/review/opt-outs", OptOutAsync)
            .WithName("SetOptOuts")
            .WithSummary("Says which queues the caller does not want to be given; claiming one of their cases by its id stays possible.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>Says why a case was not changed.</summary>
    public static ProblemHttpResult Refuse(CaseRow row, CaseRefusal refusal) => Problems.Refused(
        ProblemTypes.CaseRefused,
        "The case is not yours to change.",
        refusal switch
        {
            CaseRefusal.Closed => $"It was decided at {row.ClosedAt:u}: {row.Outcome}.",
            CaseRefusal.HeldByOther => $"{row.LeaseReviewer} holds it until {row.LeaseUntil:u}.",
            CaseRefusal.StaleVersion => $"Your claim is over: the case is at version {row.Version} with {row.ReportCount} reports, or the lease ran out. Nothing was changed; claim it again.",
            CaseRefusal.SeniorOnly => "It takes a senior reviewer.",
            CaseRefusal.AlreadyDecided => "You have said what you think of it; somebody else must.",
            _ => "It is about a decision of yours; somebody else must judge it.",
        },
        StatusCodes.Status409Conflict,
        JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString()));

    private static void Map(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name)
        .WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CaseResponse>, NoContent, ProblemHttpResult>> ClaimNextAsync(
        ClaimNextRequest body, Caller caller, CaseClaims claims, ReviewerCare care, TimeProvider time, CancellationToken token)
    {
        var state = await care.StateAsync(caller, token);
        if (body.Queues?.FirstOrDefault(queue => state.Queues.All(known => known.Queue != queue)) is { } strange)
            return Problems.InvalidRequest($"'{strange}' is no queue of yours; there are {string.Join(", ", state.Queues.Select(queue => queue.Queue))}.");
        var queues = state.Open.Where(queue => body.Queues is null || body.Queues.Contains(queue)).ToList();
        if (queues.Count == 0)
        {
            return Problems.Refused(
                ProblemTypes.ShiftFull, "Enough for this shift.", $"You took {state.Budget} cases of these queues in this shift, or asked not to be given them. Take another queue, or a rest.",
                StatusCodes.Status409Conflict);
        }

        return await claims.ClaimNextAsync(caller, queues, token) is { } row ? TypedResults.Ok(CaseResponse.Of(row, time.GetUtcNow())) : TypedResults.NoContent();
    }

    private static Task<Results<Ok<CaseResponse>, ProblemHttpResult>> WithReasonAsync(string id, string reason, TimeProvider time, Func<string, Task<CaseChange>> change) =>
        TextId.IsValid(reason) && reason.Length <= MaxReasonLength
            ? ChangeAsync(id, time, () => change(reason))
            : Task.FromResult<Results<Ok<CaseResponse>, ProblemHttpResult>>(Problems.InvalidRequest($"'reason' is a code of 1 to {MaxReasonLength} letters, digits and - _ ."));

    private static async Task<Results<Ok<CaseResponse>, ProblemHttpResult>> ChangeAsync(string id, TimeProvider time, Func<Task<CaseChange>> change)
    {
        if (!TextId.IsValid(id) || await change() is not { Row: { } row } changed)
            return Problems.NotFound("case", id);
        return changed.Refusal is { } refusal ? Refuse(row, refusal) : TypedResults.Ok(CaseResponse.Of(row, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<CaseResponse>, ProblemHttpResult>> TransferAsync(
        string id, TransferCaseRequest body, Caller caller, CaseClaims claims, TimeProvider time, CancellationToken token)
    {
        if (await claims.TransferAsync(caller, id, body.Version, body.To, token) is not { } change)
            return Problems.NotFound("account that reviews", body.To);
        return await ChangeAsync(id, time, () => Task.FromResult(change));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> OptOutAsync(OptOutRequest body, Caller caller, ReviewerCare care, CancellationToken token)
    {
        var readable = care.Readable(caller);
        if (body.Queues.FirstOrDefault(queue => !readable.Contains(queue)) is { } strange)
            return Problems.InvalidRequest($"'{strange}' is no queue of yours; there are {string.Join(", ", readable)}.");
        await care.OptOutAsync(caller, body.Queues, token);
        return TypedResults.NoContent();
    }
}

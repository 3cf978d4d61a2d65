using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.Review.Verdicts;

internal static class VerdictEndpoints
{
    private const int MaxTextLength = 2000;

    public static void MapVerdicts(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/cases/{id}/verdicts", DecideAsync)
        .Requires(Permission.DecideCases)
        .WithTags("Review")
        .WithName("DecideCase")
        .WithSummary("Says what a case is. A verdict on a claim that is over answers 409 and changes nothing; the same verdict again is the same.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<VerdictResponse>, ProblemHttpResult>> DecideAsync(string id, VerdictRequest body, Caller caller, VerdictDesk desk, CancellationToken token)
    {
        if (FindFault(body) is { } fault)
            return Problems.InvalidRequest(fault);
        if (!TextId.IsValid(id) || await desk.DecideAsync(caller, id, body, token) is not { Case: { } row } change)
            return Problems.NotFound("case", id);
        if (change.Refusal is { } refusal)
            return ClaimEndpoints.Refuse(row, refusal);
        return change.Fault is { } wrong ? Problems.InvalidRequest(wrong) : TypedResults.Ok(change.Verdict!.ToResponse());
    }

    private static string? FindFault(VerdictRequest body) => body switch
    {
        _ when !TextId.IsValid(body.ReasonCode) => "'reasonCode' is a code of letters, digits and - _ .",
        { Note.Length: > MaxTextLength } or { Ground.Length: > MaxTextLength } => $"'note' and 'ground' have at most {MaxTextLength} characters.",
        _ when (body.Note + body.Ground).Contains('\0', StringComparison.Ordinal) => "'note' and 'ground' have no null characters.",
        { Note: null, NotePublic: true } => "'notePublic' goes with a note.",
        { Actions.Count: > VerdictOrders.MaxActions } => $"A verdict touches at most {VerdictOrders.MaxActions} orders.",
        _ => null,
    };
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

/// <summary>What a legal hold preserves, for who must answer a court, an authority or a hotline. Reviewers never need it.</summary>
internal static class HoldEndpoints
{
    private const string ArchiveType = "application/zip";

    public static void MapHolds(this RouteGroupBuilder group)
    {
        group.MapPost("evidence:export-held", ExportAsync)
            .Requires(Permission.SeniorReview)
            .WithName("ExportHeldEvidence")
            .WithSummary("An archive of what a legal hold preserves of a case, erased or not: index.json, and each item as it was kept. It is recorded.")
            .Produces(StatusCodes.Status200OK, contentType: ArchiveType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("evidence:hand-over", HandOverAsync)
            .Requires(Permission.SeniorReview)
            .WithName("HandOverHeldEvidence")
            .WithSummary("Gives what a legal hold preserves of a case to the operator's own hotline code, and records its reference; 409 where there is no such code.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        HttpContext context, string caseId, EvidenceRequest body, HeldEvidence held, EvidenceDesk desk, CancellationToken token)
    {
        if (VaultEndpoints.WhyRefused(context.Request, body, out var actor) is { } problem)
            return problem;
        if (VaultEndpoints.WhyNotSetUp(desk) is { } missing)
            return missing;
        if (!VaultEndpoints.IsCase(caseId) || await held.ExportAsync(CaseId.Parse(caseId), actor, body.Note.Trim(), token) is not { } archive)
            return Problems.NotFound("legal hold of case", caseId);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(archive, ArchiveType, $"{caseId}.zip");
    }

    private static async Task<Results<Ok<EvidenceHandedOverResponse>, ProblemHttpResult>> HandOverAsync(
        HttpRequest request, string caseId, EvidenceRequest body, HeldEvidence held, EvidenceDesk desk, CancellationToken token)
    {
        if (VaultEndpoints.WhyRefused(request, body, out var actor) is { } problem)
            return problem;
        if (VaultEndpoints.WhyNotSetUp(desk) is { } missing)
            return missing;
        if (!held.HasHotline)
        {
            return Problems.Refused(
                ProblemTypes.NotSetUp, "There is no hotline here.", $"This service ships none; register an {nameof(IHotline)} with it, or export and hand over by hand.", StatusCodes.Status409Conflict);
        }

        return VaultEndpoints.IsCase(caseId) && await held.HandOverAsync(CaseId.Parse(caseId), actor, body.Note.Trim(), token) is { } reference
            ? TypedResults.Ok(new EvidenceHandedOverResponse(CaseId.Parse(caseId), reference))
            : Problems.NotFound("legal hold of case", caseId);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Evidence of cases. Each view is written into the audit log before its bytes leave.</summary>
internal static class VaultEndpoints
{
    private static readonly QueryParameter View = new(
        "view",
        "How it is shown: pictures blurred (the default), grey or in colour, lines as text (their default).",
        () => QueryParameter.WordSchema(WireWord.All<EvidenceView>()));

    public static void MapVault(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapVaultKeys();
        var group = endpoints.MapGroup("/v1/cases/{caseId}").Requires(Permission.ReadEvidence).WithTags("Evidence").AddEndpointFilter(ExplainDamageAsync).AddEndpointFilter(KeepToQueuesAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status410Gone);
        group.MapGet("evidence", List)
            .WithName("ListCaseEvidence")
            .WithSummary("What the reports of a case cite, and what of it the vault has; what is gone is there with the reason.");
        group.MapGet("evidence/{itemId}", ViewAsync)
            .Requires(Permission.RevealEvidence)
            .WithName("ViewCaseEvidence")
            .WithSummary("Shows one item to the caller. It is recorded; colour only after the same reviewer saw it grey.")
            .WithQuery(View)
            .Produces<LineExcerpt>()
            .Produces(StatusCodes.Status200OK, contentType: PictureRendition.ContentType)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapPost("evidence:erase", EraseAsync)
            .Requires(Permission.SeniorReview)
            .WithName("EraseCaseEvidence")
            .WithSummary("Destroys the key of a case's evidence, and the evidence, for good. Asked again it gives the first receipt.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("evidence:preserve", PreserveAsync)
            .Requires(Permission.SeniorReview)
            .WithName("PreserveCaseEvidence")
            .WithSummary("Puts a case's evidence under a legal hold, so that it outlasts an erasure.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapHolds();
    }

    /// <summary>Whether there can be a case of this name. The vault's files are named after cases, and no case of ours begins with a dot.</summary>
    public static bool IsCase(string caseId) => TextId.IsValid(caseId) && caseId[0] != '.';

    /// <summary>Why a request to do something with evidence is refused; null when it is not.</summary>
    public static ProblemHttpResult? WhyRefused(HttpRequest request, EvidenceRequest body, out string actor)
    {
        if (RequestActor.Read(request, body.Actor, body.Note, out actor) is { } fault)
            return Problems.InvalidRequest(fault);
        return string.IsNullOrWhiteSpace(body.Note) ? Problems.InvalidRequest("Say why: the field 'note'.") : null;
    }

    /// <summary>Why there are no legal holds here; null where there can be.</summary>
    public static ProblemHttpResult? WhyNotSetUp(EvidenceDesk desk) => desk.CanPreserve
        ? null
        : Problems.Refused(ProblemTypes.NotSetUp, "Nothing can be preserved here.", $"Set {VaultOptions.Section}:{nameof(VaultOptions.HoldKeyFile)}.", StatusCodes.Status409Conflict);

    /// <summary>Evidence is shown to whoever may take the case, and to nobody else; of a case that is not here (yet) only to those who may take any.</summary>
    private static async ValueTask<object?> KeepToQueuesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var (id, caller) = (http.GetRouteValue("caseId") as string ?? "", http.FindCaller());
        var row = TextId.IsValid(id) ? await services.GetRequiredService<CaseStore>().FindAsync(id, http.RequestAborted) : null;
        var care = services.GetRequiredService<ReviewerCare>();
        if (caller is null || !(row is null ? care.MayTakeAll(caller) : care.MayTake(caller, row.Queue)))
            return Problems.NotFound("evidence of case", id);
        // A case that looks again at another has that one's evidence.
        for (var i = 0; row?.ParentCaseId is { } parent && i < context.Arguments.Count; i++)
        {
            if (context.Arguments[i] is string argument && argument == id)
                context.Arguments[i] = parent;
        }

        return await next(context);
    }

    private static Results<Ok<CaseEvidenceResponse>, ProblemHttpResult> List(string caseId, EvidenceShelf shelf, VaultOptions options)
    {
        if (WhyNot(caseId, shelf, out var id, out var standing) is { } problem)
            return problem;
        return TypedResults.Ok(CaseEvidenceResponse.From(id, standing.Key!, standing.IsHeld, options.KeepFor(standing.Key!.Purpose), shelf.List(id) ?? []));
    }

    private static async Task<Results<FileContentHttpResult, Ok<LineExcerpt>, ProblemHttpResult>> ViewAsync(
        HttpContext context, string caseId, string itemId, EvidenceShelf shelf, CancellationToken token)
    {
        var query = new QueryReader(context);
        var asked = query.Word<EvidenceView>(View);
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (RequestActor.Read(context.Request, null, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        if (WhyNot(caseId, shelf, out var id, out _) is { } problem)
            return problem;
        if (!TextId.IsValid(itemId) || shelf.Find(id, itemId) is not { } entry)
            return Problems.NotFound("item of this case", itemId);
        var views = EvidenceItemResponse.ViewsOf(entry.Kind);
        var view = asked ?? views[0];
        if (!views.Contains(view))
            return Problems.InvalidRequest($"This is shown as {string.Join(", ", views.Select(WireWord.From))}.");
        if (!await shelf.MayAsync(id, itemId, view, actor, token))
            return Problems.Refused(ProblemTypes.SeeItGreyFirst, "Not yet.", "Colour is shown to who has seen the same picture grey: view=grey.", StatusCodes.Status403Forbidden);
        if (await shelf.ShowAsync(id, itemId, view, actor, token) is not { } bytes)
            return Problems.NotFound("item of this case", itemId);
        context.Response.Headers.CacheControl = "no-store";
        return view == EvidenceView.Text ? TypedResults.Ok(EvidenceShelf.Line(bytes)) : TypedResults.File(bytes, PictureRendition.ContentType);
    }

    private static async Task<Results<Ok<ErasureReceipt>, ProblemHttpResult>> EraseAsync(
        HttpRequest request, string caseId, EvidenceRequest body, EvidenceDesk desk, CancellationToken token)
    {
        if (WhyRefused(request, body, out var actor) is { } problem)
            return problem;
        return IsCase(caseId) && await desk.EraseAsync(CaseId.Parse(caseId), actor, body.Note.Trim(), token) is { } receipt
            ? TypedResults.Ok(receipt)
            : Problems.NotFound("evidence of case", caseId);
    }

    private static async Task<Results<Ok<EvidencePreservedResponse>, ProblemHttpResult>> PreserveAsync(
        HttpRequest request, string caseId, EvidenceRequest body, EvidenceDesk desk, EvidenceShelf shelf, CancellationToken token)
    {
        if (WhyRefused(request, body, out var actor) is { } problem)
            return problem;
        if (WhyNotSetUp(desk) is { } missing)
            return missing;
        if (WhyNot(caseId, shelf, out var id, out _) is { } gone)
            return gone;
        return await desk.PreserveAsync(id, actor, body.Note.Trim(), token)
            ? TypedResults.Ok(new EvidencePreservedResponse(id, true))
            : Problems.NotFound("evidence of case", caseId);
    }

    private static ProblemHttpResult? WhyNot(string caseId, EvidenceShelf shelf, out CaseId id, out CaseStanding standing)
    {
        (id, standing) = (default, new CaseStanding(null, false, null));
        if (!IsCase(caseId))
            return Problems.NotFound("evidence of case", caseId);
        id = CaseId.Parse(caseId);
        standing = shelf.StandingOf(id);
        if (standing.Erased is { } receipt)
            return Problems.Refused(ProblemTypes.EvidenceErased, "The evidence was erased.", $"At {receipt.At:u} by {receipt.Actor}: {receipt.Reason}", StatusCodes.Status410Gone);
        return standing.Key is null ? Problems.NotFound("evidence of case", caseId) : null;
    }

    private static async ValueTask<object?> ExplainDamageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (VaultSealException e)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<VaultReader>>().EvidenceDamaged(e.Message);
            return Problems.Refused(ProblemTypes.EvidenceDamaged, "The evidence cannot be opened.", $"{e.Message}. It is not shown.", StatusCodes.Status500InternalServerError);
        }
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Policies;

/// <summary>Requests that change policies. In whose name is recorded (<see cref="RequestActor"/>).</summary>
internal static class PolicyChangeEndpoints
{
    public static void MapPolicyChanges(this IEndpointRouteBuilder group)
    {
        group.MapPost("{name}/versions", HandInAsync)
            .Requires(Permission.WritePolicies)
            .WithName("HandInPolicyVersion")
            .WithSummary("Hands a sheet in, as YAML or in its JSON form. A sheet that decides the same as a version there is, is that version.")
            .AcceptsSheet()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        Map(group.MapPost("{name}/versions/{version}/promote", PromoteAsync), "PromotePolicyVersion",
            "Sends a version one step on: tested (its own tests pass and leave nothing out), shadow, canary, live. Canary and live take somebody else than the author.");
        Map(group.MapPost("{name}/versions/{version}/retire", RetireAsync), "RetirePolicyVersion", "Takes a version out of use.");
        Map(group.MapPost("{name}/versions/{version}/reinstate-automatic", ReinstateAsync).Requires(Permission.ApprovePolicies), "ReinstatePolicyVersion",
            "Lets a version that spent its budget of wrongful orders give orders by itself again. It takes somebody else than the author; the budget begins anew.");
        Map(group.MapPost("{name}/rollback", RollBackAsync), "RollBackPolicy", "Makes the version live at once that was live before. It takes no second person, because it is for emergencies.");
    }

    private static void Map(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .Requires(Permission.PromotePolicies)
        .WithName(name)
        .WithSummary(summary)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Created<PolicyVersionDetailResponse>, Ok<PolicyVersionDetailResponse>, ProblemHttpResult>> HandInAsync(
        HttpRequest request, string name, PolicyLifecycle lifecycle, CancellationToken token)
    {
        if (RequestActor.Read(request, null, null, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        var (body, problem) = await SheetBody.ReadAsync(request, token);
        if (body is null)
            return problem!;
        if (body.Sheet.Name != name || !TextId.IsValid(name))
            return Problems.InvalidRequest($"The sheet is of policy '{body.Sheet.Name}'; hand it in there.");
        var (version, isNew) = await lifecycle.HandInAsync(body.Sheet, body.Yaml, actor, null, token);
        return isNew ? TypedResults.Created($"/v1/policies/{name}/versions/{version.Version}", version.ToDetail()) : TypedResults.Ok(version.ToDetail());
    }

    private static Task<Results<Ok<PolicyVersionResponse>, ProblemHttpResult>> PromoteAsync(
        HttpRequest request, Caller caller, string name, string version, PromoteRequest body, PolicyLifecycle lifecycle, CancellationToken token) =>
        body.To is PolicyStage.Canary or PolicyStage.Live && !caller.Holds(Permission.ApprovePolicies)
            ? Task.FromResult<Results<Ok<PolicyVersionResponse>, ProblemHttpResult>>(AccessProblems.NotPermitted(Permission.ApprovePolicies))
            : ChangeAsync(request, name, version, body.Actor, body.Note, actor => lifecycle.PromoteAsync(name, version, body, actor, token));

    private static Task<Results<Ok<PolicyVersionResponse>, ProblemHttpResult>> RetireAsync(
        HttpRequest request, string name, string version, PolicyChangeRequest? body, PolicyLifecycle lifecycle, CancellationToken token) =>
        ChangeAsync(request, name, version, body?.Actor, body?.Note, actor => lifecycle.RetireAsync(name, version, actor, body?.Note, token));

    private static Task<Results<Ok<PolicyVersionResponse>, ProblemHttpResult>> ReinstateAsync(
        HttpRequest request, string name, string version, PolicyChangeRequest? body, PolicyLifecycle lifecycle, CancellationToken token) =>
        ChangeAsync(request, name, version, body?.Actor, body?.Note, actor => lifecycle.ReinstateAsync(name, version, actor, body?.Note, token));

    private static Task<Results<Ok<PolicyVersionResponse>, ProblemHttpResult>> RollBackAsync(
        HttpRequest request, string name, PolicyChangeRequest? body, PolicyLifecycle lifecycle, CancellationToken token) =>
        ChangeAsync(request, name, null, body?.Actor, body?.Note, actor => lifecycle.RollBackAsync(name, actor, body?.Note, token));

    private static async Task<Results<Ok<PolicyVersionResponse>, ProblemHttpResult>> ChangeAsync(
        HttpRequest request, string name, string? version, string? actorInBody, string? note, Func<string, Task<PolicyChange>> change)
    {
        if (RequestActor.Read(request, actorInBody, note, out var actor) is { } fault)
            return Problems.InvalidRequest(fault);
        return await change(actor) switch
        {
            { Version: { } changed } => TypedResults.Ok(changed.ToResponse()),
            { Refusal: { } refusal } => PolicyProblems.Of(refusal),
            _ => PolicyProblems.NotFound(name, version),
        };
    }
}

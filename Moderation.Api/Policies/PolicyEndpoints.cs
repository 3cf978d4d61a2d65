using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Core.Access;

namespace Moderation.Api.Policies;

internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder endpoints)
    {
        // Beside the policies and not among them, where it would hide a policy of that name.
        endpoints.MapGet("/v1/policy-language", () => TypedResults.Ok(PolicyLanguageResponse.Instance))
            .Requires(Permission.ReadPolicies)
            .WithTags("Policies")
            .WithName("GetPolicyLanguage")
            .WithSummary("What can be written in a sheet, for editors: its JSON Schema, and the facts and functions of expressions.");
        var group = endpoints.MapGroup("/v1/policies").Requires(Permission.ReadPolicies).WithTags("Policies");
        group.MapGet("", ListAsync).WithName("ListPolicies").WithSummary("Policies with their versions, by name.");
        group.MapGet("{name}", GetAsync)
            .WithName("GetPolicy")
            .WithSummary("One policy with its versions and its history.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{name}/versions/{version}", GetVersionAsync)
            .WithName("GetPolicyVersion")
            .WithSummary("One version, by number or hash, with its sheet as YAML and as JSON.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("{name}/diff", DiffAsync)
            .WithName("DiffPolicyVersions")
            .WithSummary("What differs between two versions in meaning; comments and tests do not.")
            .WithQuery(QueryParameter.FromVersion, QueryParameter.ToVersion)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapSheets();
        group.MapPolicyChanges();
    }

    private static async Task<Ok<PolicyListResponse>> ListAsync(PolicyStore store, CancellationToken token) =>
        TypedResults.Ok(new PolicyListResponse(await store.AllAsync(token)));

    private static async Task<Results<Ok<PolicyDetailResponse>, ProblemHttpResult>> GetAsync(string name, PolicyStore store, CancellationToken token) =>
        await store.FindAsync(name, token) is { } found ? TypedResults.Ok(found) : PolicyProblems.NotFound(name);

    private static async Task<Results<Ok<PolicyVersionDetailResponse>, ProblemHttpResult>> GetVersionAsync(
        string name, string version, PolicyStore store, CancellationToken token) =>
        await store.FindVersionAsync(name, version, token) is { } row ? TypedResults.Ok(row.ToDetail()) : PolicyProblems.NotFound(name, version);

    private static async Task<Results<Ok<PolicyDiffResponse>, ProblemHttpResult>> DiffAsync(
        HttpContext context, string name, PolicyStore store, CancellationToken token)
    {
        var query = new QueryReader(context);
        var (from, to) = (query.Id(QueryParameter.FromVersion), query.Id(QueryParameter.ToVersion));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        if (from is null || to is null)
            return Problems.InvalidRequest("Say which versions: from and to, each a number or a hash.");
        var versions = await store.VersionsAsync(name, token);
        if (PolicyStore.Find(versions, from) is not { } before)
            return PolicyProblems.NotFound(name, from);
        return PolicyStore.Find(versions, to) is { } after
            ? TypedResults.Ok(new PolicyDiffResponse(before.Version, after.Version, SheetDifference.Of(before.CanonicalJson, after.CanonicalJson)))
            : PolicyProblems.NotFound(name, to);
    }
}

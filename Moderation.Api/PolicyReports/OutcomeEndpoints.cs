using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.PolicyReports;

internal static class OutcomeEndpoints
{
    public static void AddOutcomes(this IServiceCollection services)
    {
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<WrongfulBudgets>();
        services.AddSingleton<OutcomeReader>();
        services.AddSingleton<ShadowReader>();
        services.AddHostedService<BudgetGuard>();
    }

    public static void MapOutcomes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/policies/{name}/outcomes", GetAsync)
            .Requires(Permission.ReadPolicies)
            .WithTags("PolicyReports")
            .WithName("GetPolicyOutcomes")
            .WithSummary("What became of a policy's decisions, by version: effects, reports, orders, reviews, and wrongful orders against the budget.")
            .WithQuery(QueryParameter.FromTime, QueryParameter.ToTime)
            .ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapGet("/v1/policies/{name}/shadow", GetShadowAsync)
            .Requires(Permission.ReadPolicies)
            .WithTags("PolicyReports")
            .WithName("GetPolicyShadow")
            .WithSummary("What the version in shadow would have done beside the one that is live, from the decisions of both since it went into shadow.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<ShadowComparison>, ProblemHttpResult>> GetShadowAsync(string name, PolicyStore policies, ShadowReader shadows, CancellationToken token)
    {
        if (!TextId.IsValid(name) || await policies.FindAsync(name, token) is not { } policy)
            return PolicyProblems.NotFound(name);
        return await shadows.ReadAsync(policy, token) is { } comparison
            ? TypedResults.Ok(comparison)
            : PolicyProblems.Of(new PolicyRefusal(RefusalKind.Step, "It takes a version in shadow and one that is live."));
    }

    private static async Task<Results<Ok<PolicyOutcomesResponse>, ProblemHttpResult>> GetAsync(
        HttpContext context, string name, OutcomeReader reader, CancellationToken token)
    {
        var query = new QueryReader(context);
        var period = new OutcomePeriod(name, query.Time(QueryParameter.FromTime), query.Time(QueryParameter.ToTime));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        return await reader.ReadAsync(period, token) is { } found ? TypedResults.Ok(found) : PolicyProblems.NotFound(name);
    }
}

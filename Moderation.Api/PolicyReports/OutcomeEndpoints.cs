using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Http;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.PolicyReports;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports;

internal static class OutcomeEndpoints
{
    private const string NotReviewed = "not_reviewed";

    public static void AddOutcomes(this IServiceCollection services)
    {
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<WrongfulBudgets>();
        services.AddHostedService<BudgetGuard>();
    }

    public static void MapOutcomes(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/policies/{name}/outcomes", GetAsync)
        .Requires(Permission.ReadPolicies)
        .WithTags("PolicyReports")
        .WithName("GetPolicyOutcomes")
        .WithSummary("What became of a policy's decisions, by version: effects, reports, orders, reviews, and wrongful orders against the budget.")
        .WithQuery(QueryParameter.FromTime, QueryParameter.ToTime)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<PolicyOutcomesResponse>, ProblemHttpResult>> GetAsync(
        HttpContext context, string name, PolicyStore policies, OutcomeStore outcomes, WrongfulBudgets budgets, CancellationToken token)
    {
        var query = new QueryReader(context);
        var period = new OutcomePeriod(name, query.Time(QueryParameter.FromTime), query.Time(QueryParameter.ToTime));
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        var decisions = await outcomes.DecisionsAsync(period, token);
        var orders = await outcomes.OrdersAsync(period, token);
        var reviews = await outcomes.ReviewsAsync(period, token);
        var stored = await policies.VersionsAsync(name, token);
        // Decisions can outlive their policy's rows, and can come before them.
        var hashes = stored.Select(version => version.SheetHash).Concat(decisions.Select(row => row.SheetHash).Order(StringComparer.Ordinal)).Distinct().ToList();
        if (hashes.Count == 0)
            return PolicyProblems.NotFound(name);
        var versions = new List<VersionOutcomesResponse>();
        foreach (var hash in hashes)
        {
            var version = stored.FirstOrDefault(row => row.SheetHash == hash);
            versions.Add(new VersionOutcomesResponse
            {
                Version = version?.Version,
                SheetHash = hash.Length == 0 ? null : hash,
                State = version?.Stage,
                Decisions = new DecisionCounts(
                    Count(decisions, hash, WireWord.From(DecisionEffect.Enforced)),
                    Count(decisions, hash, WireWord.From(DecisionEffect.AwaitingConfirmation)),
                    Count(decisions, hash, WireWord.From(DecisionEffect.Recorded)),
                    Count(decisions, hash, WireWord.From(DecisionEffect.Exempt))),
                Reports = reviews.Where(row => row.SheetHash == hash).Sum(row => row.Count),
                Orders = orders.Where(row => row.SheetHash == hash).OrderBy(row => row.Word, StringComparer.Ordinal).ToDictionary(row => row.Word, row => row.Count),
                Reviews = new ReviewCounts(
                    Count(reviews, hash, WireWord.From(VerdictKind.Confirmed)),
                    Count(reviews, hash, WireWord.From(VerdictKind.Overturned)),
                    Count(reviews, hash, WireWord.From(VerdictKind.Undecided)),
                    Count(reviews, hash, NotReviewed)),
                Budget = version is not null && await budgets.BoundAsync(version, token) is { } bound ? Budget(bound, version) : null,
            });
        }

        return TypedResults.Ok(new PolicyOutcomesResponse { Name = name, From = period.From, To = period.To, Versions = versions });
    }

    private const double LargestEValue = 1e12;

    private static long Count(IEnumerable<CountRow> rows, string hash, string word) =>
        rows.Where(row => row.SheetHash == hash && row.Word == word).Sum(row => row.Count);

    private static BudgetResponse Budget(WrongfulBound bound, PolicyVersionRow version) => new()
    {
        AtMost = bound.Budget.AtMost,
        Confidence = bound.Budget.Confidence,
        Since = version.ReinstatedAt,
        Reviewed = bound.Reviewed,
        Wrongful = bound.Wrongful,
        // Far past the demotion more digits say nothing, and JSON has no infinity.
        EValue = Math.Min(Math.Round(bound.EValue, 6), LargestEValue),
        DemotesAt = Math.Round(1 / (1 - bound.Budget.Confidence), 6),
        LowerBound = bound.LowerBound,
        UpperBound = bound.UpperBound,
        IsPassed = bound.IsPassed,
    };
}

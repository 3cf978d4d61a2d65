using Moderation.Api.Policies;
using Moderation.Core.PolicyReports;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports;

/// <summary>Puts together what became of a policy's decisions, for programs and for pages alike.</summary>
internal sealed class OutcomeReader(PolicyStore policies, OutcomeStore outcomes, WrongfulBudgets budgets)
{
    private const string NotReviewed = "not_reviewed";
    private const double LargestEValue = 1e12;

    /// <summary>What became of a policy's decisions; null when nothing is known of such a policy.</summary>
    public async Task<PolicyOutcomesResponse?> ReadAsync(OutcomePeriod period, CancellationToken token)
    {
        var decisions = await outcomes.DecisionsAsync(period, token);
        var orders = await outcomes.OrdersAsync(period, token);
        var reviews = await outcomes.ReviewsAsync(period, token);
        var stored = await policies.VersionsAsync(period.Name, token);
        // Decisions can outlive their policy's rows, and can come before them.
        var hashes = stored.Select(version => version.SheetHash).Concat(decisions.Select(row => row.SheetHash).Order(StringComparer.Ordinal)).Distinct().ToList();
        if (hashes.Count == 0)
            return null;
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

        return new PolicyOutcomesResponse { Name = period.Name, From = period.From, To = period.To, Versions = versions };
    }

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

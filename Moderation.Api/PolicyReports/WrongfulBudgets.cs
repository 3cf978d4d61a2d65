using Moderation.Api.Policies;
using Moderation.Core.Policies;
using Moderation.Core.PolicyReports;

namespace Moderation.Api.PolicyReports;

/// <summary>Holds versions against their budgets of wrongful orders.</summary>
internal sealed class WrongfulBudgets(OutcomeStore outcomes)
{
    /// <summary>The bound of a version over everything reviewed since it was last reinstated; null for a sheet without a budget.</summary>
    public async Task<WrongfulBound?> BoundAsync(PolicyVersionRow version, CancellationToken token)
    {
        if (version is not { WrongfulAtMost: { } atMost, WrongfulConfidence: { } confidence })
            return null;
        var bound = new WrongfulBound(new WrongfulBudget(atMost, confidence));
        foreach (var isWrongful in await outcomes.ReviewedAsync(version.Name, version.SheetHash, version.ReinstatedAt, token))
            bound.Add(isWrongful);
        return bound;
    }
}

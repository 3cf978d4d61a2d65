using System.Globalization;
using Moderation.Api.Policies;
using Moderation.Api.Projections;
using Npgsql;

namespace Moderation.Api.PolicyReports;

/// <summary>Demotes versions that spent their budget of wrongful orders, as soon as the verdict that shows it is in the tables.</summary>
/// <remarks>Everything is computed from the tables each time, so nothing is lost with the process and looking more often changes nothing.</remarks>
internal sealed class BudgetGuard(
    PolicyStore policies, WrongfulBudgets budgets, PolicyLifecycle lifecycle, ProjectionNews news, TimeProvider time, ILogger<BudgetGuard> log)
    : BackgroundService
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

    // Another process may have written the verdicts.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = news.Next;
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.BudgetsNotChecked(e.Message, e is NpgsqlException ? null : e);
            }

            await Task.WhenAny(next, Task.Delay(LookAgain, time, stoppingToken));
            await Task.Delay(Debounce, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Holds every version that decides with effect against its budget.</summary>
    /// <returns>How many were demoted.</returns>
    public async Task<int> CheckAsync(CancellationToken token)
    {
        var demoted = 0;
        foreach (var version in (await policies.VersionsAsync(null, token)).Where(version => version is { Decides: true, HumanConfirmOnly: false }))
        {
            if (await budgets.BoundAsync(version, token) is not { IsPassed: true } bound)
                continue;
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"{bound.Wrongful} of {bound.Reviewed} reviewed orders were wrongful; the budget is {bound.Budget.AtMost:0.##%}, passed at {bound.Budget.Confidence:0.##%} confidence");
            if ((await lifecycle.DemoteAsync(version.Name, version.SheetHash, version.ReinstatedAt, reason, token)).Version is not null)
                demoted++;
        }

        return demoted;
    }
}

using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Api.Policies;
using Moderation.Api.PolicyReports.Backtests;
using Moderation.Core.Access;
using Moderation.Core.Subjects;

namespace Moderation.Api.Web.Policies;

internal static class BacktestPages
{
    private const int Newest = 50;

    public static void MapBacktestPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("{name}/backtests", ListAsync).Requires(Permission.ReadBacktests);
        pages.MapGet("{name}/backtests/{id}", OneAsync).Requires(Permission.ReadBacktests);
    }

    private static async Task<IResult> ListAsync(string name, PolicyStore policies, BacktestStore backtests, CancellationToken token) =>
        TextId.IsValid(name) && await policies.FindAsync(name, token) is { } policy
            ? ConsolePage.Of<BacktestsPage>(new Dictionary<string, object?>
            {
                [nameof(BacktestsPage.Name)] = name,
                [nameof(BacktestsPage.Versions)] = policy.Policy.Versions,
                [nameof(BacktestsPage.Backtests)] = (await backtests.PageAsync(name, null, Newest, token)).Take(Newest).Select(row => row.ToResponse()).ToList(),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> OneAsync(string name, string id, BacktestStore backtests, IOptions<BacktestOptions> options, CancellationToken token) =>
        TextId.IsValid(name) && TextId.IsValid(id) && await backtests.FindAsync(name, id, token) is { } row
            ? ConsolePage.Of<BacktestPage>(new Dictionary<string, object?>
            {
                [nameof(BacktestPage.Name)] = name, [nameof(BacktestPage.Backtest)] = row.ToResponse(), [nameof(BacktestPage.MaxCases)] = options.Value.MaxCases,
            })
            : TypedResults.NotFound();
}

using Moderation.Client.PolicyReports;

namespace Moderation.Client.Policies;

/// <summary>Policies.</summary>
public sealed class PoliciesClient
{
    private readonly ApiCaller _api;

    internal PoliciesClient(ApiCaller api) => _api = api;

    /// <summary>Every policy with its versions.</summary>
    public Task<PolicyListResponse> ListAsync(CancellationToken token = default) => _api.CallAsync(Operations.ListPolicies, token);

    /// <summary>Opens review cases for what only the tried version of a backtest reports. The same again opens none twice.</summary>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="backtestId">The backtest; it is done, and compares with another version.</param>
    /// <param name="limit">How many cases it may have in all; the Api's own default where it is left out.</param>
    /// <param name="token">Gives up.</param>
    public Task<BacktestCasesResponse> OpenBacktestCasesAsync(string policy, string backtestId, int? limit = null, CancellationToken token = default) =>
        _api.SendAsync(Operations.OpenBacktestCases, new OpenBacktestCasesRequest { Limit = limit }, token, ("name", policy), ("id", backtestId));
}

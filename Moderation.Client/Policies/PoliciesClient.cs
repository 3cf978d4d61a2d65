namespace Moderation.Client.Policies;

/// <summary>Policies.</summary>
public sealed class PoliciesClient
{
    private readonly ApiCaller _api;

    internal PoliciesClient(ApiCaller api) => _api = api;

    /// <summary>Every policy with its versions.</summary>
    public Task<PolicyListResponse> ListAsync(CancellationToken token = default) => _api.CallAsync(Operations.ListPolicies, token);
}

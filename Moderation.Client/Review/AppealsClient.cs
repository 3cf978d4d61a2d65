namespace Moderation.Client.Review;

/// <summary>Appeals against orders.</summary>
public sealed class AppealsClient
{
    private readonly ApiCaller _api;

    internal AppealsClient(ApiCaller api) => _api = api;

    /// <summary>Appeals; again for the same order, it is the same appeal.</summary>
    public Task<AppealResponse> SendAsync(AppealRequest appeal, CancellationToken token = default) => _api.SendAsync(Operations.Appeal, appeal, token);

    /// <summary>The appeal against an order.</summary>
    public Task<AppealResponse> GetAsync(string actionId, CancellationToken token = default) => _api.CallAsync(Operations.ReadAppeal, token, ("id", actionId));
}

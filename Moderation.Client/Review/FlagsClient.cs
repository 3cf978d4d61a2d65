namespace Moderation.Client.Review;

/// <summary>What people flag.</summary>
public sealed class FlagsClient
{
    private readonly ApiCaller _api;

    internal FlagsClient(ApiCaller api) => _api = api;

    /// <summary>Hands a flag in; the same <c>flagId</c> again is the same flag.</summary>
    public Task<FlagReceipt> SendAsync(FlagRequest flag, CancellationToken token = default) => _api.SendAsync(Operations.TakeFlag, flag, token);

    /// <summary>What became of a flag.</summary>
    public Task<FlagResponse> GetAsync(string liveId, string flagId, CancellationToken token = default) =>
        _api.CallAsync(Operations.ReadFlag, token, ("liveId", liveId), ("flagId", flagId));
}

namespace Moderation.Client.Evidence;

/// <summary>Lives.</summary>
public sealed class LivesClient
{
    private readonly ApiCaller _api;

    internal LivesClient(ApiCaller api) => _api = api;

    /// <summary>What the platform told of the course of a live: who came on screen and left, matches, overlays, filters.</summary>
    public Task<SessionEventsResponse> SessionEventsAsync(string liveId, CancellationToken token = default) => _api.CallAsync(Operations.GetSessionEvents, token, ("id", liveId));
}

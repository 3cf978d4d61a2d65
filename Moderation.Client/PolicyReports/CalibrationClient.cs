namespace Moderation.Client.PolicyReports;

/// <summary>What reviewers' verdicts say of beliefs. Nothing of it decides.</summary>
public sealed class CalibrationClient
{
    private readonly ApiCaller _api;

    internal CalibrationClient(ApiCaller api) => _api = api;

    /// <summary>The newest of each policy.</summary>
    public Task<CalibrationsResponse> LatestAsync(CancellationToken token = default) => _api.CallAsync(Operations.ListCalibrations, token);

    /// <summary>Those of one policy, newest day first: at most 500.</summary>
    public Task<CalibrationsResponse> OfAsync(string policy, DateOnly? from = null, DateOnly? to = null, CancellationToken token = default) =>
        _api.CallAsync(Operations.ListCalibrationsOfPolicy, token, ("policy", policy), ("from", ApiValue.Of(from)), ("to", ApiValue.Of(to)));
}

namespace Moderation.Client.PolicyReports;

/// <summary>Statements of reasons.</summary>
public sealed class StatementsClient
{
    private readonly ApiCaller _api;

    internal StatementsClient(ApiCaller api) => _api = api;

    /// <summary>The statement of one order, or why there is none.</summary>
    public Task<StatementResponse> GetAsync(string actionId, CancellationToken token = default) => _api.CallAsync(Operations.GetStatement, token, ("id", actionId));

    /// <summary>A page of statements of orders that were first sent in a time, its end not included.</summary>
    public Task<Page<StatementResponse>> ListAsync(DateTimeOffset from, DateTimeOffset to, int? limit = null, string? cursor = null, CancellationToken token = default) =>
        _api.CallAsync(Operations.ListStatements, token, ("from", ApiValue.Of(from)), ("to", ApiValue.Of(to)), ("limit", ApiValue.Of(limit)), ("cursor", cursor));
}

namespace Moderation.Client.Enforcement;

/// <summary>Orders to the platform and its word on them; gifts before they are given.</summary>
public sealed class OrdersClient
{
    private readonly ApiCaller _api;
    private readonly ReceiptSigner? _signer;

    internal OrdersClient(ApiCaller api, ReceiptSigner? signer) => (_api, _signer) = (api, signer);

    /// <summary>A page of orders.</summary>
    public Task<Page<ActionResponse>> ListAsync(OrderFilter filter, CancellationToken token = default) => _api.CallAsync(
        Operations.ListActions, token,
        ("liveId", filter.LiveId), ("kind", WordConverter<ActionKind>.Word(filter.Kind)), ("state", WordConverter<DispatchState>.Word(filter.State)),
        ("overdue", ApiValue.Of(filter.Overdue)), ("active", ApiValue.Of(filter.Active)), ("at", ApiValue.Of(filter.At)), ("limit", ApiValue.Of(filter.Limit)), ("cursor", filter.Cursor));

    /// <summary>An order and what became of it.</summary>
    public Task<ActionResponse> GetAsync(string actionId, CancellationToken token = default) => _api.CallAsync(Operations.GetAction, token, ("id", actionId));

    /// <summary>Answers orders: all receipts are taken, or none.</summary>
    /// <param name="receipts">At most 100.</param>
    /// <param name="messageId">Names this request, without a full stop; the same when it is sent again.</param>
    /// <param name="token">Ends waiting.</param>
    /// <exception cref="InvalidOperationException">The client was made without a signer.</exception>
    public Task<ReceiptsResponse> SendReceiptsAsync(IReadOnlyList<ReceiptRequest> receipts, string messageId, CancellationToken token = default)
    {
        var signer = _signer ?? throw new InvalidOperationException("Receipts are signed; give the client a ReceiptSigner.");
        var body = ApiCaller.Bytes(receipts);
        var request = new HttpRequestMessage(Operations.PostActionReceipts.Method, Operations.PostActionReceipts.Address()) { Content = ApiCaller.Content(body) };
        signer.Sign(request.Headers, messageId, body);
        return _api.WholeAsync(Operations.PostActionReceipts, request, token);
    }

    /// <summary>Asks whether a gift may be given now.</summary>
    public Task<GiftAuthorizationResponse> AuthorizeGiftAsync(GiftAuthorizationRequest gift, CancellationToken token = default) =>
        _api.SendAsync(Operations.AuthorizeGift, gift, token);
}

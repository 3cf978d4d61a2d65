using System.Text.Json;
using Microsoft.Extensions.Options;
using Moderation.Api.Publication;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Receipts;

/// <summary>Takes receipts from platforms without Kafka: believes signed ones only, and writes them where the others write theirs.</summary>
internal sealed class ReceiptDesk(IOptions<ReceiptOptions> options, BrokerWriter broker, TimeProvider time, ReceiptMetrics metrics, ILogger<ReceiptDesk> log)
{
    private const int SeenCount = 20_000;

    private readonly WebhookSecret[] _secrets = options.Value.Read();
    private readonly SeenWebhooks _seen = new(SeenCount);

    /// <summary>Whether any receipts are taken over HTTP.</summary>
    public bool IsOpen => _secrets.Length > 0;

    /// <summary>Why a request is not believed; null when it is.</summary>
    public WebhookFault? FindFault(WebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        var fault = WebhookSignature.FindFault(headers.Id, headers.Time, headers.Signatures, body, time.GetUtcNow(), _secrets);
        if (fault is { } why)
        {
            log.WebhookRefused(why);
            metrics.Refused(why);
        }

        return fault;
    }

    /// <summary>Writes the receipts, unless the webhook with this id was taken before.</summary>
    /// <returns>How many were written.</returns>
    /// <exception cref="BrokerAwayException">The broker did not take all of them in time.</exception>
    public async Task<int> TakeAsync(string id, IReadOnlyList<ActionReceiptRecord> receipts, CancellationToken token)
    {
        if (_seen.Contains(id))
        {
            metrics.Repeated();
            return 0;
        }

        await broker.WriteAsync(
            TopicNames.ActionReceipts,
            [.. receipts.Select(receipt => (receipt.LiveId.Value, JsonSerializer.SerializeToUtf8Bytes(receipt, WireJson.Default.ActionReceiptRecord)))],
            token);
        _seen.Add(id);
        metrics.Taken(receipts.Count);
        return receipts.Count;
    }
}

/// <summary>The headers of a signed webhook, as they came.</summary>
internal readonly record struct WebhookHeaders(string Id, string Time, string Signatures)
{
    /// <summary>Reads them; one that is missing is empty, and one that is given twice is no header that a sender meant.</summary>
    public static WebhookHeaders Of(IHeaderDictionary headers)
    {
        return new WebhookHeaders(One(WebhookSignature.IdHeader), One(WebhookSignature.TimeHeader), One(WebhookSignature.SignatureHeader));

        string One(string name) => headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] ?? "" : "";
    }
}

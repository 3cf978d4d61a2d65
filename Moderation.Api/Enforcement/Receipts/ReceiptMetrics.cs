using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;
using Moderation.Core.Enforcement;

namespace Moderation.Api.Enforcement.Receipts;

/// <summary>Counts receipts that came over HTTP.</summary>
internal sealed class ReceiptMetrics
{
    private readonly Counter<long> _receipts;
    private readonly Counter<long> _webhooks;

    public ReceiptMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.MeterName);
        _receipts = meter.CreateCounter<long>("moderation.enforcement.http_receipts", "{receipt}", "Receipts that came over HTTP and were written.");
        _webhooks = meter.CreateCounter<long>("moderation.enforcement.http_webhooks", "{webhook}", "Webhooks with receipts, by what became of them.");
    }

    public void Taken(int receiptCount)
    {
        _receipts.Add(receiptCount);
        Count("taken");
    }

    public void Repeated() => Count("repeated");

    public void Invalid() => Count("invalid");

    public void Refused(WebhookFault fault) => Count(fault switch
    {
        WebhookFault.Malformed => "malformed",
        WebhookFault.NotNow => "not_now",
        _ => "wrong_signature",
    });

    private void Count(string fate) => _webhooks.Add(1, new KeyValuePair<string, object?>("fate", fate));
}

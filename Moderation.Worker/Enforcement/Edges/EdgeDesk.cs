using System.Text;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>Brings each order to every edge that takes its kind, and publishes the receipts of those that answer at once, so that all receipts lie in one topic.</summary>
internal sealed class EdgeDesk : IDisposable
{
    private readonly List<(IOrderEdge Edge, EdgeLanes? Lanes)> _edges;
    private readonly IRecordPublisher _publisher;
    private readonly EnforcementMetrics _metrics;
    private readonly ILogger _log;

    public EdgeDesk(IEnumerable<IOrderEdge> edges, IRecordPublisher publisher, EnforcementMetrics metrics, ILogger<EdgeDesk> log)
    {
        (_publisher, _metrics, _log) = (publisher, metrics, log);
        _edges = [.. edges.Select(edge => (edge, edge.Lanes > 0 ? new EdgeLanes(edge.Lanes, (sending, stop) => BringAsync(edge, sending, stop)) : null))];
    }

    public void Start()
    {
        foreach (var (edge, lanes) in _edges)
        {
            lanes?.Start();
            var taken = Enum.GetValues<ActionKind>().Where(edge.Takes).Select(WireWord.From).ToList();
            var kinds = taken.Count == WireWord.All<ActionKind>().Count ? "orders of every kind" : string.Join(", ", taken);
            _log.EdgeReady(edge.Name, kinds, edge.Describes);
        }
    }

    public Task StopAsync() => Task.WhenAll(_edges.Select(edge => edge.Lanes?.StopAsync() ?? Task.CompletedTask));

    public void Dispose()
    {
        foreach (var (_, lanes) in _edges)
            lanes?.Dispose();
    }

    /// <summary>Sends an order on its way. Does not wait; calls come from one thread, in the order in which orders must arrive.</summary>
    public void Send(EdgeSending sending)
    {
        foreach (var (edge, lanes) in _edges.Where(edge => edge.Edge.Takes(sending.Order.Kind)))
        {
            if (lanes is null)
                _ = BringAsync(edge, sending, sending.Owner.Lost);
            else if (lanes.TryAdd(sending) is { } refusal)
                _metrics.CountSend(edge.Name, refusal);
        }
    }

    private async Task BringAsync(IOrderEdge edge, EdgeSending sending, CancellationToken stop)
    {
        try
        {
            Take(edge, sending, await edge.SendAsync(sending, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _metrics.CountSend(edge.Name, "given_up");
        }
        catch (Exception e)
        {
            // An edge that fails must not stop the others; the order comes again as one that is not answered.
            Take(edge, sending, new EdgeAnswer.TryAgain($"the edge failed: {e.GetType().Name}"));
        }
    }

    private void Take(IOrderEdge edge, EdgeSending sending, EdgeAnswer answer)
    {
        switch (answer)
        {
            case EdgeAnswer.Answered { Receipt: var receipt }:
                var value = JsonSerializer.SerializeToUtf8Bytes(receipt, WireJson.Default.ActionReceiptRecord);
                _publisher.Send(new OutgoingRecord(TopicNames.ActionReceipts, Encoding.UTF8.GetBytes(receipt.LiveId.Value), value, sending.TraceParent));
                _metrics.CountSend(edge.Name, WireWord.From(receipt.Status));
                break;
            case EdgeAnswer.TryAgain { Why: var why }:
                _metrics.CountSend(edge.Name, "try_again");
                _log.NotDelivered(edge.Name, sending.Order.ActionId, sending.Attempt, why);
                break;
            default:
                _metrics.CountSend(edge.Name, "delivered");
                break;
        }
    }
}

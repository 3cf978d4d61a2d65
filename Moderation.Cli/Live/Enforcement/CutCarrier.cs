using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Cli.Live.Enforcement;

/// <summary>An order to cut that was carried out, or could not be.</summary>
/// <param name="Order">The order.</param>
/// <param name="Outcome">What nginx says.</param>
/// <param name="DoneAt">When it said so.</param>
internal sealed record CarriedCut(ActionRecord Order, DropOutcome Outcome, DateTimeOffset DoneAt);

/// <summary>The one place at which the demo makes an order true; the service's own enforcement takes its place.</summary>
internal sealed class CutCarrier(PublishGate gate, NginxRtmpControl control, TimeProvider time)
{
    /// <summary>Opens the gate again for whoever was cut.</summary>
    public void TakeBack(ActionRecord reversal) => gate.Take(reversal);

    /// <summary>Shuts the gate before the drop: in between, a publisher could come back in.</summary>
    public async Task<CarriedCut> CarryOutAsync(ActionRecord order, CancellationToken ct)
    {
        gate.Take(order);
        var outcome = await control.DropPublisherAsync(order.LiveId.Value, ct);
        return new CarriedCut(order, outcome, time.GetUtcNow());
    }
}

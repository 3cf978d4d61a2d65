using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>Drops the publisher of a live that is cut or paused, and says what came of it.</summary>
/// <remarks>It is carried out also where nobody publishes: whoever tries to is refused by the restrictions, which the same order brings about.</remarks>
internal sealed class NginxRtmpEdge(NginxRtmpOptions options, IHttpClientFactory clients, TimeProvider time) : IOrderEdge
{
    public const string Client = "enforcement.nginx-rtmp";
    private readonly Uri _control = new(options.ControlUrl!);

    public string Name => "nginx-rtmp";

    public int Lanes => 2;

    public string Describes => $"{_control.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, application {options.Application}";

    public bool Takes(ActionKind kind) => kind is ActionKind.CutLive or ActionKind.PauseLive;

    public async Task<EdgeAnswer> SendAsync(EdgeSending sending, CancellationToken stop)
    {
        // The publisher comes back by itself; there is nothing to put back.
        if (sending.Order.Reverses is not null)
            return Answer(sending.Order, ReceiptStatus.Lifted, "may be published again");
        using var http = clients.CreateClient(Client);
        http.Timeout = options.Timeout;
        return await new NginxRtmpControl(http, _control, options.Application).DropPublisherAsync(sending.Order.LiveId.Value, stop) switch
        {
            DropOutcome.Dropped dropped => Answer(sending.Order, ReceiptStatus.Applied, string.Create(CultureInfo.InvariantCulture, $"{dropped.Count} connections dropped")),
            DropOutcome.WasNotThere => Answer(sending.Order, ReceiptStatus.Applied, "nobody was publishing"),
            DropOutcome.Failed failed => new EdgeAnswer.TryAgain(failed.Why),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private EdgeAnswer.Answered Answer(ActionRecord order, ReceiptStatus status, string detail) => new(new ActionReceiptRecord
    {
        V = WireVersion.Current, LiveId = order.LiveId, ActionId = order.ActionId, Status = status, At = time.GetUtcNow(), Detail = detail,
    });
}

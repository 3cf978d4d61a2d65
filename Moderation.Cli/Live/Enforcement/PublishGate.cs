using System.Collections.Concurrent;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Enforcement;

/// <summary>Who may publish: nobody whose live is cut, for as long as the order lasts and is not taken back. Threads: any.</summary>
internal sealed class PublishGate(TimeProvider time)
{
    private readonly ConcurrentDictionary<LiveId, ActionRecord> _cuts = [];

    /// <summary>Takes note of an order; of those that do not cut, none.</summary>
    public void Take(ActionRecord order)
    {
        if (order.Kind != ActionKind.CutLive)
            return;
        if (order.Reverses is not { } reversed)
            _cuts[order.LiveId] = order;
        else if (_cuts.TryGetValue(order.LiveId, out var cut) && cut.ActionId == reversed)
            _cuts.TryRemove(KeyValuePair.Create(order.LiveId, cut));
    }

    /// <param name="streamName">As the publisher sent it. What is no live's id could not be moderated, and is not let in.</param>
    public bool Admits(string? streamName) =>
        TextId.TryParse<LiveId>(streamName, out var live) && !(_cuts.TryGetValue(live, out var cut) && time.GetUtcNow() < cut.ExpiresAt);
}

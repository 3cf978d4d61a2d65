using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions.Policies;

/// <summary>Writes what one partition's log does not yet say about the policies.</summary>
internal sealed class PolicyMarkers(PolicyWatcher watcher, MarkerWriter markers)
{
    private readonly Dictionary<string, long> _sent = new(StringComparer.Ordinal);
    private long _seenChanges = -1;

    /// <param name="timeline">What the partition's log says.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="newest">Newest event time known in the partition.</param>
    public void WriteMissing(PolicyTimeline timeline, int partition, DateTimeOffset newest)
    {
        var changes = watcher.Changes;
        if (changes == _seenChanges)
            return;
        _seenChanges = changes;
        foreach (var policy in watcher.Newest)
        {
            if (timeline.RevisionOf(policy.Name) >= policy.Revision || _sent.GetValueOrDefault(policy.Name) >= policy.Revision)
                continue;
            _sent[policy.Name] = policy.Revision;
            var at = policy.At > newest ? policy.At : newest;
            markers.Write(new PolicySignal { V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = at, Policy = policy }, partition, "policy");
        }
    }
}

using Confluent.Kafka;
using Moderation.Api.Projections;
using Moderation.Core.Enforcement;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Whether settling may begin: what is in force is read, and the tables hold every settlement and every order's end that the topics held when this process began.</summary>
/// <remarks>Without the latter a lost database that is being refilled would have gifts settled a second time, and otherwise than the first.</remarks>
internal sealed class GiftSettlingStart(GiftFeedState feed, RestrictionWatch watch, ProjectionSessions sessions, OffsetStore offsets)
{
    private bool _isCaughtUp;

    public async Task<bool> MayBeginAsync()
    {
        if (!_isCaughtUp && watch.IsLoaded && feed.Ends is { } ends)
            _isCaughtUp = IsCaughtUp(await sessions.ClusterIdAsync(), ends);
        return _isCaughtUp;
    }

    private bool IsCaughtUp(string cluster, IReadOnlyList<TopicPartitionOffset> ends)
    {
        var read = offsets.Read(cluster, ends.Select(end => end.TopicPartition));
        return ends.All(end => read.GetValueOrDefault(end.TopicPartition) >= end.Offset.Value);
    }
}

using Confluent.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>Says which lane scores which partition. One partition stays with one lane, so the signals of a live stay in order.</summary>
internal sealed class LaneBoard<TLane>(IReadOnlyList<TLane> lanes)
    where TLane : class
{
    private readonly Dictionary<TopicPartition, TLane> _assigned = [];

    /// <summary>Gives a partition to the lane that has the fewest.</summary>
    public TLane Assign(TopicPartition partition)
    {
        if (!_assigned.TryGetValue(partition, out var lane))
        {
            lane = lanes.MinBy(candidate => _assigned.Values.Count(taken => taken == candidate))!;
            _assigned.Add(partition, lane);
        }

        return lane;
    }

    public void Free(TopicPartition partition) => _assigned.Remove(partition);
}

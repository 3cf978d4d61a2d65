using Confluent.Kafka;
using Moderation.Core.Decisions;
using Moderation.Worker.Decisions.Policies;
using Moderation.Worker.Decisions.Snapshots;
using Moderation.Worker.Decisions.Standing;

namespace Moderation.Worker.Decisions;

/// <summary>The partitions that this process decides. All calls come from the loop's own thread.</summary>
internal sealed class DecidedPartitions(
    DeciderRules rules, DeciderOptions options, PartitionBeginnings beginnings, PolicyWatcher policies, MarkerWriter markers, SnapshotSettings snapshots, StandingCopies standings)
{
    private readonly Dictionary<TopicPartition, DecidedPartition> _partitions = [];
    private readonly HashSet<DecidedPartition> _behind = [];

    public int LiveCount => _partitions.Values.Sum(partition => partition.Shelf.Count);

    /// <summary>Versions of policies that decide, in the partition where fewest do.</summary>
    public int FewestPolicies => _partitions.Values.Select(partition => partition.Timeline.Current.Policies.Count).DefaultIfEmpty().Min();

    public DecidedPartition this[TopicPartition id] => _partitions[id];

    public void Add(TopicPartition id)
    {
        var beginning = beginnings.Take(id);
        var shelf = new LiveShelf(options, rules);
        shelf.PutBack(beginning.Memory.Lives);
        var partition = new DecidedPartition(
            id, beginning, shelf, new Guards(beginning.Memory.Guards, rules, markers), new PolicyMarkers(policies, markers), snapshots);
        _partitions[id] = partition;
        _behind.Add(partition);
    }

    public void Remove(TopicPartition id)
    {
        if (!_partitions.Remove(id, out var partition))
            return;
        partition.Leave();
        _behind.Remove(partition);
    }

    public void Tick()
    {
        foreach (var partition in _partitions.Values)
            partition.Tick();
        foreach (var partition in _behind.Where(partition => partition.IsCaughtUp).ToList())
        {
            _behind.Remove(partition);
            standings.LookThrough(partition);
        }

        standings.Tick(_partitions.Values);
    }
}

using System.Diagnostics;
using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>The partitions that a loop owns. All calls come from the poll thread, the rebalance callbacks included.</summary>
internal sealed class PartitionBook(LoopPlan plan, IRecordIntake intake, KafkaMetrics metrics, ILogger log, CancellationToken stopping)
{
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<TopicPartition, AssignedPartition> _owned = [];
    private List<WorkQuota> _quotas = [];
    private int _ownedCount;
    private int _pausedCount;
    private volatile bool _hasJoined;

    public IReadOnlyCollection<AssignedPartition> Owned => _owned.Values;

    /// <summary>For other threads: how many partitions are owned.</summary>
    public int OwnedCount => Volatile.Read(ref _ownedCount);

    /// <summary>For other threads: how many of them are paused.</summary>
    public int PausedCount => Volatile.Read(ref _pausedCount);

    /// <summary>For other threads: whether the group has given partitions, or none, at least once.</summary>
    public bool HasJoined => _hasJoined;

    /// <summary>Whether there is room for no partition.</summary>
    public bool IsFull => _quotas.Count > 0 && _quotas.TrueForAll(quota => quota.IsFull);

    public AssignedPartition? Find(TopicPartition id) => _owned.GetValueOrDefault(id);

    /// <summary>Takes partitions on and says where to begin reading them.</summary>
    public IReadOnlyList<TopicPartitionOffset> Assign(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        var (committed, start) = AskForPositions(consumer, partitions);
        foreach (var (partition, offset) in committed.Select(c => (c.TopicPartition, c.Offset)))
            _owned[partition] = new AssignedPartition(partition, offset.IsSpecial ? null : offset.Value, intake.Assign(partition));
        CountOwned();
        _hasJoined = true;
        metrics.CountRebalance(plan.Name, "assigned");
        log.Assigned(plan.Name, new PartitionList(partitions), _owned.Count);
        return start;
    }

    /// <summary>Gives partitions up in good order: what is begun is finished, what is queued is left, what is durable is committed.</summary>
    public void Revoke(OffsetCommitter committer, IEnumerable<TopicPartition> partitions)
    {
        var leaving = Leave(partitions);
        var patience = plan.RevokePatience;
        foreach (var partition in leaving)
        {
            var started = Stopwatch.GetTimestamp();
            if (!partition.WaitUntilIdle(patience))
                log.LeftUnfinished(plan.Name, partition.Id.Partition.Value);
            patience -= Stopwatch.GetElapsedTime(started);
        }

        committer.Finish(leaving);
        metrics.CountRebalance(plan.Name, "revoked");
        log.Revoked(plan.Name, new PartitionList(leaving.Select(p => p.Id)), _owned.Count);
    }

    /// <summary>Forgets partitions that somebody else may own already; a commit would be refused or, worse, would rewind theirs.</summary>
    public void Lose(IEnumerable<TopicPartition> partitions)
    {
        var lost = Leave(partitions);
        metrics.CountRebalance(plan.Name, "lost");
        log.Lost(plan.Name, new PartitionList(lost.Select(p => p.Id)), _owned.Count);
    }

    public void PauseWhenFull(IConsumer<byte[]?, byte[]?> consumer, AssignedPartition partition)
    {
        if (partition.Paused || !partition.Quota.IsFull)
            return;
        consumer.Pause([partition.Id]);
        partition.Paused = true;
        Volatile.Write(ref _pausedCount, _pausedCount + 1);
        metrics.Pauses.Add(1, new KeyValuePair<string, object?>("loop", plan.Name));
    }

    public void ResumeWithRoom(IConsumer<byte[]?, byte[]?> consumer)
    {
        if (_pausedCount == 0)
            return;
        foreach (var partition in _owned.Values)
        {
            if (!partition.Paused || !partition.Quota.HasRoom)
                continue;
            consumer.Resume([partition.Id]);
            partition.Paused = false;
            Volatile.Write(ref _pausedCount, _pausedCount - 1);
        }
    }

    private List<AssignedPartition> Leave(IEnumerable<TopicPartition> partitions)
    {
        var leaving = new List<AssignedPartition>();
        foreach (var id in partitions)
        {
            if (!_owned.Remove(id, out var partition))
                continue;
            partition.Close();
            intake.Forget(id);
            leaving.Add(partition);
        }

        CountOwned();
        Volatile.Write(ref _pausedCount, _owned.Values.Count(p => p.Paused));
        return leaving;
    }

    private void CountOwned()
    {
        _quotas = [.. _owned.Values.Select(partition => partition.Quota).Distinct()];
        Volatile.Write(ref _ownedCount, _owned.Count);
    }

    /// <remarks>A broker that does not answer is asked again: to begin without knowing the committed offset could skip or repeat a whole partition.</remarks>
    private (IReadOnlyList<TopicPartitionOffset> Committed, IReadOnlyList<TopicPartitionOffset> Start) AskForPositions(
        IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
            return ([], []);
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            try
            {
                var committed = consumer.Committed(partitions, BrokerPatience);
                return (committed, plan.ReplayStart.From(consumer, committed));
            }
            catch (KafkaException e) when (!e.Error.IsFatal)
            {
                log.PositionsUnknown(plan.Name, e.Error.Code, e.Error.Reason);
                stopping.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            }
        }
    }
}

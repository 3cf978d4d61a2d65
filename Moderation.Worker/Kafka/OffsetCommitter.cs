using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>Commits offsets, one request at a time; in the ordinary course beside the poll thread, which must not wait for the broker.</summary>
internal sealed class OffsetCommitter(string loop, IConsumer<byte[]?, byte[]?> consumer, KafkaMetrics metrics, ILogger log) : IDisposable
{
    private readonly Lock _oneAtATime = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Starts a commit unless one is under way. Called on the poll thread.</summary>
    public void Begin(IEnumerable<AssignedPartition> partitions)
    {
        if (!_running.IsCompleted)
            return;
        var due = Collect(partitions);
        if (due.Count > 0)
            _running = Task.Run(() => Send(due));
    }

    /// <summary>Commits now and returns when the broker has answered. For the moments after which it would be too late.</summary>
    public void Finish(IEnumerable<AssignedPartition> partitions)
    {
        lock (_oneAtATime)
            Send(Collect(partitions));
    }

    /// <summary>Waits for a commit that is under way; the consumer can be disposed afterwards.</summary>
    public void Dispose() => ((IAsyncResult)_running).AsyncWaitHandle.WaitOne();

    private static List<(AssignedPartition Partition, long Offset)> Collect(IEnumerable<AssignedPartition> partitions)
    {
        var due = new List<(AssignedPartition, long)>();
        foreach (var partition in partitions)
        {
            if (partition.NextCommit() is { } offset)
                due.Add((partition, offset));
        }

        return due;
    }

    private void Send(List<(AssignedPartition Partition, long Offset)> due)
    {
        if (due.Count == 0)
            return;
        lock (_oneAtATime)
        {
            try
            {
                consumer.Commit(due.Select(d => new TopicPartitionOffset(d.Partition.Id, d.Offset)));
                foreach (var (partition, offset) in due)
                    partition.MarkCommitted(offset);
                metrics.Commits.Add(1, new KeyValuePair<string, object?>("loop", loop));
            }
            catch (KafkaException e)
            {
                // Nothing is lost: the next round asks again, and what stays uncommitted is delivered again under the same ids.
                metrics.CommitFailures.Add(1, new KeyValuePair<string, object?>("loop", loop));
                log.CommitFailed(loop, e.Error.Code, e.Error.Reason);
            }
        }
    }
}

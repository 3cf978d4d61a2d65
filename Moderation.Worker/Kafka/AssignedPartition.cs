using System.Diagnostics;
using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>One partition for as long as this process owns it: what is in hand, what may be committed, whether it was taken away.</summary>
/// <remarks>Safe for several threads, except <see cref="Paused"/>, which belongs to the poll thread.</remarks>
internal sealed class AssignedPartition(TopicPartition id, long? committed, WorkQuota quota)
{
    private readonly object _gate = new();
    private readonly OffsetLedger _ledger = new();
    private long _committed = committed ?? -1;
    private int _held;
    private volatile bool _closed;

    public TopicPartition Id { get; } = id;

    public WorkQuota Quota { get; } = quota;

    /// <summary>Records under this offset were decided by a former owner: they rebuild state and have no outputs.</summary>
    public long ReplayEnd { get; } = committed ?? 0;

    public bool Paused { get; set; }

    /// <summary>Whether the partition was taken away: work not yet begun is left to its next owner.</summary>
    public bool Closed => _closed;

    public HeldRecord Hold(ConsumeResult<byte[]?, byte[]?> source)
    {
        lock (_gate)
        {
            _ledger.Begin(source.Offset.Value);
            _held++;
        }

        Quota.Add();
        return new HeldRecord(this, source);
    }

    /// <summary>Ends the work on a record. Without a durable fate nothing at or after it is ever committed by this owner.</summary>
    public void Finish(long offset, bool durable)
    {
        lock (_gate)
        {
            if (durable)
                _ledger.Complete(offset);
            if (--_held == 0)
                Monitor.PulseAll(_gate);
        }

        Quota.Remove();
    }

    /// <summary>Every record under this offset has met its fate, and everything that followed from it is acknowledged; null before the first record.</summary>
    public long? DurableUpTo
    {
        get
        {
            lock (_gate)
                return _ledger.Committable;
        }
    }

    /// <summary>The offset to commit; null when there is nothing new.</summary>
    public long? NextCommit()
    {
        lock (_gate)
            return _ledger.Committable is { } next && next > _committed ? next : null;
    }

    public void MarkCommitted(long offset)
    {
        lock (_gate)
            _committed = Math.Max(_committed, offset);
    }

    public void Close() => _closed = true;

    /// <summary>Waits until nothing is in hand; false when it took longer than the caller's patience.</summary>
    public bool WaitUntilIdle(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_held > 0)
            {
                var left = patience - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                    return _held == 0;
            }
        }

        return true;
    }
}

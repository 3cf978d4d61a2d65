namespace Moderation.Worker.Kafka;

/// <summary>How many records may be in hand at once before their partitions are paused, and how few before they are resumed.</summary>
/// <remarks>Safe for several threads. It advises and does not block: a few records can still arrive after the pause.</remarks>
internal sealed class WorkQuota
{
    private readonly int _high;
    private readonly int _low;
    private int _held;

    public WorkQuota(int high, int low)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        (_high, _low) = (high, low);
    }

    public int Held => Volatile.Read(ref _held);

    public bool IsFull => Held >= _high;

    public bool HasRoom => Held <= _low;

    public void Add() => Interlocked.Increment(ref _held);

    public void Remove() => Interlocked.Decrement(ref _held);
}

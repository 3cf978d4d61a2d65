namespace Moderation.Worker.Kafka;

/// <summary>Knows, for one partition, up to where every record has met its fate, whatever the order they finish in.</summary>
/// <remarks>
/// Offsets are begun in the order they were consumed: ascending, gaps allowed (compaction and transactions leave some).
/// The committable offset is that of the first record still in flight, or one past the last begun when none is; so it never passes
/// work in flight. Not safe for several threads; <see cref="AssignedPartition"/> locks.
/// </remarks>
internal sealed class OffsetLedger
{
    private const int InitialCapacity = 64;
    private Entry[] _ring = new Entry[InitialCapacity];
    private int _head;
    private int _count;
    private long _nextOffset = -1;

    /// <summary>Records begun and not yet covered by <see cref="Committable"/>.</summary>
    public int Count => _count;

    /// <summary>The offset that may be committed (the next one to read after a restart); null before the first record.</summary>
    public long? Committable => _count > 0 ? _ring[_head].Offset : _nextOffset < 0 ? null : _nextOffset;

    /// <summary>Notes that a record was consumed.</summary>
    public void Begin(long offset)
    {
        if (offset < _nextOffset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "offsets are begun in ascending order");
        if (_count == _ring.Length)
            Grow();
        _ring[(_head + _count) % _ring.Length] = new Entry { Offset = offset };
        _count++;
        _nextOffset = offset + 1;
    }

    /// <summary>Notes that the fate of a record is durable.</summary>
    public void Complete(long offset)
    {
        ref var entry = ref Find(offset);
        if (entry.Done)
            throw new InvalidOperationException($"offset {offset} was completed twice");
        entry.Done = true;
        while (_count > 0 && _ring[_head].Done)
        {
            _head = (_head + 1) % _ring.Length;
            _count--;
        }
    }

    private ref Entry Find(long offset)
    {
        var low = 0;
        var high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            ref var entry = ref _ring[(_head + middle) % _ring.Length];
            if (entry.Offset == offset)
                return ref entry;
            if (entry.Offset < offset)
                low = middle + 1;
            else
                high = middle - 1;
        }

        throw new InvalidOperationException($"offset {offset} is not in flight");
    }

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var i = 0; i < _count; i++)
            larger[i] = _ring[(_head + i) % _ring.Length];
        _ring = larger;
        _head = 0;
    }

    private struct Entry
    {
        public long Offset;
        public bool Done;
    }
}

namespace Moderation.Core.Evidence.Text;

/// <summary>The samples or events that came lately, so that one delivered again does nothing. Beyond them a repeat is caught by its age.</summary>
/// <remarks>
/// Kept as 64-bit FNV-1a hashes: 28 bytes each instead of 130. Two of 16,384 lines share one with a chance of 1 in 10^11; the later would be taken for a repeat.
/// One is forgotten when event time has gone on for as long as they are remembered since it came (5 to 10 s later than that), or when there are too many.
/// </remarks>
internal sealed class RecentSamples(int capacity, TimeSpan rememberFor)
{
    private const ulong FnvStart = 14695981039346656037UL;
    private const long SlotTicks = 5 * TimeSpan.TicksPerSecond;

    private readonly HashSet<ulong> _known = [];
    private readonly Queue<ulong> _order = [];
    // How many of them came in each slot of the newest event time, which never goes back.
    private readonly Queue<(long Slot, int Count)> _slots = [];
    private long _newestSlot;
    private int _newestCount;
    // Of the oldest slot, those that had to make place already.
    private int _spent;

    /// <summary>How many are remembered.</summary>
    public int Count => _order.Count;

    /// <summary>Remembers an id; false when it was there already.</summary>
    /// <param name="id">The id.</param>
    /// <param name="at">Its event time.</param>
    public bool Add(string id, DateTimeOffset at) => Add(Hash(FnvStart, id), at);

    /// <summary>Remembers a pair of ids; false when it was there already.</summary>
    /// <param name="first">One id.</param>
    /// <param name="second">The other.</param>
    /// <param name="at">Their event time.</param>
    // A unit that no id holds keeps "a" and "bc" apart from "ab" and "c".
    public bool Add(string first, string second, DateTimeOffset at) => Add(Hash(Hash(Hash(FnvStart, first), "\n"), second), at);

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write((long)_slots.Count);
        writer.Write(_newestSlot);
        writer.Write((long)_newestCount);
        var spent = _spent;
        foreach (var (slot, count) in _slots)
        {
            writer.Write(_newestSlot - slot);
            writer.Write((long)(count - spent));
            spent = 0;
        }

        foreach (var hash in _order)
            writer.WriteBits(hash);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static RecentSamples Restore(StateReader reader, int capacity, TimeSpan rememberFor)
    {
        var slotCount = reader.ReadCount();
        var samples = new RecentSamples(capacity, rememberFor) { _newestSlot = reader.ReadLong(), _newestCount = reader.ReadCount() };
        long total = samples._newestCount;
        for (; slotCount > 0; slotCount--)
        {
            var (slot, count) = (samples._newestSlot - reader.ReadCount(), reader.ReadCount());
            samples._slots.Enqueue((slot, count));
            total += count;
        }

        if (total > capacity)
            throw new FormatException("state: too many samples");
        for (; total > 0; total--)
        {
            var hash = reader.ReadBits();
            samples._order.Enqueue(hash);
            if (!samples._known.Add(hash))
                throw new FormatException("state: a sample stands twice");
        }

        return samples;
    }

    private bool Add(ulong hash, DateTimeOffset at)
    {
        Forget(at.UtcTicks / SlotTicks);
        if (!_known.Add(hash))
            return false;
        _order.Enqueue(hash);
        _newestCount++;
        if (_order.Count > capacity)
            ForgetOldest();
        return true;
    }

    private void Forget(long slot)
    {
        if (slot <= _newestSlot)
            return;
        if (_newestCount > 0)
            _slots.Enqueue((_newestSlot, _newestCount));
        (_newestSlot, _newestCount) = (slot, 0);
        // The whole of an old slot is past the time.
        while (_slots.TryPeek(out var oldest) && (_newestSlot - oldest.Slot - 1) * SlotTicks >= rememberFor.Ticks)
        {
            _slots.Dequeue();
            for (var i = _spent; i < oldest.Count; i++)
                _known.Remove(_order.Dequeue());
            _spent = 0;
        }
    }

    private void ForgetOldest()
    {
        _known.Remove(_order.Dequeue());
        if (!_slots.TryPeek(out var oldest))
        {
            _newestCount--;
            return;
        }

        if (++_spent == oldest.Count)
        {
            _slots.Dequeue();
            _spent = 0;
        }
    }

    private static ulong Hash(ulong start, string text)
    {
        foreach (var unit in text)
            start = (start ^ unit) * 1099511628211UL;
        return start;
    }
}

using Moderation.Core.Evidence;

namespace Moderation.Core.Decisions;

/// <summary>The ids of the newest session events of a live, so that one delivered again does nothing.</summary>
internal sealed class RecentEvents
{
    // Far more than a broker delivers again for one live; older repeats are caught by their event time.
    private const int KeptCount = 256;
    private readonly HashSet<string> _ids = [];
    private readonly Queue<string> _order = [];

    public void Save(StateWriter writer)
    {
        writer.Write((long)_order.Count);
        foreach (var id in _order)
            writer.Write(id);
    }

    public void Load(StateReader reader)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
            Add(reader.ReadText());
    }

    /// <summary>Remembers an id; false when it was there already.</summary>
    public bool Add(string eventId)
    {
        if (!_ids.Add(eventId))
            return false;
        _order.Enqueue(eventId);
        if (_order.Count > KeptCount)
            _ids.Remove(_order.Dequeue());
        return true;
    }
}

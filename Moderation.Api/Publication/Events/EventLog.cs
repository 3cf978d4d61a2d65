using System.Globalization;
using Microsoft.Extensions.Options;

namespace Moderation.Api.Publication.Events;

/// <summary>The newest events of this process, in the order of their commits. Readers have a place in it and nothing of their own, so however slow one is, it holds no memory.</summary>
internal sealed class EventLog(IOptions<EventOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Entry[] _kept = new Entry[options.Value.Kept];
    private readonly Dictionary<string, long> _places = [];
    private long _first;
    private long _next;
    private long _round;
    private string _newest = "";
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether changes are heard of. Without that nobody can be told that nothing changed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Begins anew: what came before, and what may have been missed since, is gone.</summary>
    /// <param name="mark">Names the place before the first event.</param>
    public void Open(string mark)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            (_round, _first, IsOpen) = (_round + 1, _next, true);
            _places.Clear();
            Keep(new Entry(mark, null, []));
            changed = Renew();
        }

        changed.TrySetResult();
    }

    /// <summary>Says that changes are no longer heard of.</summary>
    public void Close()
    {
        lock (_lock)
            IsOpen = false;
    }

    /// <summary>Adds a change that every process is told of.</summary>
    public void Add(long id, ChangeEvent change) => Add(id.ToString(CultureInfo.InvariantCulture), change);

    /// <summary>Adds what only the readers of this process are told of now, and nobody who comes back.</summary>
    public void AddPassing(ChangeEvent change) => Add(null, change);

    /// <summary>Where a reader begins.</summary>
    /// <param name="lastId">The last event that it was told of; null where it begins with what comes.</param>
    /// <returns>Null where that is not known here.</returns>
    public EventPlace? Find(string? lastId)
    {
        lock (_lock)
        {
            if (lastId is null)
                return new EventPlace(_round, _next, _newest);
            return _places.TryGetValue(lastId, out var place) ? new EventPlace(_round, place + 1, lastId) : null;
        }
    }

    /// <summary>The events from a place on.</summary>
    public EventBatch Read(EventPlace place, int most)
    {
        lock (_lock)
        {
            if (place.Round != _round || place.Next < _first)
                return new EventBatch(place, [], _changed.Task, IsGone: true, IsTooSlow: place.Round == _round);
            var count = (int)Math.Min(most, _next - place.Next);
            var events = new Entry[count];
            for (var i = 0; i < count; i++)
                events[i] = _kept[(place.Next + i) % _kept.Length];
            return new EventBatch(place with { Next = place.Next + count }, events, _changed.Task, IsGone: false, IsTooSlow: false);
        }
    }

    private void Add(string? id, ChangeEvent change)
    {
        var entry = new Entry(id, change, EventFrame.Of(id, change));
        TaskCompletionSource changed;
        lock (_lock)
        {
            Keep(entry);
            changed = Renew();
        }

        changed.TrySetResult();
    }

    private void Keep(Entry entry)
    {
        if (_next - _first == _kept.Length)
        {
            if (_kept[_first % _kept.Length].Id is { } gone)
                _places.Remove(gone);
            _first++;
        }

        _kept[_next % _kept.Length] = entry;
        if (entry.Id is { } id)
            (_places[id], _newest) = (_next, id);
        _next++;
    }

    private TaskCompletionSource Renew()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return changed;
    }

    /// <summary>An event.</summary>
    /// <param name="Id">Names it; null where nobody can come back to it.</param>
    /// <param name="Change">What happened; null for the place before the first.</param>
    /// <param name="Frame">It as bytes.</param>
    internal readonly record struct Entry(string? Id, ChangeEvent? Change, byte[] Frame);
}

/// <summary>How far a reader is.</summary>
/// <param name="Round">Since when changes are heard of without a gap.</param>
/// <param name="Next">The next event's number.</param>
/// <param name="NewestId">Names the place when it was found.</param>
internal readonly record struct EventPlace(long Round, long Next, string NewestId);

/// <summary>What a reader is told next.</summary>
/// <param name="Place">How far it is then.</param>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Changed">Ends when there are more.</param>
/// <param name="IsGone">Whether something in between is not known any more.</param>
/// <param name="IsTooSlow">Whether that is so because the reader took too long.</param>
internal readonly record struct EventBatch(EventPlace Place, IReadOnlyList<EventLog.Entry> Events, Task Changed, bool IsGone, bool IsTooSlow);

using Moderation.Core.Subjects;

namespace Moderation.Core.Evidence;

/// <summary>How many different ids came inside a window of event time. Of more than <see cref="MaxKept"/> ids the newest are kept, so a count says "at least".</summary>
/// <remarks>
/// Each id is kept with its newest time alone: one that comes again after <c>now</c> is not counted before it. Memory: 24 bytes an id. Allocation: when the first id comes, and while
/// their number grows.
/// </remarks>
internal struct Distinct<TKey>
    where TKey : struct, ITextId<TKey>
{
    /// <summary>Most ids that are kept.</summary>
    public const int MaxKept = 256;

    // By rising newest time. Few windows reach far back, and whoever comes came lately, so both count and search begin at the end.
    private List<(TKey Key, DateTimeOffset At)>? _newest;

    /// <summary>Notes that an id came.</summary>
    public void Touch(TKey key, DateTimeOffset at)
    {
        _newest ??= [];
        var known = _newest.Count - 1;
        while (known >= 0 && !_newest[known].Key.Equals(key))
            known--;
        if (known >= 0)
        {
            if (_newest[known].At >= at)
                return;
            _newest.RemoveAt(known);
        }
        else if (_newest.Count == MaxKept)
        {
            if (_newest[0].At > at)
                return;
            _newest.RemoveAt(0);
        }

        var place = _newest.Count;
        while (place > 0 && _newest[place - 1].At > at)
            place--;
        _newest.Insert(place, (key, at.ToUniversalTime()));
    }

    /// <summary>How many of the kept ids came inside the window that ends now.</summary>
    public readonly int Count(TimeSpan window, DateTimeOffset now)
    {
        var count = 0;
        for (var i = (_newest?.Count ?? 0) - 1; i >= 0 && now - _newest![i].At <= window; i--)
            count += _newest[i].At <= now ? 1 : 0;
        return count;
    }

    /// <summary>Writes it down.</summary>
    public readonly void Save(StateWriter writer)
    {
        writer.Write((long)(_newest?.Count ?? 0));
        for (var i = 0; i < (_newest?.Count ?? 0); i++)
        {
            writer.Write(_newest![i].Key.Value);
            writer.Write(_newest[i].At);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static Distinct<TKey> Restore(StateReader reader)
    {
        var count = reader.ReadCount();
        if (count > MaxKept)
            throw new FormatException("state: too many different ids");
        var distinct = default(Distinct<TKey>);
        if (count > 0)
            distinct._newest = new(count);
        for (var i = 0; i < count; i++)
            distinct._newest!.Add((reader.ReadId<TKey>(), reader.ReadTime()));
        return distinct;
    }
}

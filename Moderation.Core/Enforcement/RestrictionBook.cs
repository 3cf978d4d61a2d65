using System.Collections.Concurrent;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>What is in force in every live, read from <see cref="TopicNames.Restrictions"/>. Safe for one writer and many readers.</summary>
public sealed class RestrictionBook
{
    private readonly ConcurrentDictionary<LiveId, RestrictionRecord> _lives = new();

    /// <summary>Lives in which something is in force, or was until its time ran out.</summary>
    public int LiveCount => _lives.Count;

    /// <summary>Takes what is in force in a live now. Records of one live come in the order in which they were written.</summary>
    /// <param name="record">The record; it replaces the one before whole.</param>
    public void Take(RestrictionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Restrictions.Count == 0)
            _lives.TryRemove(record.LiveId, out _);
        else
            _lives[record.LiveId] = record;
    }

    /// <summary>Forgets a live, as a tombstone says.</summary>
    /// <param name="live">The live.</param>
    public void Forget(LiveId live) => _lives.TryRemove(live, out _);

    /// <summary>What was in force in a live when its last record was written; some of it may have run out since.</summary>
    /// <param name="live">The live.</param>
    public IReadOnlyList<Restriction> Last(LiveId live) => _lives.TryGetValue(live, out var record) ? record.Restrictions : [];

    /// <summary>What is in force in a live at a time.</summary>
    /// <param name="live">The live.</param>
    /// <param name="now">The time; what ends then is no longer in force.</param>
    public IEnumerable<Restriction> InForce(LiveId live, DateTimeOffset now) =>
        _lives.TryGetValue(live, out var record) ? record.Restrictions.Where(restriction => restriction.Until > now) : [];

    /// <summary>Drops lives whose restrictions have all run out.</summary>
    /// <param name="now">The time.</param>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var (_, record) in _lives)
        {
            if (record.Restrictions.All(restriction => restriction.Until <= now))
                _lives.TryRemove(new KeyValuePair<LiveId, RestrictionRecord>(record.LiveId, record));
        }
    }
}

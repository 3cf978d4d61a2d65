using Moderation.Core.Enforcement;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement;

/// <summary>What is read back on taking over. Of what topics say more than once the newest counts. All calls come from the fold's thread.</summary>
internal sealed class EnforcementMemory(Dispatcher dispatcher)
{
    private readonly Dictionary<LiveId, RestrictionRecord> _restrictions = [];
    private EnforcementStateRecord? _state;

    /// <summary>Lives of which the topic says that something is in force.</summary>
    public IEnumerable<LiveId> LivesToldOf => _restrictions.Keys.OrderBy(live => live.Value, StringComparer.Ordinal);

    public void Take(DispatchRecord record) => dispatcher.Restore(record);

    public void Take(ControlRecord control) => dispatcher.Restore(control);

    public void Take(EnforcementStateRecord state) => _state = state;

    public void Take(RestrictionRecord record)
    {
        if (record.Restrictions.Count > 0)
            _restrictions[record.LiveId] = record;
        else
            _restrictions.Remove(record.LiveId);
    }

    /// <summary>All of it was read.</summary>
    /// <returns>From when on something may be unknown that was said since; null when nothing was ever written down.</returns>
    public DateTimeOffset? Complete()
    {
        if (_state is not { } state)
            return null;
        dispatcher.Restore(state);
        return dispatcher.OldestOpen is { } oldest && oldest < state.At ? oldest : state.At;
    }

    /// <summary>Whether the topic says just that.</summary>
    public bool Tells(RestrictionRecord record) =>
        _restrictions.TryGetValue(record.LiveId, out var told) && told.Restrictions.SequenceEqual(record.Restrictions);
}

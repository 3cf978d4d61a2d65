using Moderation.Core.Subjects;

namespace Moderation.Core.Enforcement;

/// <summary>The orders that enforcement remembers, found by what is asked of them.</summary>
internal sealed class OrderBook
{
    private readonly Dictionary<ActionId, Dispatch> _all = [];
    private readonly Dictionary<ActionId, ActionId> _renewals = [];
    private readonly HashSet<Dispatch> _open = [];
    private readonly Dictionary<LiveId, HashSet<Dispatch>> _openByLive = [];
    private readonly Dictionary<ReportId, HashSet<Dispatch>> _openByReport = [];

    /// <summary>Every order that is remembered.</summary>
    public IEnumerable<Dispatch> All => _all.Values;

    /// <summary>Orders that time can still change.</summary>
    public IReadOnlyCollection<Dispatch> Open => _open;

    public Dispatch? Find(ActionId id) => _all.GetValueOrDefault(id);

    /// <summary>The order that renews this one, if one was read.</summary>
    public ActionId? RenewalOf(ActionId id) => _renewals.TryGetValue(id, out var renewal) ? renewal : null;

    /// <summary>The last of the orders that renew one another after this one; null where none does.</summary>
    public Dispatch? NewestAfter(ActionId id)
    {
        Dispatch? newest = null;
        // Ids are derived with the number of the renewal, but records are only read: a ring of them must not stop everything.
        for (var left = _renewals.Count; left > 0 && RenewalOf(id) is { } next && Find(next) is { } found; left--)
            (newest, id) = (found, next);
        return newest;
    }

    public IEnumerable<Dispatch> OpenIn(LiveId live) => _openByLive.TryGetValue(live, out var found) ? found : [];

    public IEnumerable<Dispatch> OpenOf(ReportId report) => _openByReport.TryGetValue(report, out var found) ? found : [];

    public void Put(Dispatch dispatch)
    {
        if (_all.TryGetValue(dispatch.Order.ActionId, out var former))
            Close(former);
        _all[dispatch.Order.ActionId] = dispatch;
        if (dispatch.Order.Renews is { } renewed)
            _renewals[renewed] = dispatch.Order.ActionId;
        Follow(dispatch);
    }

    /// <summary>Notes whether time can still change it, after its record changed.</summary>
    public void Follow(Dispatch dispatch)
    {
        if (!dispatch.IsOpen)
        {
            Close(dispatch);
            return;
        }

        _open.Add(dispatch);
        Add(_openByLive, dispatch.Order.LiveId, dispatch);
        Add(_openByReport, dispatch.Order.ReportId, dispatch);
    }

    /// <summary>Forgets what is over and ended before a time.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var (id, dispatch) in _all)
        {
            if (dispatch.IsOpen || dispatch.Order.ExpiresAt > before)
                continue;
            _all.Remove(id);
            if (dispatch.Order.Renews is { } renewed)
                _renewals.Remove(renewed);
        }
    }

    private void Close(Dispatch dispatch)
    {
        _open.Remove(dispatch);
        Remove(_openByLive, dispatch.Order.LiveId, dispatch);
        Remove(_openByReport, dispatch.Order.ReportId, dispatch);
    }

    private static void Add<TKey>(Dictionary<TKey, HashSet<Dispatch>> index, TKey key, Dispatch dispatch)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var found))
            index.Add(key, found = []);
        found.Add(dispatch);
    }

    private static void Remove<TKey>(Dictionary<TKey, HashSet<Dispatch>> index, TKey key, Dispatch dispatch)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var found) && found.Remove(dispatch) && found.Count == 0)
            index.Remove(key);
    }
}

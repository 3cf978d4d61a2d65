using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>Gathers what follows from one thing that enforcement was told. Reused from one to the next.</summary>
internal sealed class OutcomeWriter(OrderBook book)
{
    private readonly List<Dispatch> _changed = [];
    private readonly List<Dispatch> _moved = [];
    private readonly SortedSet<string> _lives = new(StringComparer.Ordinal);
    private List<Sending> _send = [];
    private List<ActionRecord> _order = [];
    private List<(EnforcementAlertKind Kind, Dispatch About)> _alerts = [];

    /// <summary>Gives an order another record, and notes what has to be told because of it.</summary>
    public void Change(Dispatch dispatch, DispatchRecord record)
    {
        if (record == dispatch.Record)
            return;
        var wasInForce = dispatch.IsInForce;
        if (record.State != dispatch.Record.State)
            Move(dispatch);
        dispatch.Record = record;
        book.Follow(dispatch);
        if (!_changed.Contains(dispatch))
            _changed.Add(dispatch);
        if (wasInForce != dispatch.IsInForce)
            _lives.Add(dispatch.Order.LiveId.Value);
    }

    /// <summary>Notes an order that is new.</summary>
    public void Add(Dispatch dispatch)
    {
        book.Put(dispatch);
        _changed.Add(dispatch);
        Move(dispatch);
        if (dispatch.IsInForce)
            _lives.Add(dispatch.Order.LiveId.Value);
    }

    /// <summary>Writes an order's record once more, as a change after those that somebody else counted.</summary>
    public void Again(Dispatch dispatch, long revision)
    {
        dispatch.Record = dispatch.Record with { Revision = Math.Max(dispatch.Record.Revision, revision) };
        _changed.Add(dispatch);
        _lives.Add(dispatch.Order.LiveId.Value);
    }

    public void Send(Dispatch dispatch) => _send.Add(new Sending(dispatch.Order, dispatch.Record.Attempts));

    public void Order(ActionRecord reversal) => _order.Add(reversal);

    public void Alert(EnforcementAlertKind kind, Dispatch about) => _alerts.Add((kind, about));

    public DispatchOutcome Finish(DateTimeOffset now)
    {
        if (_changed.Count == 0 && _send.Count == 0 && _order.Count == 0)
            return DispatchOutcome.Nothing;
        foreach (var dispatch in _changed)
            dispatch.Record = dispatch.Record with { Revision = dispatch.Record.Revision + 1 };
        var outcome = new DispatchOutcome
        {
            Changed = [.. _changed.Select(dispatch => dispatch.Record)],
            Moved = [.. _moved.Select(dispatch => dispatch.Record)],
            Send = _send,
            Order = _order,
            Restrictions = [.. _lives.Select(live => Restrictions(LiveId.Parse(live), now))],
            Alerts = [.. _alerts.Select(alert => new EnforcementAlert(alert.Kind, alert.About.Record))],
        };
        _changed.Clear();
        _moved.Clear();
        _lives.Clear();
        (_send, _order, _alerts) = ([], [], []);
        return outcome;
    }

    /// <summary>What is in force in a live.</summary>
    public RestrictionRecord Restrictions(LiveId live, DateTimeOffset now) => new()
    {
        V = WireVersion.Current,
        LiveId = live,
        At = now,
        Restrictions = [.. book.OpenIn(live).Where(dispatch => dispatch.IsInForce).OrderBy(dispatch => dispatch.Order.ActionId.Value, StringComparer.Ordinal).Select(Restriction)],
    };

    private void Move(Dispatch dispatch)
    {
        if (!_moved.Contains(dispatch))
            _moved.Add(dispatch);
    }

    private static Restriction Restriction(Dispatch dispatch) => new()
    {
        ActionId = dispatch.Order.ActionId,
        Kind = dispatch.Order.Kind,
        Subject = dispatch.Order.Subject,
        From = dispatch.Record.ReleasedAt ?? throw new InvalidOperationException("an order in force was released"),
        Until = dispatch.Order.ExpiresAt,
        MaxCoinsPerMinute = dispatch.Order.MaxCoinsPerMinute,
        MessageId = dispatch.Order.MessageId,
        Policy = dispatch.Order.Policy.Name,
        Ground = dispatch.Order.Ground,
    };
}

using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>Brings back what another one knew, and says what has to be told again because of it.</summary>
internal sealed class Takeover(OrderBook book, Switchboard switches, OrderJudge judge, DispatchSteps steps, OutcomeWriter writer)
{
    private readonly List<ControlRecord> _controls = [];
    private readonly Dictionary<ActionId, long> _strangers = [];
    private readonly HashSet<DispatchRecord> _sentBefore = new(ReferenceEqualityComparer.Instance);

    public void Restore(DispatchRecord record)
    {
        // Of two that count the same changes the later one holds: its writer knew, or had reason not to believe, the earlier.
        if (book.Find(record.Order.ActionId) is { } known && known.Record.Revision > record.Revision)
            return;
        book.Put(new Dispatch(record));
        if (record.State == DispatchState.Released)
            _sentBefore.Add(record);
    }

    public void Restore(EnforcementStateRecord state) => judge.Restore(state.Breakers);

    public void Restore(ControlRecord control)
    {
        if (switches.Take(control))
            _controls.Add(control);
    }

    public DispatchOutcome Resume(DateTimeOffset now)
    {
        judge.Recount(now);
        foreach (var control in _controls)
            Obey(control, now);
        _controls.Clear();
        // What has changed since it was brought back was answered, or is sent already.
        foreach (var dispatch in book.OpenInOrder(open => _sentBefore.Contains(open.Record) && open.Order.ExpiresAt > now))
            steps.SendAgain(dispatch, now);
        _sentBefore.Clear();
        var lives = book.Open.Where(open => open.IsInForce).Select(open => open.Order.LiveId).Distinct().OrderBy(live => live.Value, StringComparer.Ordinal).ToList();
        var outcome = writer.Finish(now);
        return outcome with { Restrictions = [.. lives.Select(live => writer.Restrictions(live, now))] };
    }

    /// <summary>Writes what is known of an order once more, after somebody else wrote about it.</summary>
    public void Insist(DispatchRecord written)
    {
        if (book.Find(written.Order.ActionId) is { } known)
            writer.Again(known, written.Revision);
        else
            _strangers[written.Order.ActionId] = Math.Max(RevisionBefore(written.Order.ActionId), written.Revision);
    }

    /// <summary>How far somebody else has counted the changes of an order that is not known here yet.</summary>
    public long RevisionBefore(ActionId order) => _strangers.GetValueOrDefault(order);

    /// <summary>Does what the one before may have left undone. What a switch of long ago asked for was done then, and orders that came after it are none of its business.</summary>
    private void Obey(ControlRecord control, DateTimeOffset now)
    {
        if (control is { Scope: ControlScope.Kind, Mode: ControlMode.Enforce })
            judge.Close(WireWord.Parse<ActionKind>(control.Name!), control.At);
        if (control.Lift)
            steps.Lift(control, switches.IsNewest(control, now) ? DateTimeOffset.MaxValue : control.At, book, now);
    }
}

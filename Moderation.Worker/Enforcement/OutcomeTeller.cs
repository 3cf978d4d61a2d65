using Moderation.Core.Enforcement;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement;

/// <summary>Counts and logs what became of orders.</summary>
internal sealed class OutcomeTeller(EnforcementMetrics metrics, ILogger<OutcomeTeller> log)
{
    private HashSet<ActionKind> _tripped = [];

    public void Tell(DispatchOutcome outcome)
    {
        foreach (var record in outcome.Moved)
        {
            metrics.CountMoved(record);
            Log(record);
        }

        foreach (var alert in outcome.Alerts)
            Tell(alert);
    }

    public void Tell(ControlRecord control)
    {
        var (over, mode) = (control.ToKey(), WireWord.From(control.Mode));
        log.SwitchSet(over, mode, control.Until, control.Lift);
    }

    /// <summary>Tells how enforcement stands, and which breakers closed since it was told last.</summary>
    public void Tell(EnforcementStateRecord state)
    {
        metrics.State = state;
        var tripped = state.Breakers.Select(breaker => breaker.Kind).ToHashSet();
        foreach (var kind in _tripped.Except(tripped))
        {
            var word = WireWord.From(kind);
            log.BreakerClosed(word);
        }

        _tripped = tripped;
    }

    private void Tell(EnforcementAlert alert)
    {
        var (record, order) = (alert.Dispatch, alert.Dispatch.Order);
        var kind = WireWord.From(order.Kind);
        switch (alert.Kind)
        {
            case EnforcementAlertKind.Unanswered:
                log.Unanswered(order.ActionId, order.LiveId, record.ReleasedAt, kind, record.Attempts);
                break;
            case EnforcementAlertKind.BreakerTripped:
                metrics.CountTrip(order.Kind);
                log.BreakerTripped(kind, order.ActionId, order.Policy.Name);
                break;
            case EnforcementAlertKind.Refused:
                log.Refused(order.ActionId, order.LiveId, kind, order.Policy.Name);
                break;
        }
    }

    private void Log(DispatchRecord record)
    {
        var (order, kind, reason) = (record.Order, WireWord.From(record.Order.Kind), record.Reason is { } why ? WireWord.From(why) : "no reason given");
        switch (record.State)
        {
            case DispatchState.Released when order.Reverses is not null:
                log.ReversalReleased(order.ActionId, order.Reverses, order.LiveId, kind, order.Reasons.Count > 0 ? order.Reasons[0].Code : "");
                break;
            case DispatchState.Released:
                log.Released(order.ActionId, order.LiveId, kind, order.Policy.Name);
                break;
            case DispatchState.Held:
                log.Held(order.ActionId, order.LiveId, kind, order.Policy.Name, reason);
                break;
            case DispatchState.Suppressed:
                log.Suppressed(order.ActionId, order.LiveId, kind, order.Policy.Name, reason);
                break;
            case DispatchState.Applied:
                log.Applied(order.ActionId, order.LiveId, record.Attempts, kind);
                break;
            case DispatchState.Ended:
                log.Ended(order.ActionId, order.LiveId, kind, reason);
                break;
        }
    }
}

using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>The steps that an order can take once it is known.</summary>
internal sealed class DispatchSteps(DispatchRules rules, OutcomeWriter writer)
{
    /// <summary>The record of an order that is sent for the first time.</summary>
    public DispatchRecord Released(DispatchRecord record, DateTimeOffset now) => record with
    {
        State = DispatchState.Released, Reason = null, ReleasedAt = now, Attempts = 1, RetryAt = now + rules.AnswerWithin,
    };

    public void Release(Dispatch dispatch, DateTimeOffset now)
    {
        writer.Change(dispatch, Released(dispatch.Record, now));
        writer.Send(dispatch);
    }

    public void End(Dispatch dispatch, DispatchReason because, DateTimeOffset at)
    {
        // What never had an effect has none that ends.
        writer.Change(dispatch, dispatch.Record with
        {
            State = DispatchState.Ended, Reason = because, EndedAt = dispatch.Record.ReleasedAt > at ? dispatch.Record.ReleasedAt : at, RetryAt = null, IsOverdue = false,
        });
    }

    /// <summary>Does what a held order waited for.</summary>
    public void Confirm(Dispatch held, DispatchReason? forbidden, DateTimeOffset now)
    {
        if (held.Order.ExpiresAt <= now)
            End(held, DispatchReason.Expired, held.Order.ExpiresAt);
        else if (forbidden is not null)
            writer.Change(held, held.Record with { State = DispatchState.Suppressed, Reason = forbidden });
        else
            Release(held, now);
    }

    public void Apply(Dispatch dispatch, ActionReceiptRecord receipt)
    {
        var before = dispatch.Record.State;
        writer.Change(dispatch, dispatch.After(receipt));
        if (dispatch.Record.State == DispatchState.Refused && before != DispatchState.Refused)
            writer.Alert(EnforcementAlertKind.Refused, dispatch);
    }

    /// <summary>Sends an order again, and tells somebody, when it is time to.</summary>
    public void Chase(Dispatch dispatch, DateTimeOffset now)
    {
        if (!dispatch.Record.IsOverdue && now - dispatch.Record.ReleasedAt >= rules.AlertAfter)
        {
            writer.Change(dispatch, dispatch.Record with { IsOverdue = true });
            writer.Alert(EnforcementAlertKind.Unanswered, dispatch);
        }

        if (dispatch.Record.RetryAt <= now)
            SendAgain(dispatch, now);
    }

    public void SendAgain(Dispatch dispatch, DateTimeOffset now)
    {
        var attempts = dispatch.Record.Attempts + 1;
        writer.Change(dispatch, dispatch.Record with { Attempts = attempts, RetryAt = now + Wait(attempts) });
        writer.Send(dispatch);
    }

    /// <summary>Takes back what a switch concerns and was received before a time.</summary>
    public void Lift(ControlRecord control, DateTimeOffset before, OrderBook book, DateTimeOffset now)
    {
        foreach (var dispatch in book.OpenInOrder(open => !open.IsReversal && open.Record.ReceivedAt <= before && Switchboard.Concerns(control, open.Order)))
            writer.Order(dispatch.Order.Reversal(now, new Reason("switched_off", "Enforcement was switched off, and what was in force is taken back.")));
    }

    private TimeSpan Wait(int attempts)
    {
        var wait = rules.AnswerWithin;
        for (var i = 1; i < attempts && wait < rules.LongestWait; i++)
            wait *= 2;
        return wait < rules.LongestWait ? wait : rules.LongestWait;
    }
}

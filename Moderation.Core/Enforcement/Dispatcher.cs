using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>Decides what becomes of each order: sent, held for a person, written down only, sent again, ended. Pure: it is told the time.</summary>
/// <remarks>
/// An order that is told twice, and receipts in any order and number, change nothing. A reversal is never stopped by a breaker or a switch.
/// What it says follows from what it was told and when; <see cref="Restore(DispatchRecord)"/> brings back what another one knew. Threads: one at a time.
/// </remarks>
public sealed class Dispatcher
{
    private const int MostUnknown = 10_000;

    private readonly DispatchRules _rules;
    private readonly OrderBook _book = new();
    private readonly Switchboard _switches = new();
    private readonly RecentWords<ActionId, ActionReceiptRecord> _receipts = new(MostUnknown);
    private readonly RecentWords<ReportId, VerdictRecord> _verdicts = new(MostUnknown);
    private readonly OutcomeWriter _out;
    private readonly OrderJudge _judge;
    private readonly DispatchSteps _steps;
    private DateTimeOffset _forgotAt;

    /// <summary>Makes one that knows of no order.</summary>
    /// <param name="rules">How patient it is, and how much it lets through.</param>
    public Dispatcher(DispatchRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _out = new OutcomeWriter(_book);
        _judge = new OrderJudge(rules, _book, _switches, _verdicts);
        _steps = new DispatchSteps(rules, _out);
    }

    /// <summary>Takes an order, or a reversal, out of the log of orders.</summary>
    /// <param name="order">The order.</param>
    /// <param name="now">The time.</param>
    public DispatchOutcome Take(ActionRecord order, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (_book.Find(order.ActionId) is not null)
            return DispatchOutcome.Nothing;
        var judgement = _judge.Judge(order, now);
        var dispatch = new Dispatch(new DispatchRecord
        {
            V = WireVersion.Current, Order = order, State = judgement.State, Reason = judgement.Reason, ReceivedAt = now, Revision = 0,
        });
        if (judgement.State == DispatchState.Released)
            dispatch.Record = _steps.Released(dispatch.Record, now);
        _out.Add(dispatch);
        if (judgement.Ends is { } ended)
            _steps.End(ended, judgement.EndsBecause, now);
        foreach (var related in judgement.AlsoReverses ?? [])
            _out.Order(related.Reversal(now, order.Reasons.Count > 0 ? order.Reasons[0] : new Reason("reversed", "An order of the same term was taken back."), order.Verdicts));
        if (judgement.HasTripped)
            _out.Alert(EnforcementAlertKind.BreakerTripped, dispatch);
        foreach (var receipt in _receipts.About(order.ActionId))
            _steps.Apply(dispatch, receipt);
        // What the platform has answered already it has.
        if (dispatch.Record.State == DispatchState.Released)
            _out.Send(dispatch);
        return _out.Finish(now);
    }

    /// <summary>Takes the platform's word on an order.</summary>
    /// <param name="receipt">The receipt; of an order that is not known yet it is remembered for a while.</param>
    /// <param name="now">The time.</param>
    public DispatchOutcome Take(ActionReceiptRecord receipt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (_book.Find(receipt.ActionId) is not { } dispatch)
            _receipts.Add(receipt.ActionId, receipt);
        else
            _steps.Apply(dispatch, receipt);
        return _out.Finish(now);
    }

    /// <summary>Takes a reviewer's verdict: what was held is released when it is confirmed, and what is in force is taken back when it is overturned.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="now">The time.</param>
    public DispatchOutcome Take(VerdictRecord verdict, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        _verdicts.Add(verdict.ReportId, verdict);
        foreach (var dispatch in _book.OpenOf(verdict.ReportId).OrderBy(dispatch => dispatch.Order.ActionId.Value, StringComparer.Ordinal).ToList())
        {
            if (verdict.Kind == VerdictKind.Confirmed && dispatch.Record.State == DispatchState.Held)
                Confirm(dispatch, now);
            else if (verdict.Kind == VerdictKind.Overturned && !dispatch.IsReversal)
                _out.Order(dispatch.Order.Reversal(now, new Reason("overturned", "A person looked and found the report wrong."), [verdict.VerdictId]));
        }

        return _out.Finish(now);
    }

    /// <summary>Takes a switch that a person set.</summary>
    /// <param name="control">The switch.</param>
    /// <param name="now">The time.</param>
    public DispatchOutcome Take(ControlRecord control, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(control);
        if (!_switches.Take(control))
            return DispatchOutcome.Nothing;
        if (control is { Scope: ControlScope.Kind, Mode: ControlMode.Enforce })
            _judge.Close(WireWord.Parse<ActionKind>(control.Name!));
        if (control.Lift)
        {
            foreach (var dispatch in _book.Open.Where(open => !open.IsReversal && Switchboard.Concerns(control, open.Order)).OrderBy(open => open.Order.ActionId.Value, StringComparer.Ordinal))
                _out.Order(dispatch.Order.Reversal(now, new Reason("switched_off", "Enforcement was switched off, and what was in force is taken back.")));
        }

        return _out.Finish(now);
    }

    /// <summary>Lets time pass: orders expire, unanswered ones are sent again, breakers close.</summary>
    /// <param name="now">The time.</param>
    public DispatchOutcome Tick(DateTimeOffset now)
    {
        _judge.Tick(now);
        foreach (var dispatch in _book.Open.OrderBy(open => open.Order.ActionId.Value, StringComparer.Ordinal).ToList())
        {
            if (dispatch.Order.ExpiresAt <= now)
                _steps.End(dispatch, DispatchReason.Expired, dispatch.Order.ExpiresAt);
            else if (dispatch.Record.State == DispatchState.Released)
                _steps.Chase(dispatch, now);
        }

        if (now - _forgotAt >= TimeSpan.FromMinutes(1))
        {
            _forgotAt = now;
            _book.Forget(now - _rules.RememberFor);
        }

        return _out.Finish(now);
    }

    /// <summary>Brings back what was known of an order. Of several records of one order the newest counts.</summary>
    /// <param name="record">A record of <see cref="TopicNames.Dispatches"/>.</param>
    public void Restore(DispatchRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_book.Find(record.Order.ActionId) is { } known && known.Record.Revision >= record.Revision)
            return;
        _book.Put(new Dispatch(record));
    }

    /// <summary>Brings back which breakers had tripped.</summary>
    /// <param name="state">The newest record of <see cref="TopicNames.EnforcementState"/>.</param>
    public void Restore(EnforcementStateRecord state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _judge.Restore(state.Breakers);
    }

    /// <summary>Begins after everything was brought back: what the platform has not answered is sent again, and what is in force is told again.</summary>
    /// <param name="now">The time.</param>
    public DispatchOutcome Resume(DateTimeOffset now)
    {
        _judge.Recount(now);
        foreach (var dispatch in _book.Open.Where(open => open.Record.State == DispatchState.Released && open.Order.ExpiresAt > now).OrderBy(open => open.Order.ActionId.Value, StringComparer.Ordinal).ToList())
            _steps.SendAgain(dispatch, now);
        var lives = _book.Open.Where(open => open.IsInForce).Select(open => open.Order.LiveId).Distinct().OrderBy(live => live.Value, StringComparer.Ordinal).ToList();
        var outcome = _out.Finish(now);
        return outcome with { Restrictions = [.. lives.Select(live => _out.Restrictions(live, now))] };
    }

    /// <summary>How enforcement stands.</summary>
    /// <param name="now">The time.</param>
    public EnforcementStateRecord Describe(DateTimeOffset now) => new()
    {
        V = WireVersion.Current,
        At = now,
        Held = _book.Open.Count(open => open.Record.State == DispatchState.Held),
        Unanswered = _book.Open.Count(open => open.Record.State == DispatchState.Released),
        Overdue = _book.Open.Count(open => open.Record.IsOverdue),
        InForce = _book.Open.Count(open => open.IsInForce),
        Breakers = _judge.Tripped(now),
        Controls = _switches.Set(now),
    };

    private void Confirm(Dispatch held, DateTimeOffset now)
    {
        if (held.Order.ExpiresAt <= now)
            _steps.End(held, DispatchReason.Expired, held.Order.ExpiresAt);
        else if (_judge.Forbids(held.Order, now) is { } reason)
            _out.Change(held, held.Record with { State = DispatchState.Suppressed, Reason = reason });
        else
            _steps.Release(held, now);
    }
}

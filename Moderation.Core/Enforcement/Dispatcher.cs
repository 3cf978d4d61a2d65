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
    private readonly Takeover _takeover;
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
        _takeover = new Takeover(_book, _switches, _judge, _steps, _out);
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
            V = WireVersion.Current, Order = order, State = judgement.State, Reason = judgement.Reason, ReceivedAt = now, Revision = _takeover.RevisionBefore(order.ActionId),
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
                _steps.Confirm(dispatch, _judge.Forbids(dispatch.Order, now), now);
            else if (verdict.Kind == VerdictKind.Overturned && !dispatch.IsReversal && dispatch.CameBefore(verdict))
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
            _steps.Lift(control, DateTimeOffset.MaxValue, _book, now);
        return _out.Finish(now);
    }

    /// <summary>Lets time pass: orders expire, unanswered ones are sent again, breakers close.</summary>
    /// <param name="now">The time.</param>
    public DispatchOutcome Tick(DateTimeOffset now)
    {
        _judge.Tick(now);
        foreach (var dispatch in _book.OpenInOrder(open => open.Order.ExpiresAt <= now || open.Record.State == DispatchState.Released))
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
        _takeover.Restore(record);
    }

    /// <summary>Brings back which breakers had tripped.</summary>
    /// <param name="state">The newest record of <see cref="TopicNames.EnforcementState"/>.</param>
    public void Restore(EnforcementStateRecord state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _takeover.Restore(state);
    }

    /// <summary>Brings back a switch. All of them are brought back, in the order in which they were set.</summary>
    /// <param name="control">A record of <see cref="TopicNames.Controls"/>.</param>
    public void Restore(ControlRecord control)
    {
        ArgumentNullException.ThrowIfNull(control);
        _takeover.Restore(control);
    }

    /// <summary>Begins after everything was brought back: what the platform has not answered is sent again, and what is in force is told again.</summary>
    /// <param name="now">The time.</param>
    public DispatchOutcome Resume(DateTimeOffset now) => _takeover.Resume(now);

    /// <summary>Takes what somebody else wrote about an order after this one had taken over: what is known here is written again, so that it is the last word.</summary>
    /// <param name="written">A record of <see cref="TopicNames.Dispatches"/> by another writer.</param>
    /// <param name="now">The time.</param>
    public DispatchOutcome Take(DispatchRecord written, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(written);
        _takeover.Insist(written);
        return _out.Finish(now);
    }

    /// <summary>What is in force in a live.</summary>
    /// <param name="live">The live.</param>
    /// <param name="now">The time.</param>
    public RestrictionRecord InForce(LiveId live, DateTimeOffset now) => _out.Restrictions(live, now);

    /// <summary>When the oldest order that is still open was received; null when none is.</summary>
    public DateTimeOffset? OldestOpen => _book.Open.Count == 0 ? null : _book.Open.Min(open => open.Record.ReceivedAt);

    /// <summary>Orders that are held, unanswered or in force.</summary>
    public int OpenCount => _book.Open.Count;

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
}

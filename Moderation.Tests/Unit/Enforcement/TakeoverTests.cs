using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class TakeoverTests
{
    private static readonly DateTimeOffset Now = Records.Noon.AddSeconds(1);
    private static readonly ActionRecord Order = Records.Action(1);
    private readonly Dispatcher _former = new(Rules());

    [Fact]
    public void A_switch_of_long_ago_takes_nothing_back_that_was_ordered_after_it_was_set_back()
    {
        var record = Assert.Single(_former.Take(Order, Now).Changed);

        var outcome = TakeOver([record], Off(Now.AddMinutes(-2)), EnforcementRecords.Switch(ControlMode.Enforce, Now.AddMinutes(-1))).Resume(Now.AddMinutes(1));

        Assert.Empty(outcome.Order);
        Assert.Single(outcome.Send);
    }

    [Fact]
    public void A_switch_that_went_back_by_itself_takes_nothing_back_that_was_ordered_after_it()
    {
        var record = Assert.Single(_former.Take(Order, Now).Changed);

        var outcome = TakeOver([record], Off(Now.AddMinutes(-2)) with { Until = Now.AddMinutes(-1) }).Resume(Now.AddMinutes(1));

        Assert.Empty(outcome.Order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_switch_that_nobody_had_obeyed_yet_is_obeyed_even_if_it_was_set_back_since(bool setBack)
    {
        var record = Assert.Single(_former.Take(Order, Now).Changed);
        ControlRecord[] controls = [Off(Now.AddSeconds(10)), .. setBack ? [EnforcementRecords.Switch(ControlMode.Enforce, Now.AddSeconds(20))] : Array.Empty<ControlRecord>()];

        var outcome = TakeOver([record], controls).Resume(Now.AddMinutes(1));

        Assert.Equal(Order.ActionId, Assert.Single(outcome.Order).Reverses);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void A_breaker_is_closed_by_a_switch_that_was_set_after_it_had_tripped_and_by_no_earlier_one(int minutesAfter, int tripped)
    {
        DispatchRecord[] records = [.. Told(Records.Action(1, ActionKind.CutLive)), .. Told(Records.Action(2, ActionKind.CutLive))];
        var state = _former.Describe(Now);
        Assert.Single(state.Breakers);
        var next = TakeOver(records, EnforcementRecords.Switch(ControlMode.Enforce, Now.AddMinutes(minutesAfter), ControlScope.Kind, "cut_live"));
        next.Restore(state);

        next.Resume(Now.AddMinutes(2));

        Assert.Equal(tripped, next.Describe(Now.AddMinutes(2)).Breakers.Count);
    }

    [Fact]
    public void A_verdict_that_is_read_again_says_nothing_about_what_was_ordered_after_it()
    {
        var verdict = EnforcementRecords.Verdict(Order, VerdictKind.Overturned, Order.OrderedAt.AddSeconds(-1));
        _former.Take(verdict, Now);
        var record = Assert.Single(_former.Take(Order, Now).Changed);
        Assert.Equal(DispatchState.Released, record.State);
        var next = TakeOver([record]);

        Assert.Empty(next.Take(verdict, Now.AddMinutes(1)).Order);
        Assert.Single(next.Take(verdict with { VerdictId = "v-2", At = Now.AddSeconds(30) }, Now.AddMinutes(1)).Order);
    }

    [Fact]
    public void What_somebody_else_writes_late_is_written_over_with_a_higher_revision_and_the_live_is_told_again()
    {
        var record = Assert.Single(_former.Take(Order, Now).Changed);
        var late = record with { State = DispatchState.Held, Revision = 7 };

        var outcome = _former.Take(late, Now.AddSeconds(1));

        Assert.Equal(record with { Revision = 8 }, Assert.Single(outcome.Changed));
        Assert.Equal(Order.ActionId, Assert.Single(Assert.Single(outcome.Restrictions).Restrictions).ActionId);
        Assert.Empty(outcome.Moved);
        Assert.Empty(outcome.Send);
    }

    [Fact]
    public void What_somebody_else_writes_about_an_order_that_was_not_read_yet_is_written_over_once_it_is()
    {
        var late = Assert.Single(_former.Take(Order, Now).Changed) with { Revision = 3 };
        var next = new Dispatcher(Rules());

        Assert.Same(DispatchOutcome.Nothing, next.Take(late, Now));
        Assert.Equal(4, Assert.Single(next.Take(Order, Now).Changed).Revision);
    }

    [Fact]
    public void What_was_released_after_it_was_brought_back_is_sent_once()
    {
        DispatchRecord[] records = [.. Told(Records.Action(1, ActionKind.CutLive)), .. Told(Records.Action(2, ActionKind.CutLive))];
        var next = TakeOver(records);

        var confirmed = next.Take(EnforcementRecords.Verdict(Records.Action(2), VerdictKind.Confirmed, Now), Now);

        Assert.Equal(Records.Action(2).ActionId, Assert.Single(confirmed.Send).Order.ActionId);
        Assert.Equal(Records.Action(1).ActionId, Assert.Single(next.Resume(Now).Send).Order.ActionId);
    }

    [Fact]
    public void Of_two_records_that_count_the_same_changes_the_later_one_holds()
    {
        var record = Assert.Single(_former.Take(Order, Now).Changed);

        var next = TakeOver([record, record with { State = DispatchState.Suppressed, Reason = DispatchReason.SwitchedOff, ReleasedAt = null, RetryAt = null, Attempts = 0 }]);

        Assert.Empty(next.Resume(Now).Send);
    }

    [Fact]
    public void In_a_dry_run_nothing_is_sent_but_reversals_of_what_was_sent_before()
    {
        var record = Assert.Single(_former.Take(Order, Now).Changed);
        var dry = new Dispatcher(Rules() with { DryRun = true });
        dry.Restore(record);
        dry.Take(Records.Receipt(Order, ReceiptStatus.Applied, Now), Now);
        dry.Resume(Now);

        var suppressed = dry.Take(Records.Action(2), Now);
        var reversal = dry.Take(Order.Reversal(Now, new Reason("overturned", "")), Now);

        Assert.Equal((DispatchState.Suppressed, DispatchReason.DryRun), (suppressed.Changed[0].State, suppressed.Changed[0].Reason));
        Assert.Empty(suppressed.Send);
        Assert.Equal(Order.ActionId, Assert.Single(reversal.Send).Order.Reverses);
    }

    [Fact]
    public void An_order_that_is_sent_again_has_not_moved()
    {
        Assert.Single(_former.Take(Order, Now).Moved);

        var again = _former.Tick(Now.AddSeconds(6));
        var answered = _former.Take(Records.Receipt(Order, ReceiptStatus.Applied, Now), Now.AddSeconds(7));

        Assert.Single(again.Changed);
        Assert.Empty(again.Moved);
        Assert.Equal(DispatchState.Applied, Assert.Single(answered.Moved).State);
    }

    private static ControlRecord Off(DateTimeOffset at) => EnforcementRecords.Off(at, lift: true);

    private static DispatchRules Rules() => new() { MaxPerMinute = new Dictionary<ActionKind, int> { [ActionKind.CutLive] = 1 } };

    private static Dispatcher TakeOver(IEnumerable<DispatchRecord> records, params ControlRecord[] controls)
    {
        var next = new Dispatcher(Rules());
        foreach (var record in records)
            next.Restore(record);
        foreach (var control in controls)
            next.Restore(control);
        return next;
    }

    private IReadOnlyList<DispatchRecord> Told(ActionRecord order) => _former.Take(order, Now).Changed;
}

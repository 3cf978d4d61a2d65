using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Properties.Enforcement;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class DispatcherTests
{
    private static readonly DateTimeOffset Now = Records.Noon.AddSeconds(1);
    private readonly EnforcementRun _run = new(new DispatchRules { MaxPerMinute = new Dictionary<ActionKind, int> { [ActionKind.CutLive] = 1 } });

    [Fact]
    public void An_order_that_nobody_answers_is_sent_again_at_growing_intervals_until_it_expires()
    {
        _run.Tell(Records.Action(1), Now);
        for (var second = 0; second <= 700; second++)
            _run.Tick(Now.AddSeconds(second));

        Assert.Equal([0, 5, 15, 35, 75, 155, 315], _run.Sent.Select(sent => (sent.At - Now).TotalSeconds));
        Assert.Equal((DispatchState.Ended, DispatchReason.Expired), State(Records.Action(1)));
    }

    [Fact]
    public void An_order_that_is_not_answered_in_time_is_somebodys_concern_once()
    {
        _run.Tell(Records.Action(1), Now);
        for (var second = 0; second <= 120; second++)
            _run.Tick(Now.AddSeconds(second));

        var alert = Assert.Single(_run.Alerts);
        Assert.Equal((EnforcementAlertKind.Unanswered, true), (alert.Kind, alert.Dispatch.IsOverdue));
        _run.Tell(Records.Receipt(Records.Action(1), ReceiptStatus.Applied, Now.AddSeconds(121)), Now.AddSeconds(121));
        Assert.False(_run.Written[Records.Action(1).ActionId].IsOverdue);
    }

    [Fact]
    public void An_answered_order_is_not_sent_again()
    {
        _run.Tell(Records.Action(1), Now);
        _run.Tell(Records.Receipt(Records.Action(1), ReceiptStatus.Applied, Now.AddSeconds(1)), Now.AddSeconds(1));
        _run.Tick(Now.AddSeconds(300));

        Assert.Single(_run.Sent);
        Assert.Equal(Now.AddSeconds(1), _run.Written[Records.Action(1).ActionId].AppliedAt);
    }

    [Fact]
    public void A_breaker_holds_the_next_order_of_its_kind_until_a_person_confirms_it()
    {
        var (first, second) = (Records.Action(1, ActionKind.CutLive), Records.Action(2, ActionKind.CutLive, "live-2"));
        _run.Tell(first, Now);
        _run.Tell(second, Now);
        Assert.Equal((DispatchState.Held, DispatchReason.BreakerTripped), State(second));
        Assert.Equal(EnforcementAlertKind.BreakerTripped, Assert.Single(_run.Alerts).Kind);
        Assert.Equal(ActionKind.CutLive, Assert.Single(_run.Dispatcher.Describe(Now).Breakers).Kind);

        _run.Tell(EnforcementRecords.Verdict(second, VerdictKind.Confirmed, Now), Now);

        Assert.Equal((DispatchState.Released, null), State(second));
        Assert.Equal(2, _run.Sent.Count);
    }

    [Fact]
    public void What_a_person_confirmed_passes_a_tripped_breaker()
    {
        var confirmed = Records.Action(3, ActionKind.CutLive) with { Verdicts = ["v-1"] };
        _run.Tell(Records.Action(1, ActionKind.CutLive), Now);
        _run.Tell(Records.Action(2, ActionKind.CutLive), Now);
        _run.Tell(confirmed, Now);

        Assert.Equal((DispatchState.Released, null), State(confirmed));
    }

    [Fact]
    public void A_breaker_closes_when_a_person_closes_it_or_its_time_is_over()
    {
        _run.Tell(Records.Action(1, ActionKind.CutLive), Now);
        _run.Tell(Records.Action(2, ActionKind.CutLive), Now);
        _run.Tell(EnforcementRecords.Switch(ControlMode.Enforce, Now, ControlScope.Kind, "cut_live"), Now);
        _run.Tell(Records.Action(3, ActionKind.CutLive), Now);
        Assert.Equal((DispatchState.Released, null), State(Records.Action(3, ActionKind.CutLive)));

        _run.Tell(Records.Action(4, ActionKind.CutLive), Now);
        Assert.Equal(DispatchState.Held, State(Records.Action(4, ActionKind.CutLive)).State);
        var later = Now.AddMinutes(15);
        _run.Tick(later);
        _run.Tell(Records.Action(5, ActionKind.CutLive) with { ExpiresAt = later.AddHours(1) }, later);
        Assert.Equal(DispatchState.Released, State(Records.Action(5, ActionKind.CutLive)).State);
    }

    [Fact]
    public void A_held_order_that_is_taken_back_was_never_sent_and_neither_is_its_reversal()
    {
        var held = Records.Action(2, ActionKind.CutLive);
        _run.Tell(Records.Action(1, ActionKind.CutLive), Now);
        _run.Tell(held, Now);
        _run.Tell(EnforcementRecords.Verdict(held, VerdictKind.Overturned, Now), Now);

        Assert.Equal((DispatchState.Ended, DispatchReason.Reversed), State(held));
        Assert.Equal((DispatchState.Suppressed, DispatchReason.NothingToReverse), State(held.Reversal(Now, new Reason("overturned", ""))));
        Assert.Single(_run.Sent);
    }

    [Fact]
    public void An_overturned_report_takes_back_what_it_ordered_however_long_ago_the_live_ended()
    {
        var payout = Records.Action(1, ActionKind.HoldPayout) with { ExpiresAt = Now.AddDays(7) };
        var later = Now.AddDays(5);
        _run.Tell(payout, Now);
        _run.Tick(later);
        _run.Tell(EnforcementRecords.Verdict(payout, VerdictKind.Overturned, later), later);

        Assert.Equal(payout.ActionId, _run.Sent[^1].Sending.Order.Reverses);
        Assert.Empty(_run.InForce(later));
    }

    [Fact]
    public void The_deciders_reversal_and_that_of_enforcement_are_one()
    {
        var order = Records.Action(1);
        _run.Tell(order, Now);
        _run.Tell(EnforcementRecords.Verdict(order, VerdictKind.Overturned, Now), Now);
        _run.Tell(order.Reversal(Now.AddSeconds(2), new Reason("overturned", "as the decider says it")), Now.AddSeconds(2));

        Assert.Single(_run.Sent, sent => sent.Sending.Order.Reverses == order.ActionId);
    }

    [Fact]
    public void A_switch_over_one_policy_leaves_the_others_alone_and_ends_by_itself()
    {
        var other = Records.Action(2) with { Policy = new PolicyRef("toxicity", "hash-2") };
        _run.Tell(EnforcementRecords.Switch(ControlMode.DryRun, Now, ControlScope.Policy, "apparent-minor") with { Until = Now.AddMinutes(1) }, Now);
        _run.Tell(Records.Action(1), Now);
        _run.Tell(other, Now);
        _run.Tell(Records.Action(3), Now.AddMinutes(1));

        Assert.Equal((DispatchState.Suppressed, DispatchReason.DryRun), State(Records.Action(1)));
        Assert.Equal((DispatchState.Released, null), State(other));
        Assert.Equal((DispatchState.Released, null), State(Records.Action(3)));
    }

    [Fact]
    public void An_order_that_comes_after_its_time_is_not_sent()
    {
        _run.Tell(Records.Action(1), Now.AddHours(1));

        Assert.Equal((DispatchState.Suppressed, DispatchReason.CameTooLate), State(Records.Action(1)));
        Assert.Empty(_run.Sent);
    }

    [Fact]
    public void A_reversal_is_chased_as_long_as_the_order_would_have_lasted()
    {
        var order = Records.Action(1);
        var reversal = order.Reversal(Now.AddSeconds(1), new Reason("overturned", ""));
        _run.Tell(order, Now);
        _run.Tell(reversal, Now.AddSeconds(1));
        _run.Tick(Now.AddSeconds(6));
        Assert.Equal(2, _run.Sent.Count(sent => sent.Sending.Order.Reverses is not null));

        _run.Tell(Records.Receipt(reversal, ReceiptStatus.Lifted, Now.AddSeconds(7)), Now.AddSeconds(7));
        Assert.Equal((DispatchState.Applied, null), State(reversal));
    }

    [Fact]
    public void A_refusal_ends_an_order_and_is_told_with_the_platforms_words()
    {
        _run.Tell(Records.Action(1), Now);
        _run.Tell(Records.Receipt(Records.Action(1), ReceiptStatus.Refused, Now) with { Detail = "no such live" }, Now);

        Assert.Empty(_run.InForce(Now));
        Assert.Equal("no such live", Assert.Single(_run.Alerts).Dispatch.Detail);
    }

    private (DispatchState State, DispatchReason? Reason) State(ActionRecord order) => (_run.Written[order.ActionId].State, _run.Written[order.ActionId].Reason);
}

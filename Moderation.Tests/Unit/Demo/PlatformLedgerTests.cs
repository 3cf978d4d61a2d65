using CsCheck;
using Moderation.Cli.Demo.Platform;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Demo;

public sealed class PlatformLedgerTests
{
    private static readonly DateTimeOffset Now = Records.Noon.AddSeconds(1);
    private readonly PlatformLedger _ledger = new();

    [Fact]
    public void An_order_that_comes_again_changes_nothing_and_is_answered_as_before()
    {
        var first = _ledger.Take(Records.Action(1), Now);

        Assert.Equal(first, _ledger.Take(Records.Action(1), Now.AddMinutes(1)));
        Assert.Equal((1, ReceiptStatus.Applied), (_ledger.OrderCount, first.Status));
        Assert.Equal(Now, Assert.Single(_ledger.Effects).From);
    }

    [Fact]
    public void An_effect_ends_by_its_reversal_its_renewal_or_its_time()
    {
        var (reversed, renewed, lasting) = (Records.Action(1), Records.Action(2), Records.Action(3));
        var renewal = Records.Action(4) with { Renews = renewed.ActionId };
        foreach (var order in new[] { reversed, renewed, lasting, reversed.Reversal(Now, new Reason("overturned", "")), renewal })
            _ledger.Take(order, Now);

        Assert.Equal([lasting.ActionId, renewal.ActionId], _ledger.InForce(Now).Select(effect => effect.Order.ActionId));
        Assert.Equal([EffectEnd.Reversed, EffectEnd.Renewed, null, null], _ledger.Effects.Select(effect => effect.EndedBy));
        Assert.Empty(_ledger.InForce(renewal.ExpiresAt));
    }

    [Fact]
    public void What_was_taken_back_before_it_came_is_refused()
    {
        var order = Records.Action(1);

        Assert.Equal(ReceiptStatus.Lifted, _ledger.Take(order.Reversal(Now, new Reason("overturned", "")), Now).Status);
        Assert.Equal(ReceiptStatus.Refused, _ledger.Take(order, Now).Status);
        Assert.Empty(_ledger.InForce(Now));
    }

    [Fact]
    public void What_has_expired_is_refused()
    {
        Assert.Equal(ReceiptStatus.Refused, _ledger.Take(Records.Action(1), Now.AddHours(1)).Status);
    }

    [Fact]
    public void What_holds_does_not_depend_on_the_order_in_which_orders_are_carried_out() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var (first, second) = (Records.Action(1), Records.Action(2));
        ActionRecord[] orders =
        [
            first, second, Records.Action(3) with { Renews = first.ActionId }, second.Reversal(Now, new Reason("overturned", "")), Records.Action(4), first, second,
        ];
        new Random(seed).Shuffle(orders);
        var ledger = new PlatformLedger();
        foreach (var order in orders)
            ledger.Take(order, Now);
        return ledger.InForce(Now).Select(effect => effect.Order.ActionId).ToHashSet().SetEquals([Records.Action(3).ActionId, Records.Action(4).ActionId]);
    });
}

using Microsoft.Extensions.Time.Testing;
using Moderation.Cli.Live.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.LiveDemo;

public sealed class PublishGateTests
{
    private static readonly ActionRecord Cut = Records.Action(1, ActionKind.CutLive, "child");
    private readonly FakeTimeProvider _time = new(Cut.OrderedAt);
    private readonly PublishGate _gate;

    public PublishGateTests() => _gate = new PublishGate(_time);

    [Fact]
    public void Who_is_cut_stays_out_until_the_order_ends_and_nobody_else_does()
    {
        _gate.Take(Cut);

        Assert.False(_gate.Admits("child"));
        Assert.True(_gate.Admits("adult"));
        _time.SetUtcNow(Cut.ExpiresAt);
        Assert.True(_gate.Admits("child"));
    }

    [Fact]
    public void An_order_that_is_taken_back_lets_in_again_and_another_ones_reversal_does_not()
    {
        _gate.Take(Cut);
        _gate.Take(Records.Action(2, ActionKind.CutLive, "child") with { Reverses = Records.Action(9).ActionId });
        Assert.False(_gate.Admits("child"));

        _gate.Take(Records.Action(2, ActionKind.CutLive, "child") with { Reverses = Cut.ActionId });

        Assert.True(_gate.Admits("child"));
    }

    [Fact]
    public void Milder_orders_keep_nobody_out()
    {
        _gate.Take(Records.Action(1, ActionKind.ThrottleGifts, "child"));

        Assert.True(_gate.Admits("child"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("<x>")]
    public void A_name_that_nobody_could_moderate_is_not_let_in(string? name) => Assert.False(_gate.Admits(name));
}

using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using static Moderation.Tests.Support.GiftParts;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class StreamGateTests
{
    private readonly RestrictionBook _book = new();
    private readonly RestrictionWatch _watch = new(TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(ActionKind.PauseLive, false)]
    [InlineData(ActionKind.CutLive, false)]
    [InlineData(ActionKind.FreezeGifts, true)]
    [InlineData(ActionKind.HideTile, true)]
    public void Live_that_is_paused_or_cut_may_not_be_sent_until_that_ends(ActionKind kind, bool mayPublish)
    {
        _watch.Load(_book);
        _watch.Hear(Noon, Noon);
        _book.Take(InForce(Restriction(kind, seconds: 4)));

        var answer = Ask(Live, 0);

        Assert.Equal(mayPublish, answer.MayPublish);
        Assert.Equal(mayPublish ? [] : ["act-1"], answer.Orders.Select(order => order.Value));
        Assert.True(Ask(LiveId.Parse("another"), 0).MayPublish);
        Assert.True(Ask(Live, 4).MayPublish);
    }

    [Theory]
    [InlineData(UnknownMemory.FailOpen, true)]
    [InlineData(UnknownMemory.FailClosed, false)]
    public void Unknown_memory_answers_as_it_is_set_up(UnknownMemory setting, bool mayPublish)
    {
        var answer = StreamGate.Ask(Live, _watch, setting, Noon);

        Assert.Equal((mayPublish, "memory_unknown"), (answer.MayPublish, answer.Reason.Code));
    }

    private StreamAnswer Ask(LiveId live, double second) => StreamGate.Ask(live, _watch, UnknownMemory.FailOpen, Noon.AddSeconds(second));
}

using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using static Moderation.Tests.Support.GiftParts;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class GiftMemoryTests
{
    private readonly RestrictionBook _book = new();
    private readonly RestrictionWatch _watch = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void Same_gift_asked_again_gets_the_same_answer_whatever_changed_meanwhile()
    {
        var gate = Known();
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));
        var held = gate.Ask(Gift("g-1"), Noon).Answer;
        gate.Written(Gift("g-1").Key, Noon);
        _book.Take(InForce());
        var allowed = gate.Ask(Gift("g-2"), Noon.AddSeconds(1)).Answer;
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));

        Assert.Equal(new GiftTurn(held, false), gate.Ask(Gift("g-1"), Noon.AddSeconds(2)));
        Assert.Equal(new GiftTurn(allowed, false), gate.Ask(Gift("g-2"), Noon.AddSeconds(2)));
    }

    [Fact]
    public void Hold_that_nobody_acknowledged_must_still_be_written_when_it_is_asked_for_again()
    {
        var gate = Known();
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));

        Assert.True(gate.Ask(Gift("g-1"), Noon).MustBeWritten);
        Assert.True(gate.Ask(Gift("g-1"), Noon).MustBeWritten);
        gate.Take(Hold(Gift("g-1"), Noon, Noon.AddSeconds(600), "act-1"), Noon);
        Assert.False(gate.Ask(Gift("g-1"), Noon).MustBeWritten);
    }

    [Fact]
    public void Gift_that_another_process_held_is_held_here_and_then_what_it_was_settled_as()
    {
        var gate = Known();
        foreach (var id in (string[])["g-1", "g-2"])
            gate.Take(Hold(Gift(id), Noon, Noon.AddSeconds(600), "act-7"), Noon);

        var held = gate.Ask(Gift("g-1"), Noon.AddSeconds(1)).Answer;
        Assert.Equal((GiftDecision.Hold, "act-7", Noon.AddSeconds(600)), (held.Decision, held.Orders.Single().Value, held.HeldUntil));

        gate.Take(Settlement(Gift("g-1"), GiftSettlement.Released, Noon.AddSeconds(2)), Noon.AddSeconds(2));
        gate.Take(Settlement(Gift("g-2"), GiftSettlement.Refunded, Noon.AddSeconds(2)), Noon.AddSeconds(2));
        Assert.Equal((GiftDecision.Allow, GiftReasons.Released), Answer(gate, "g-1", 3));
        Assert.Equal((GiftDecision.Deny, GiftReasons.Refunded), Answer(gate, "g-2", 3));
    }

    [Fact]
    public void Settlement_that_is_read_before_its_hold_stays_the_answer()
    {
        var gate = Known();
        gate.Take(Settlement(Gift("g-1"), GiftSettlement.Refunded, Noon), Noon);
        gate.Take(Hold(Gift("g-1"), Noon.AddSeconds(-9), Noon.AddSeconds(600), "act-7"), Noon);

        Assert.Equal((GiftDecision.Deny, GiftReasons.Refunded), Answer(gate, "g-1", 1));
        Assert.Equal(GiftReasons.IdUsed, gate.Ask(Gift("g-1", 11), Noon).Answer.Reason.Code);
    }

    [Theory]
    [InlineData(UnknownMemory.FailOpen, GiftDecision.Allow)]
    [InlineData(UnknownMemory.FailClosed, GiftDecision.Deny)]
    public void Unknown_memory_answers_as_it_is_set_up_and_says_so(UnknownMemory setting, GiftDecision decision)
    {
        var gate = new GiftGate(new GiftRules { WhenUnknown = setting }, _watch);
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));

        var unread = gate.Ask(Gift("g-1"), Noon).Answer;
        _watch.Load(_book);
        var unheard = gate.Ask(Gift("g-2"), Noon).Answer;
        _watch.Hear(Noon, Noon);
        var known = gate.Ask(Gift("g-3"), Noon.AddSeconds(5)).Answer;
        var silent = gate.Ask(Gift("g-4"), Noon.AddSeconds(5.1)).Answer;

        Assert.All([unread, unheard, silent], answer => Assert.Equal((decision, GiftReasons.MemoryUnknown, 0), (answer.Decision, answer.Reason.Code, answer.Orders.Count)));
        Assert.Equal(GiftDecision.Hold, known.Decision);
        Assert.Equal(decision == GiftDecision.Deny ? Noon.AddSeconds(5) : null, unread.RetryAt);
        Assert.Contains("read", unread.Reason.Text, StringComparison.Ordinal);
        Assert.Contains("5 s", silent.Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_of_enforcement_that_runs_ahead_does_not_hide_its_silence()
    {
        _watch.Load(_book);
        _watch.Hear(Noon.AddHours(1), Noon);

        Assert.Null(_watch.Known(Noon.AddSeconds(6), out var unknown));
        Assert.NotEmpty(unknown);
        _watch.Hear(Noon.AddSeconds(-3), Noon.AddSeconds(7));
        Assert.Equal(Noon, _watch.HeardAt);
    }

    [Fact]
    public void Gift_whose_hold_could_not_be_written_has_one_answer_from_then_on()
    {
        var gate = Known();
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));
        gate.Ask(Gift("g-1"), Noon);

        Assert.Equal((GiftDecision.Allow, GiftReasons.HoldNotWritten), (gate.Replace(Gift("g-1"), Noon).Decision, gate.Ask(Gift("g-1"), Noon).Answer.Reason.Code));
        // It came through after all; the platform has its answer.
        gate.Take(Hold(Gift("g-1"), Noon, Noon.AddSeconds(600), "act-1"), Noon);
        gate.Take(Settlement(Gift("g-1"), GiftSettlement.Refunded, Noon), Noon);
        Assert.Equal((GiftDecision.Allow, GiftReasons.HoldNotWritten), Answer(gate, "g-1", 1));
    }

    [Fact]
    public void Id_of_one_gift_is_not_lent_to_another()
    {
        var gate = Known();
        gate.Ask(Gift("g-1", 1), Noon);

        var more = gate.Ask(Gift("g-1", 1000), Noon).Answer;
        var other = gate.Ask(Gift("g-1", 1) with { PayerId = UserId.Parse("other") }, Noon).Answer;

        Assert.All([more, other], answer => Assert.Equal((GiftDecision.Deny, GiftReasons.IdUsed), (answer.Decision, answer.Reason.Code)));
        Assert.Equal((GiftDecision.Allow, GiftReasons.Unrestricted), Answer(gate, "g-1", 0, 1));
    }

    [Fact]
    public void Gift_that_was_sent_already_is_allowed_though_its_receiver_is_frozen_now()
    {
        var gate = Known();
        gate.Take(Sent(Gift("g-1"), Noon), Noon);
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));

        Assert.Equal((GiftDecision.Allow, GiftReasons.AlreadySent), Answer(gate, "g-1", 1));
    }

    private GiftGate Known()
    {
        // Here it is heard for days.
        var watch = new RestrictionWatch(TimeSpan.FromDays(2));
        watch.Load(_book);
        watch.Hear(Noon, Noon);
        return new GiftGate(new GiftRules(), watch);
    }

    private static (GiftDecision Decision, string Reason) Answer(GiftGate gate, string id, double second, long coins = 10)
    {
        var answer = gate.Ask(Gift(id, coins), Noon.AddSeconds(second)).Answer;
        return (answer.Decision, answer.Reason.Code);
    }
}

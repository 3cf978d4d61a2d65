using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using static Moderation.Tests.Support.GiftParts;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class GiftGateTests
{
    public static TheoryData<SubjectRef, bool> Sides() => new()
    {
        { OfReceiver(), true },
        { SubjectRef.OfParticipant(ParticipantId.Parse("p2"), ParticipantRole.Host, ReceiverUser), true },
        { SubjectRef.OfParticipant(ParticipantId.Parse("p2"), ParticipantRole.Host, Payer), false },
        { SubjectRef.OfParticipant(ParticipantId.Parse("p2"), ParticipantRole.Host), false },
        { SubjectRef.OfGifter(Payer), true },
        { SubjectRef.OfGifter(ReceiverUser), false },
        { SubjectRef.OfPair(Payer, ReceiverUser), true },
        { SubjectRef.OfPair(ReceiverUser, Payer), true },
        { SubjectRef.OfPair(Payer, UserId.Parse("other")), false },
        { SubjectRef.OfLive(), true },
        { SubjectRef.OfAuthor(Payer), false },
    };

    [Theory]
    [MemberData(nameof(Sides))]
    public void Freeze_of_a_side_of_the_gift_holds_it_and_names_the_order(SubjectRef subject, bool isSide)
    {
        var turn = Gate(null, Restriction(ActionKind.FreezeGifts, subject)).Ask(Gift("g-1"), Noon);

        Assert.Equal(isSide ? GiftDecision.Hold : GiftDecision.Allow, turn.Answer.Decision);
        Assert.Equal(isSide, turn.MustBeWritten);
        Assert.Equal(isSide ? ["act-1"] : [], turn.Answer.Orders.Select(order => order.Value));
        Assert.Equal(isSide ? Noon.AddSeconds(600) : null, turn.Answer.HeldUntil);
    }

    [Fact]
    public void Receiver_whose_account_is_not_told_is_found_by_the_participant_alone()
    {
        var gift = Gift("g-1") with { ReceiverUserId = null };

        Assert.Equal(GiftDecision.Allow, Gate(null, Restriction(ActionKind.FreezeGifts, SubjectRef.OfPair(Payer, ReceiverUser))).Ask(gift, Noon).Answer.Decision);
        Assert.Equal(GiftDecision.Hold, Gate(null, Restriction(ActionKind.FreezeGifts, OfReceiver(ReceiverUser))).Ask(gift, Noon).Answer.Decision);
    }

    [Theory]
    [InlineData(ActionKind.PauseLive, 600)]
    [InlineData(ActionKind.CutLive, null)]
    public void Stopped_live_denies_every_gift_and_says_whether_it_may_go_on(ActionKind kind, int? retryAfter)
    {
        var answer = Gate(null, Restriction(kind, OfReceiver(UserId.Parse("somebody"))), Restriction(ActionKind.FreezeGifts, id: "act-2")).Ask(Gift("g-1"), Noon).Answer;

        Assert.Equal((GiftDecision.Deny, GiftReasons.LiveStopped), (answer.Decision, answer.Reason.Code));
        Assert.Equal(["act-1"], answer.Orders.Select(order => order.Value));
        Assert.Equal(retryAfter is { } seconds ? Noon.AddSeconds(seconds) : null, answer.RetryAt);
    }

    [Theory]
    [InlineData(ActionKind.StopRecommending)]
    [InlineData(ActionKind.HideMessage)]
    [InlineData(ActionKind.SlowChat)]
    [InlineData(ActionKind.HideTile)]
    [InlineData(ActionKind.AgeCheckInvite)]
    [InlineData(ActionKind.HoldPayout)]
    public void Orders_of_other_kinds_do_not_concern_gifts(ActionKind kind) =>
        Assert.Equal(GiftReasons.Unrestricted, Gate(null, Restriction(kind)).Ask(Gift("g-1"), Noon).Answer.Reason.Code);

    [Fact]
    public void Restriction_ends_with_its_time_without_another_record()
    {
        var gate = Gate(null, Restriction(ActionKind.FreezeGifts));

        Assert.Equal(GiftDecision.Hold, gate.Ask(Gift("g-1"), Noon.AddSeconds(599.9)).Answer.Decision);
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-2"), Noon.AddSeconds(600)).Answer.Decision);
    }

    [Fact]
    public void Cap_lets_through_what_fits_into_the_minute_before_and_says_when_there_is_room_again()
    {
        var gate = Gate(null, Restriction(ActionKind.ThrottleGifts, cap: 100));
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-1", 60), Noon).Answer.Decision);
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-2", 40), Noon.AddSeconds(10)).Answer.Decision);

        var denied = gate.Ask(Gift("g-3", 41), Noon.AddSeconds(20)).Answer;

        Assert.Equal((GiftDecision.Deny, GiftReasons.OverCap), (denied.Decision, denied.Reason.Code));
        Assert.Equal(Noon.AddSeconds(60), denied.RetryAt);
        Assert.Contains("41", denied.Reason.Text, StringComparison.Ordinal);
        Assert.Equal(GiftDecision.Deny, gate.Ask(Gift("g-3", 41), Noon.AddSeconds(59.9)).Answer.Decision);
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-3", 41), Noon.AddSeconds(60)).Answer.Decision);
    }

    [Fact]
    public void Gift_larger_than_the_cap_has_room_only_when_the_cap_ends()
    {
        var answer = Gate(null, Restriction(ActionKind.ThrottleGifts, cap: 100)).Ask(Gift("g-1", 101), Noon).Answer;

        Assert.Equal((GiftDecision.Deny, Noon.AddSeconds(600)), (answer.Decision, answer.RetryAt));
    }

    [Fact]
    public void Throttle_without_a_number_lets_nothing_through() =>
        Assert.Equal(GiftReasons.OverCap, Gate(null, Restriction(ActionKind.ThrottleGifts)).Ask(Gift("g-1", 1), Noon).Answer.Reason.Code);

    [Fact]
    public void Every_cap_that_concerns_the_gift_must_have_room()
    {
        var gate = Gate(null, Restriction(ActionKind.ThrottleGifts, cap: 100), Restriction(ActionKind.ThrottleGifts, SubjectRef.OfGifter(Payer), "act-2", cap: 50));
        var other = Gift("g-0", 60) with { PayerId = UserId.Parse("other") };
        Assert.Equal(GiftDecision.Allow, gate.Ask(other, Noon).Answer.Decision);

        Assert.Equal(["act-2"], gate.Ask(Gift("g-1", 51) with { ReceiverId = ParticipantId.Parse("p2") }, Noon).Answer.Orders.Select(order => order.Value));
        Assert.Equal(["act-1"], gate.Ask(Gift("g-2", 41), Noon).Answer.Orders.Select(order => order.Value));
        Assert.Equal(["act-1", "act-2"], gate.Ask(Gift("g-3", 60), Noon).Answer.Orders.Select(order => order.Value));
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-4", 40), Noon).Answer.Decision);
    }

    [Fact]
    public void Coins_that_were_let_through_before_the_cap_was_ordered_count()
    {
        var watch = new RestrictionWatch(TimeSpan.FromHours(1));
        var book = new RestrictionBook();
        watch.Load(book);
        watch.Hear(Noon, Noon);
        var gate = new GiftGate(new GiftRules(), watch);
        gate.Ask(Gift("g-1", 90), Noon);

        book.Take(InForce(Restriction(ActionKind.ThrottleGifts, cap: 100)));

        Assert.Equal(GiftDecision.Deny, gate.Ask(Gift("g-2", 11), Noon.AddSeconds(30)).Answer.Decision);
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-3", 10), Noon.AddSeconds(30)).Answer.Decision);
    }

    [Fact]
    public void Gift_that_was_allowed_here_and_seen_on_the_topic_counts_once_and_one_that_another_let_through_counts_too()
    {
        var gate = Gate(null, Restriction(ActionKind.ThrottleGifts, cap: 100));
        gate.Ask(Gift("g-1", 30), Noon);
        gate.Take(Sent(Gift("g-1", 30), Noon.AddSeconds(1)), Noon.AddSeconds(1));
        gate.Take(Sent(Gift("g-2", 30), Noon.AddSeconds(1)), Noon.AddSeconds(1));

        Assert.Equal(GiftDecision.Deny, gate.Ask(Gift("g-3", 41), Noon.AddSeconds(2)).Answer.Decision);
        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-4", 40), Noon.AddSeconds(2)).Answer.Decision);
    }

    [Fact]
    public void Gifts_taken_back_and_gifts_of_long_ago_are_not_counted()
    {
        var gate = Gate(null, Restriction(ActionKind.ThrottleGifts, cap: 100));
        gate.Take(Sent(Gift("g-1", 100), Noon) with { Event = GiftEvent.Refunded }, Noon);
        gate.Take(Sent(Gift("g-2", 100), Noon.AddSeconds(-60)), Noon);

        Assert.Equal(GiftDecision.Allow, gate.Ask(Gift("g-3", 100), Noon).Answer.Decision);
    }

    [Fact]
    public void Options_turn_a_freeze_into_a_denial_and_a_passed_cap_into_a_hold()
    {
        var rules = new GiftRules { WhenFrozen = StoppedGift.Deny, WhenOverCap = StoppedGift.Hold };

        var frozen = Gate(rules, Restriction(ActionKind.FreezeGifts)).Ask(Gift("g-1"), Noon).Answer;
        var capped = Gate(rules, Restriction(ActionKind.ThrottleGifts, cap: 5)).Ask(Gift("g-1"), Noon).Answer;

        Assert.Equal((GiftDecision.Deny, GiftReasons.Frozen, Noon.AddSeconds(600)), (frozen.Decision, frozen.Reason.Code, frozen.RetryAt));
        Assert.Equal((GiftDecision.Hold, GiftReasons.OverCap, Noon.AddSeconds(600)), (capped.Decision, capped.Reason.Code, capped.HeldUntil));
    }
}

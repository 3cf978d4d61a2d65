using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class StandingBookTests
{
    private readonly StandingBook _book = new();

    [Fact]
    public void The_newest_standing_of_a_user_counts_in_whatever_order_they_are_told()
    {
        Assert.True(_book.Take(MoneyAndFlags.Standing(10, "u1") with { Strikes = 2 }));
        Assert.False(_book.Take(MoneyAndFlags.Standing(5, "u1") with { Strikes = 1 }));
        Assert.True(_book.Take(MoneyAndFlags.Standing(10, "u1") with { Strikes = 3 }));
        Assert.Equal(3, _book.Find(UserId.Parse("u1"))!.Strikes);
        Assert.Null(_book.Find(UserId.Parse("u2")));
        Assert.Null(_book.Flagging(UserId.Parse("u1")));
    }

    [Fact]
    public void Refunds_are_found_by_payer_and_receiver_and_by_receiver_alone()
    {
        _book.Take(MoneyAndFlags.Standing(100, "u1", MoneyAndFlags.Refund(50, "host"), MoneyAndFlags.Refund(20, "host"), MoneyAndFlags.Refund(60, "guest")));
        _book.Take(MoneyAndFlags.Standing(100, "u2", MoneyAndFlags.Refund(70, "host")));
        var (payer, host) = (UserId.Parse("u1"), UserId.Parse("host"));
        Assert.Equal(LiveLog.Start.AddSeconds(50), _book.RefundedAt(payer, host));
        Assert.Equal(LiveLog.Start.AddSeconds(70), _book.TakenBackAt(host));
        Assert.Null(_book.RefundedAt(UserId.Parse("u3"), host));
        Assert.Null(_book.RefundedAt(payer, UserId.Parse("u2")));
        Assert.Null(_book.TakenBackAt(payer));
    }

    [Fact]
    public void A_refund_that_a_later_standing_no_longer_tells_of_has_still_happened()
    {
        _book.Take(MoneyAndFlags.Standing(100, "u1", MoneyAndFlags.Refund(50, "host")));
        _book.Take(MoneyAndFlags.Standing(200, "u1"));
        Assert.Equal(LiveLog.Start.AddSeconds(50), _book.TakenBackAt(UserId.Parse("host")));
    }

    [Fact]
    public void Of_more_users_than_are_kept_the_one_with_the_oldest_news_makes_place()
    {
        for (var i = 0; i < StandingBook.MaxUsers; i++)
            _book.Take(MoneyAndFlags.Standing(0, $"u{i}"));
        _book.Take(MoneyAndFlags.Standing(1, "u0"));
        _book.Take(MoneyAndFlags.Standing(1, "new"));
        Assert.Equal(StandingBook.MaxUsers, _book.Count);
        Assert.NotNull(_book.Find(UserId.Parse("u0")));
        Assert.Null(_book.Find(UserId.Parse("u1")));
    }
}

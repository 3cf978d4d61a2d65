using Moderation.Core.Evidence;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class MoneyEvidenceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly MoneyEvidence _received = new(MoneySide.Received, LiveLog.Start);

    [Fact]
    public void Coins_gifts_and_payers_are_those_of_the_window()
    {
        Take(0, 500, "u1");
        Take(100, 10, "u2");
        Take(110, 20, "u3");
        Take(115, 30, "u2");
        Assert.Equal((60, 3, 2), (_received.Coins(Minute, At(120)), _received.Count(Minute, At(120)), _received.Others(Minute, At(120))));
        Assert.Equal((560, 4, 3), (_received.Coins(10 * Minute, At(120)), _received.Count(10 * Minute, At(120)), _received.Others(10 * Minute, At(120))));
    }

    [Fact]
    public void What_an_account_sent_is_counted_by_receiver()
    {
        var sent = new MoneyEvidence(MoneySide.Sent, LiveLog.Start);
        sent.Take(MoneyAndFlags.Gift(0, 1, "u1", "host"), At(0));
        sent.Take(MoneyAndFlags.Gift(1, 1, "u1", "guest"), At(1));
        sent.Take(MoneyAndFlags.Gift(2, 1, "u1", "host"), At(2));
        Assert.Equal(2, sent.Others(Minute, At(3)));
    }

    [Theory]
    [InlineData("EUR", 1999, 19.99)]
    [InlineData("JPY", 1999, 1999)]
    [InlineData("KWD", 1999, 1.999)]
    public void Amount_is_in_units_of_the_currency(string currency, long amountMinor, double units)
    {
        _received.Take(MoneyAndFlags.Gift(0, 1, currency: currency, amountMinor: amountMinor), At(0));
        _received.Take(MoneyAndFlags.Gift(0, 1, currency: "USD", amountMinor: 7), At(0));
        Assert.Equal(units, _received.Amount(currency, Minute, At(1)), 12);
        Assert.Equal(0, _received.Amount("CHF", Minute, At(1)));
    }

    [Fact]
    public void Of_more_than_eight_currencies_the_one_longest_ago_makes_place()
    {
        string[] currencies = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH", "AAA", "III"];
        for (var i = 0; i < currencies.Length; i++)
            _received.Take(MoneyAndFlags.Gift(i, 1, currency: currencies[i]), At(i));
        Assert.Equal((2, 0, 1, 1), (Amount("AAA"), Amount("BBB"), Amount("CCC"), Amount("III")));

        double Amount(string currency) => _received.Amount(currency, Minute, At(20));
    }

    [Fact]
    public void A_gift_that_is_taken_back_is_no_gift_and_the_newest_such_time_is_kept()
    {
        Take(0, 500);
        _received.Take(MoneyAndFlags.Gift(0, 500) with { Event = GiftEvent.ChargedBack }, At(50));
        _received.Take(MoneyAndFlags.Gift(1, 500) with { Event = GiftEvent.Refunded }, At(40));
        Assert.Equal((500, 1), (_received.Coins(Minute, At(50)), _received.Count(Minute, At(50))));
        Assert.Equal(At(50), _received.TakenBackAt);
    }

    [Fact]
    public void Payment_instrument_is_that_of_the_newest_gift_and_unknown_where_it_does_not_tell()
    {
        Assert.Null(_received.StoredInstrument);
        _received.Take(MoneyAndFlags.Gift(10, 1) with { StoredInstrument = true, ThirdPartyInstrument = false }, At(10));
        _received.Take(MoneyAndFlags.Gift(5, 1) with { StoredInstrument = false, ThirdPartyInstrument = true }, At(5));
        Assert.Equal((true, false), (_received.StoredInstrument, _received.ThirdPartyInstrument));
        Take(20, 1);
        Assert.Equal((null, null), (_received.StoredInstrument, _received.ThirdPartyInstrument));
    }

    [Fact]
    public void Nothing_is_usual_before_the_subject_was_followed_for_ten_minutes()
    {
        Take(0, 60);
        Assert.Equal(double.NaN, _received.UsualRate(At(599)));
        // Five minutes have passed that may be usual; the gift came in the first of them.
        Assert.Equal(60 * Math.Pow(2, -4.5 / 30) / (30 / Math.Log(2) * (1 - Math.Pow(2, -5.0 / 30))), _received.UsualRate(At(600)), 1e-9);
    }

    [Fact]
    public void A_subject_that_nobody_gave_to_usually_gets_nothing()
    {
        Assert.Equal(0, _received.UsualRate(At(600)));
    }

    [Fact]
    public void A_burst_is_measured_against_what_went_before_it_and_not_against_itself()
    {
        for (var second = 0; second < 3_600; second += 6)
            Take(second, 1);
        var before = _received.UsualRate(At(3_600));
        Assert.Equal(10, before, 0.1);
        for (var second = 3_600; second < 3_840; second++)
            Take(second, 1_000);
        Assert.Equal(before, _received.UsualRate(At(3_840)), 0.1);
        Assert.True(_received.UsualRate(At(3_840 + 360)) > 100 * before);
    }

    [Fact]
    public void What_was_usual_long_ago_says_less()
    {
        for (var minute = 0; minute < 60; minute++)
            Take(60 * minute, minute < 30 ? 100 : 10);
        // Of 55 minutes until the 60th: 25 of the earlier rate, each worth half and less of the 30 newer ones. Naively:
        var weights = Enumerable.Range(0, 55).Select(i => Math.Pow(2, -(54.5 - i) / 30)).ToList();
        var expected = weights.Select((w, i) => w * (i + 5 < 30 ? 100 : 10)).Sum() / weights.Sum();
        Take(3_900, 1);
        Assert.Equal(expected, _received.UsualRate(At(3_900)), 0.05);
    }

    private static DateTimeOffset At(double second) => LiveLog.Start.AddSeconds(second);

    private void Take(double second, long coins, string payer = "u1") => _received.Take(MoneyAndFlags.Gift(second, coins, payer), At(second));
}

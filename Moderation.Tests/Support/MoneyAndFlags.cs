using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Gifts, flags and standings of the live of <see cref="LiveLog"/>.</summary>
internal static class MoneyAndFlags
{
    public static GiftRecord Gift(double second, long coins, string payer = "u1", string receiver = "host", string currency = "EUR", long amountMinor = 100) => new()
    {
        V = 1,
        LiveId = LiveLog.Live,
        GiftId = string.Create(CultureInfo.InvariantCulture, $"g-{second}-{payer}"),
        At = LiveLog.Start.AddSeconds(second),
        PayerId = UserId.Parse(payer),
        ReceiverId = ParticipantId.Parse(receiver),
        Coins = coins,
        AmountMinor = amountMinor,
        Currency = currency,
    };

    public static FlagRecord Flag(double second, string flagger = "u1", string reason = "minor", bool trusted = false) => new()
    {
        V = 1,
        LiveId = LiveLog.Live,
        FlagId = string.Create(CultureInfo.InvariantCulture, $"f-{second}-{flagger}"),
        At = LiveLog.Start.AddSeconds(second),
        Target = FlagTarget.Live,
        Reason = reason,
        FlaggerId = UserId.Parse(flagger),
        Trusted = trusted,
    };

    public static StandingRecord Standing(double second, string user, params RefundStanding[] refunds) => new()
    {
        V = 1,
        UserId = UserId.Parse(user),
        At = LiveLog.Start.AddSeconds(second),
        Strikes = 0,
        AgeAssurance = AgeAssurance.None,
        Refunds = refunds,
    };

    public static RefundStanding Refund(double second, string receiver) => new(UserId.Parse(receiver), LiveLog.Start.AddSeconds(second), 50);
}

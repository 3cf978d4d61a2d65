using Moderation.Core.Policies;

namespace Moderation.Core.Decisions;

/// <summary>Answers what sheets ask about a subject's gifts and flags.</summary>
internal static class MoneyFacts
{
    public static double Read(LiveRoom room, Subject subject, in FactUse use, DateTimeOffset now)
    {
        var money = use.Fact.Id is >= FactId.GiftsCoins and <= FactId.GiftsUsualRate ? room.Subjects.Live.Money : subject.Money;
        var window = use.Window ?? TimeSpan.Zero;
        return use.Fact.Id switch
        {
            FactId.ReceivedTakenBackAgo => TakenBackAgo(room, subject, now),
            FactId.ReceivedUsualRate or FactId.SentUsualRate or FactId.GiftsUsualRate => money?.UsualRate(now) ?? SubjectFacts.Unknown,
            FactId.SentStoredInstrument => SubjectFacts.Truth(money?.StoredInstrument),
            FactId.SentThirdPartyInstrument => SubjectFacts.Truth(money?.ThirdPartyInstrument),
            _ when money is null => 0,
            FactId.ReceivedCoins or FactId.SentCoins or FactId.GiftsCoins => money.Coins(window, now),
            FactId.ReceivedAmount or FactId.SentAmount or FactId.GiftsAmount => money.Amount(use.Word ?? "", window, now),
            FactId.ReceivedCount or FactId.SentCount or FactId.GiftsCount => money.Count(window, now),
            FactId.ReceivedPayers or FactId.SentReceivers or FactId.GiftsPayers => money.Others(window, now),
            _ => SubjectFacts.Unknown,
        };
    }

    public static double ReadFlags(Subject subject, in FactUse use, DateTimeOffset now)
    {
        var window = use.Window ?? TimeSpan.Zero;
        return subject.Flags is not { } flags ? 0 : use.Fact.Id switch
        {
            FactId.FlagsCount => flags.Count(use.Word, window, now),
            FactId.FlagsWeight => flags.Weight(use.Word, window, now),
            FactId.FlagsTrusted => flags.Trusted(use.Word, window, now),
            _ => SubjectFacts.Unknown,
        };
    }

    private static double TakenBackAgo(LiveRoom room, Subject subject, DateTimeOffset now)
    {
        var here = subject.Money?.TakenBackAt;
        var elsewhere = subject.User is { } user ? room.Standing.TakenBackAt(user) : null;
        var newest = here > elsewhere || elsewhere is null ? here : elsewhere;
        return newest is { } at ? SubjectFacts.Since(at, now) : SubjectFacts.Unknown;
    }
}

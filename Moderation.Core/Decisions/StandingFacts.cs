using Moderation.Core.Policies;

namespace Moderation.Core.Decisions;

/// <summary>Answers what sheets ask about what spans lives. Where no standing was ever told, it is unknown.</summary>
internal static class StandingFacts
{
    public static double Read(LiveRoom room, Subject subject, FactId fact, DateTimeOffset now)
    {
        if (fact is FactId.OtherAgeAssurance or FactId.OtherRefundedAgo)
            return Other(room, subject, fact, now);
        if (subject.User is not { } user || room.Standing.Find(user) is not { } standing)
            return SubjectFacts.Unknown;
        return fact switch
        {
            FactId.StandingStrikes => standing.Strikes,
            FactId.StandingAgeAssurance => (int)standing.AgeAssurance,
            FactId.StandingReturnedShare => standing.Circulation?.ReturnedShare ?? SubjectFacts.Unknown,
            FactId.StandingRingAccounts => standing.Circulation?.Accounts ?? SubjectFacts.Unknown,
            FactId.StandingCirculationDays => standing.Circulation?.Days ?? SubjectFacts.Unknown,
            FactId.StandingSentCoins => standing.Circulation?.SentCoins ?? SubjectFacts.Unknown,
            FactId.SentUsualCoins => standing.Spending?.UsualCoinsPer10Minutes ?? SubjectFacts.Unknown,
            FactId.SentUsualDays => standing.Spending?.Days ?? SubjectFacts.Unknown,
            _ => SubjectFacts.Unknown,
        };
    }

    private static double Other(LiveRoom room, Subject subject, FactId fact, DateTimeOffset now)
    {
        if ((subject.Other ?? room.Roster.Host()?.UserId) is not { } other || room.Standing.Find(other) is not { } standing)
            return SubjectFacts.Unknown;
        if (fact == FactId.OtherAgeAssurance)
            return (int)standing.AgeAssurance;
        return subject.User is { } user && room.Standing.RefundedAt(other, user) is { } at ? SubjectFacts.Since(at, now) : SubjectFacts.Unknown;
    }
}

using Moderation.Core.Evidence.Text;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Answers what sheets ask about a subject.</summary>
internal static class SubjectFacts
{
    public const double Unknown = double.NaN;

    public static double Read(LiveRoom room, Subject subject, in FactUse use, DateTimeOffset now) => use.Fact.Group switch
    {
        FactGroups.Age => Age(room, subject, use, now),
        FactGroups.Text => Text(room, subject, use, now),
        FactGroups.Money => MoneyFacts.Read(room, subject, use, now),
        FactGroups.Flags => MoneyFacts.ReadFlags(subject, use, now),
        FactGroups.Standing => StandingFacts.Read(room, subject, use.Fact.Id, now),
        _ => Session(room, subject, use.Fact.Id, now),
    };

    private static double Age(LiveRoom room, Subject subject, in FactUse use, DateTimeOffset now) => use.Fact.Id switch
    {
        FactId.LiveBelief => room.HighestBelief(),
        FactId.OtherBelief => OtherPerson(room, subject)?.Leading?.Evidence.Under18 ?? Unknown,
        FactId.Belief => subject.Person?.Leading?.Evidence.Under18 ?? Unknown,
        FactId.ClearFaceTime when use.Window is { } window => subject.Person?.Leading?.Evidence.ClearFaceSecondsOver(window, now) ?? 0,
        FactId.ClearFaceTime => subject.Person?.Leading?.Evidence.ClearFaceSeconds ?? 0,
        FactId.ClearFaces => subject.Person?.Leading?.Evidence.ClearFaces ?? 0,
        FactId.PoorFaces => subject.Person?.PoorFaces ?? 0,
        FactId.ReadYears => subject.Person?.Leading?.Evidence.MeanReadYears ?? Unknown,
        _ => Unknown,
    };

    private static double Session(LiveRoom room, Subject subject, FactId fact, DateTimeOffset now) => fact switch
    {
        FactId.Covered => Truth(subject.Person?.OverlayOn),
        FactId.Filtered => Truth(subject.Person?.FilterOn),
        FactId.Role => subject.Person?.Role is { } role ? (int)role : Unknown,
        FactId.OnScreen => Truth(subject.Person is { } person ? person.Tile is not null : null),
        FactId.OnScreenTime => subject.Person is { Tile: not null } shown ? Since(shown.ShownSince, now) : 0,
        FactId.LiveInMatch => Truth(room.MatchId is not null),
        FactId.LiveMatchTime => room.MatchSince is { } since ? Since(since, now) : 0,
        FactId.LiveRunningTime => room.StartedAt is { } started ? Since(started, now) : Unknown,
        FactId.LiveViewers => room.Viewers ?? Unknown,
        FactId.LivePeople => room.PeopleOnScreen(),
        _ => Unknown,
    };

    private static double Text(LiveRoom room, Subject subject, in FactUse use, DateTimeOffset now)
    {
        switch (use.Fact.Id)
        {
            case FactId.ChatOrdinaryNewShare:
                return room.Subjects.Live.Ordinary!.At(now);
            case FactId.ConversationAspects or FactId.ConversationLines or FactId.ConversationRank or FactId.ConversationLure or FactId.ConversationAgeAndSexual:
                return Conversation(subject, use.Fact.Id, now);
            case >= FactId.SaidLines and <= FactId.SaidHits:
                return Lines(subject.Said, use, use.Fact.Id - FactId.SaidLines, now);
            case >= FactId.HeardLines and <= FactId.HeardNewAuthors:
                return Lines(subject.Heard, use, use.Fact.Id - FactId.HeardLines, now);
            case >= FactId.ChatLines and <= FactId.ChatNewAuthors:
                return Lines(room.Subjects.Live.Said, use, use.Fact.Id - FactId.ChatLines, now);
            default:
                return Unknown;
        }
    }

    // The three families have their readings in the same order.
    private static double Lines(TextEvidence? evidence, in FactUse use, int reading, DateTimeOffset now)
    {
        if (evidence is null)
            return reading == FactId.SaidShare - FactId.SaidLines ? Unknown : 0;
        return (FactId)(reading + FactId.SaidLines) switch
        {
            FactId.SaidLines => evidence.Lines(use.Mask, now, use.Window),
            FactId.SaidAllLines => evidence.AllLines(now, use.Window),
            FactId.SaidRate => evidence.PerMinute(TextChannel.Of(use.Mask), now),
            FactId.SaidShare => evidence.LinesSeen == 0 ? Unknown : evidence.Share(TextChannel.Of(use.Mask), now),
            FactId.SaidExactLines => evidence.ExactLines(use.Mask, now, use.Window),
            FactId.SaidSustained => evidence.SustainedSeconds(TextChannel.Of(use.Mask), now),
            FactId.SaidHits => evidence.Hits(use.Mask, now, use.Window),
            _ when reading == FactId.HeardAuthors - FactId.HeardLines => evidence.Authors(use.Mask, now, use.Window).All,
            _ => evidence.Authors(use.Mask, now, use.Window).New,
        };
    }

    private static double Conversation(Subject subject, FactId fact, DateTimeOffset now)
    {
        var reading = subject.Conversation?.At(now) ?? default;
        return fact switch
        {
            FactId.ConversationAspects => reading.AspectCount,
            FactId.ConversationLines => reading.Lines,
            FactId.ConversationRank => reading.Rank,
            FactId.ConversationLure => Truth(reading.IsLure),
            _ => Truth(reading.IsAgeAndSexual),
        };
    }

    /// <summary>The person on screen who is spoken to in a pair; null where that account is not on screen.</summary>
    private static Participant? OtherPerson(LiveRoom room, Subject subject) =>
        subject.Kind != SubjectKind.Pair ? null : subject.Other is { } other ? room.Roster.With(other) : room.Roster.Host();

    /// <summary>A truth as a value of a fact; nobody's word is unknown.</summary>
    public static double Truth(bool? value) => value is { } known ? known ? 1 : 0 : Unknown;

    /// <summary>Seconds from a time until now; none where that is still to come.</summary>
    public static double Since(DateTimeOffset since, DateTimeOffset now) => now > since ? (now - since).TotalSeconds : 0;
}

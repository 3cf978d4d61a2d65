using Moderation.Core.Evidence;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The part of <see cref="LiveDecider"/> that folds session events: who is there, and what is going on.</summary>
internal sealed class SessionFold(LiveRoom room, SheetEvaluator sheets)
{
    public RecentEvents Seen { get; } = new();

    private DateTimeOffset LiveEventAt { get; set; } = DateTimeOffset.MinValue;

    private DateTimeOffset MatchEventAt { get; set; } = DateTimeOffset.MinValue;

    public bool HasEnded { get; private set; }

    public LiveOutcome Apply(SessionEventRecord e)
    {
        if (!Seen.Add(e.EventId))
            return LiveOutcome.Nothing(SignalFate.DuplicateEvent);
        var fate = e.Kind switch
        {
            SessionEventKind.LiveStarted or SessionEventKind.LiveEnded => StartOrEnd(e),
            _ when HasEnded => SignalFate.AfterEnd,
            SessionEventKind.MatchStarted or SessionEventKind.MatchEnded => Match(e),
            _ => room.Roster.Apply(e),
        };
        if (fate != SignalFate.Applied)
            return LiveOutcome.Nothing(fate);
        // A person's going ends episodes but orders nothing; what is running expires by itself.
        room.Clock.Advance(e.At);
        room.Viewers = e.ViewerCount ?? room.Viewers;
        if (!HasEnded)
            LookAgain();
        return LiveOutcome.Nothing(SignalFate.Applied) with { Users = e is { Kind: SessionEventKind.ParticipantJoined, UserId: { } user } ? [user] : [] };
    }

    public void Save(StateWriter writer)
    {
        Seen.Save(writer);
        writer.Write(LiveEventAt);
        writer.Write(MatchEventAt);
        writer.Write(HasEnded);
    }

    public void Load(StateReader reader)
    {
        Seen.Load(reader);
        (LiveEventAt, MatchEventAt, HasEnded) = (reader.ReadTime(), reader.ReadTime(), reader.ReadBool());
    }

    private void LookAgain()
    {
        foreach (var person in room.Roster.People)
        {
            if (person.Role is not null)
                sheets.Evaluate(person.Subject, FactGroups.Session | FactGroups.Age);
        }

        sheets.Evaluate(room.Subjects.Live, FactGroups.Session | FactGroups.Age);
    }

    private SignalFate StartOrEnd(SessionEventRecord e)
    {
        if (e.At < LiveEventAt)
            return SignalFate.StaleEvent;
        LiveEventAt = e.At.ToUniversalTime();
        HasEnded = e.Kind == SessionEventKind.LiveEnded;
        room.LiesIn(e.Country);
        if (HasEnded)
            room.Empty(e.At);
        else
            room.StartedAt = e.At.ToUniversalTime();
        return SignalFate.Applied;
    }

    private SignalFate Match(SessionEventRecord e)
    {
        if (e.At < MatchEventAt)
            return SignalFate.StaleEvent;
        MatchEventAt = e.At.ToUniversalTime();
        (room.MatchId, room.MatchSince) = e.Kind == SessionEventKind.MatchStarted ? (e.MatchId, (DateTimeOffset?)e.At.ToUniversalTime()) : (null, null);
        return SignalFate.Applied;
    }
}

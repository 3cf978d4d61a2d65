using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Who is on screen in one live, and where.</summary>
internal sealed class Roster(LiveRoom room)
{
    private readonly List<Participant> _people = [];

    /// <summary>Everybody who was on screen, in order of appearance.</summary>
    public List<Participant> People => _people;

    /// <summary>The participant whose tile holds a face's centre; the smallest tile where tiles overlap, because a guest's tile can lie on the host's picture.</summary>
    public Participant? At(in NormalizedBox face)
    {
        Participant? found = null;
        var foundArea = double.PositiveInfinity;
        foreach (var person in _people)
        {
            if (person.Tile is { } tile && tile.Contains(face.CentreLeft(), face.CentreTop()) && tile.Width * tile.Height < foundArea)
                (found, foundArea) = (person, tile.Width * tile.Height);
        }

        return found;
    }

    /// <summary>Who came on screen with an account; null for an account that is not among them.</summary>
    public Participant? With(UserId user)
    {
        foreach (var person in _people)
        {
            if (person.Role is not null && person.UserId == user)
                return person;
        }

        return null;
    }

    /// <summary>Whose live it is: the host on screen, or else the last one who was; null before one came.</summary>
    public Participant? Host()
    {
        Participant? host = null;
        foreach (var person in _people)
        {
            if (person.Role == ParticipantRole.Host && (host?.Tile is null || person.Tile is not null))
                host = person;
        }

        return host;
    }

    /// <summary>Applies an event about one person.</summary>
    public SignalFate Apply(SessionEventRecord e)
    {
        var id = e.ParticipantId ?? throw new ArgumentException("the event names no participant", nameof(e));
        var person = _people.Find(p => p.Id == id);
        if (person is null)
        {
            // A filter can be told of before its wearer comes on screen; other news about strangers has nothing to change.
            if (e.Kind is SessionEventKind.ParticipantLeft or SessionEventKind.TileChanged)
                return SignalFate.UnknownParticipant;
            if (_people.Count >= room.Rules.Tracks.MaxParticipants && !ForgetFirstWhoLeft())
                return SignalFate.TooManyParticipants;
            person = new Participant(id, room);
            _people.Add(person);
        }

        return Apply(e, person);
    }

    public void Empty(DateTimeOffset at)
    {
        foreach (var person in _people)
            person.Leave(at);
    }

    /// <summary>Puts somebody back who was written down.</summary>
    public void Restore(Participant person) => _people.Add(person);

    private static SignalFate Apply(SessionEventRecord e, Participant person)
    {
        switch (e.Kind)
        {
            case SessionEventKind.OverlayOn or SessionEventKind.OverlayOff:
                if (e.At < person.OverlayAt)
                    return SignalFate.StaleEvent;
                (person.OverlayOn, person.OverlayAt) = (e.Kind == SessionEventKind.OverlayOn, e.At);
                return SignalFate.Applied;
            case SessionEventKind.FilterOn or SessionEventKind.FilterOff:
                if (e.At < person.FilterAt)
                    return SignalFate.StaleEvent;
                (person.FilterOn, person.FilterAt) = (e.Kind == SessionEventKind.FilterOn, e.At);
                return SignalFate.Applied;
            default:
                return Move(e, person);
        }
    }

    private static SignalFate Move(SessionEventRecord e, Participant person)
    {
        if (e.At < person.PresenceAt)
            return SignalFate.StaleEvent;
        switch (e.Kind)
        {
            case SessionEventKind.ParticipantJoined:
                person.Join(e);
                break;
            case SessionEventKind.TileChanged when person.Tile is not null:
                person.Tile = e.Tile;
                break;
            case SessionEventKind.ParticipantLeft when person.Tile is not null:
                person.Leave(e.At);
                break;
            default:
                return SignalFate.UnknownParticipant;
        }

        person.PresenceAt = e.At;
        return SignalFate.Applied;
    }

    private bool ForgetFirstWhoLeft() =>
        _people.Where(p => p.Tile is null).MinBy(p => p.PresenceAt) is { } first && _people.Remove(first);
}

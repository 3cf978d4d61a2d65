using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>One person of a live: where on screen, what was seen, which episodes are open.</summary>
internal sealed class Participant
{
    private readonly List<TileFace> _faces = [];
    private readonly TileTracks _tracks;
    private long _clearFaces;
    private long _poorFaces;

    public Participant(ParticipantId id, LiveRoom room)
    {
        Id = id;
        _tracks = new TileTracks(room.Rules);
        Subject = new Subject(room, SubjectKind.Participant, this);
    }

    public ParticipantId Id { get; }

    public Subject Subject { get; }

    /// <summary>Null until the person came on screen; an overlay or a filter can be told of before.</summary>
    public ParticipantRole? Role { get; private set; }

    public UserId? UserId { get; private set; }

    public NormalizedBox? Tile { get; set; }

    public bool OverlayOn { get; set; }

    public bool FilterOn { get; set; }

    // Event time of the newest event of each sort: what is older must not undo it.
    public DateTimeOffset PresenceAt { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset OverlayAt { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset FilterAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Since when the person has been on screen without a break.</summary>
    public DateTimeOffset ShownSince { get; private set; }

    public long PoorFaces => _poorFaces;

    public FaceTrack? Leading => _tracks.Leading();

    /// <summary>Comes on screen. Told again while on screen, it is news about tile and role, not a new person: evidence stays.</summary>
    public void Join(SessionEventRecord e)
    {
        if (Tile is null)
            ShownSince = e.At.ToUniversalTime();
        Role = e.Role;
        UserId = e.UserId ?? UserId;
        Tile = e.Tile;
    }

    public void Leave(DateTimeOffset at)
    {
        Tile = null;
        OverlayOn = FilterOn = false;
        PresenceAt = at;
        OverlayAt = OverlayAt > at ? OverlayAt : at;
        FilterAt = FilterAt > at ? FilterAt : at;
        _tracks.Clear();
    }

    /// <summary>Takes a face of the frame at hand whose centre is in the tile.</summary>
    public void Offer(FaceSignal face, bool modelIsKnown)
    {
        var tile = Tile ?? throw new InvalidOperationException("a person without a tile has no faces");
        // What covers or alters a face makes its age unreadable however sharp it looks; it counts as seen, never as evidence.
        var isClear = modelIsKnown && !OverlayOn && !FilterOn && face.Quality.Band == FaceQualityBand.Clear
            && face.Age is { ExpectedYears: >= 0 and <= AgePrior.MaxYears };
        if (isClear)
            _clearFaces++;
        else
            _poorFaces++;
        _faces.Add(new TileFace(
            (face.Box.CentreLeft() - tile.Left) / tile.Width,
            (face.Box.CentreTop() - tile.Top) / tile.Height,
            isClear ? face.Age!.ExpectedYears : null));
    }

    /// <summary>Ends the frame at hand: joins its faces to tracks and lets time pass for the others.</summary>
    public int EndFrame(DateTimeOffset at, RecordRef frame)
    {
        var dropped = _tracks.Observe(_faces, at, frame);
        _faces.Clear();
        return dropped;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Id.Value);
        writer.Write((long)(Role is { } role ? (int)role : -1));
        writer.Write(UserId?.Value);
        writer.Write(Tile is not null);
        if (Tile is { } tile)
        {
            writer.Write(tile.Left);
            writer.Write(tile.Top);
            writer.Write(tile.Width);
            writer.Write(tile.Height);
        }

        writer.Write(OverlayOn);
        writer.Write(FilterOn);
        writer.Write(PresenceAt);
        writer.Write(OverlayAt);
        writer.Write(FilterAt);
        writer.Write(ShownSince);
        writer.Write(_clearFaces);
        writer.Write(_poorFaces);
        _tracks.Save(writer);
    }

    public static Participant Load(StateReader reader, LiveRoom room)
    {
        var person = new Participant(ParticipantId.Parse(reader.ReadText()), room)
        {
            Role = reader.ReadLong() is >= 0 and var role ? (ParticipantRole)role : null,
            UserId = reader.ReadString() is { } user ? Subjects.UserId.Parse(user) : null,
            Tile = reader.ReadBool() ? new NormalizedBox(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()) : null,
            OverlayOn = reader.ReadBool(),
            FilterOn = reader.ReadBool(),
            PresenceAt = reader.ReadTime(),
            OverlayAt = reader.ReadTime(),
            FilterAt = reader.ReadTime(),
            ShownSince = reader.ReadTime(),
            _clearFaces = reader.ReadLong(),
            _poorFaces = reader.ReadLong(),
        };
        person._tracks.Load(reader);
        return person;
    }

    public ParticipantState ToState(ParticipantRole role)
    {
        var evidence = Leading?.Evidence;
        return new ParticipantState
        {
            ParticipantId = Id,
            UserId = UserId,
            Role = role,
            Tile = Tile,
            Belief = evidence?.Under18 is { } belief ? WireRounding.Share(belief) : null,
            UnknownBecause = evidence is not null ? evidence.UnknownBecause
                : _clearFaces + _poorFaces == 0 ? UnknownReason.NoFace
                : UnknownReason.TooLittleClearFaceTime,
            ClearFaceSeconds = WireRounding.Seconds(evidence?.ClearFaceSeconds ?? 0),
            ClearFaces = _clearFaces,
            PoorFaces = _poorFaces,
            MeanReadYears = evidence?.MeanReadYears is { } years ? WireRounding.Years(years) : null,
        };
    }
}

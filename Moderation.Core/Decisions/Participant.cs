using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>One person of a live: where on screen, what was seen, which episodes are open.</summary>
internal sealed class Participant(ParticipantId id, DeciderRules rules)
{
    private readonly List<TileFace> _faces = [];
    private readonly TileTracks _tracks = new(rules);
    private long _clearFaces;
    private long _poorFaces;

    public ParticipantId Id { get; } = id;

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

    public EpisodeBook Episodes { get; } = new(rules);

    public FaceTrack? Leading => _tracks.Leading();

    /// <summary>Comes on screen. Told again while on screen, it is news about tile and role, not a new person: evidence stays.</summary>
    public void Join(SessionEventRecord e)
    {
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
        Episodes.CloseAll();
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

    public SubjectEvidence Describe()
    {
        var evidence = Leading?.Evidence;
        return new SubjectEvidence(
            evidence?.Under18,
            evidence is not null ? evidence.UnknownBecause
                : _clearFaces + _poorFaces == 0 ? UnknownReason.NoFace
                : UnknownReason.TooLittleClearFaceTime,
            evidence?.ClearFaceSeconds ?? 0,
            evidence?.ClearFaces ?? 0,
            _poorFaces,
            evidence?.MeanReadYears,
            evidence?.EffectiveFaces ?? 0);
    }

    public ParticipantState ToState(ParticipantRole role)
    {
        var evidence = Describe();
        return new ParticipantState
        {
            ParticipantId = Id,
            UserId = UserId,
            Role = role,
            Tile = Tile,
            Belief = evidence.Belief is { } belief ? WireRounding.Share(belief) : null,
            UnknownBecause = evidence.UnknownBecause,
            ClearFaceSeconds = WireRounding.Seconds(evidence.ClearFaceSeconds),
            ClearFaces = _clearFaces,
            PoorFaces = _poorFaces,
            MeanReadYears = evidence.MeanReadYears is { } years ? WireRounding.Years(years) : null,
        };
    }
}

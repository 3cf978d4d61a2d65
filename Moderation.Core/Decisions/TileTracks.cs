using Moderation.Core.Evidence;
using Moderation.Core.Subjects;

namespace Moderation.Core.Decisions;

/// <summary>The face tracks of one participant's tile.</summary>
/// <remarks>
/// Several people can sit in one tile, so readings of different faces must not be averaged: a child beside an adult would come out as neither.
/// Position and time are all that joins sightings, because anything better would be a face template.
/// </remarks>
internal sealed class TileTracks(DeciderRules rules)
{
    private readonly List<FaceTrack> _tracks = [];

    /// <summary>Joins the faces of one frame to tracks, in place.</summary>
    /// <returns>How many tracks had to make place for new ones.</returns>
    public int Observe(List<TileFace> faces, DateTimeOffset at, RecordRef frame)
    {
        DropStale(at);
        if (_tracks.Count == 1 && faces.Count == 1)
        {
            // One face then, one face now: one person who moved, or who looked away, is far likelier than two people who changed places.
            // Where it is a change of person after all, the half-life of evidence follows it.
            _tracks[0].Follow(faces[0], at, frame);
            return 0;
        }

        Span<bool> joined = faces.Count <= 64 ? stackalloc bool[faces.Count] : new bool[faces.Count];
        JoinNearest(faces, joined, at, frame);
        return OpenForOthers(faces, joined, at, frame);
    }

    /// <summary>The track that speaks for the participant: the highest belief, or where none is known the most clear-face time; null without tracks.</summary>
    /// <remarks>
    /// The highest, because one apparent minor among several faces is what matters. Every further track is one more chance of a false alarm,
    /// which is why tracks are capped and each needs its own clear-face time.
    /// </remarks>
    public FaceTrack? Leading()
    {
        FaceTrack? leading = null;
        foreach (var track in _tracks)
        {
            if (leading is null || Leads(track, leading))
                leading = track;
        }

        return leading;
    }

    public void Clear() => _tracks.Clear();

    public void Save(StateWriter writer)
    {
        writer.Write((long)_tracks.Count);
        foreach (var track in _tracks)
            track.Save(writer);
    }

    public void Load(StateReader reader)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
            _tracks.Add(FaceTrack.Load(reader, rules));
    }

    private static bool Leads(FaceTrack candidate, FaceTrack leading) => (candidate.Evidence.Under18, leading.Evidence.Under18) switch
    {
        ({ } mine, { } other) => mine > other,
        (null, { }) => false,
        ({ }, null) => true,
        _ => candidate.Evidence.ClearFaceSeconds > leading.Evidence.ClearFaceSeconds,
    };

    // Lifetime runs from the last clear face: a poor face keeps the place of a track but must not keep its belief alive.
    private void DropStale(DateTimeOffset at)
    {
        for (var i = _tracks.Count - 1; i >= 0; i--)
        {
            if (at - _tracks[i].ClearAt > rules.Tracks.TrackLifetime)
                _tracks.RemoveAt(i);
        }
    }

    private void JoinNearest(List<TileFace> faces, Span<bool> joined, DateTimeOffset at, RecordRef frame)
    {
        while (true)
        {
            var (nearestTrack, nearestFace, nearestStep) = (-1, -1, rules.Tracks.LongestStep);
            for (var t = 0; t < _tracks.Count; t++)
            {
                // SeenAt equals the frame's time once a face of this frame was joined: one face per track and frame.
                if (_tracks[t].SeenAt == at || at - _tracks[t].SeenAt > rules.Tracks.TrackGap)
                    continue;
                for (var f = 0; f < faces.Count; f++)
                {
                    if (!joined[f] && _tracks[t].StepTo(faces[f]) is var step && step <= nearestStep && (nearestTrack < 0 || step < nearestStep))
                        (nearestTrack, nearestFace, nearestStep) = (t, f, step);
                }
            }

            if (nearestTrack < 0)
                return;
            _tracks[nearestTrack].Follow(faces[nearestFace], at, frame);
            joined[nearestFace] = true;
        }
    }

    private int OpenForOthers(List<TileFace> faces, ReadOnlySpan<bool> joined, DateTimeOffset at, RecordRef frame)
    {
        var droppedCount = 0;
        for (var f = 0; f < faces.Count; f++)
        {
            // A poor face opens no track: false detections would, and would end the rule of the lone face.
            if (joined[f] || faces[f].ReadYears is null)
                continue;
            if (_tracks.Count == rules.Tracks.MaxTracks)
            {
                if (_tracks.MinBy(t => t.SeenAt) is not { } oldest || oldest.SeenAt == at)
                    return droppedCount + 1;
                _tracks.Remove(oldest);
                droppedCount++;
            }

            var track = new FaceTrack(new AgeEvidence(rules.Belief, rules.Evidence));
            track.Follow(faces[f], at, frame);
            _tracks.Add(track);
        }

        return droppedCount;
    }
}

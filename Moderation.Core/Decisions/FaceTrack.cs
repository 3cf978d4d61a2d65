using Moderation.Core.Evidence;
using Moderation.Core.Subjects;

namespace Moderation.Core.Decisions;

/// <summary>One face followed by position and time inside one tile, with the evidence read off it. It holds nothing that could recognise a person.</summary>
internal sealed class FaceTrack(AgeEvidence evidence)
{
    private const int CitedFrameCount = 5;
    private readonly RecordRef[] _frames = new RecordRef[CitedFrameCount];

    public AgeEvidence Evidence { get; } = evidence;

    /// <summary>When any face, clear or poor, was last joined to the track.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>When a clear face was last joined to the track.</summary>
    public DateTimeOffset ClearAt { get; private set; }

    private double Left { get; set; }

    private double Top { get; set; }

    /// <summary>The longer of the two ways, across and down, from the track to a face, as a share of the tile.</summary>
    public double StepTo(in TileFace face) => Math.Max(Math.Abs(face.Left - Left), Math.Abs(face.Top - Top));

    public void Follow(in TileFace face, DateTimeOffset at, RecordRef frame)
    {
        Left = face.Left;
        Top = face.Top;
        SeenAt = at;
        if (face.ReadYears is not { } years)
            return;
        ClearAt = at;
        _frames[Evidence.ClearFaces % CitedFrameCount] = frame;
        Evidence.Add(years, at);
    }

    public void Save(StateWriter writer)
    {
        Evidence.Save(writer);
        writer.Write(SeenAt);
        writer.Write(ClearAt);
        writer.Write(Left);
        writer.Write(Top);
        foreach (var frame in _frames)
        {
            writer.Write(frame.Topic);
            writer.Write((long)frame.Partition);
            writer.Write(frame.Offset);
        }
    }

    public static FaceTrack Load(StateReader reader, DeciderRules rules)
    {
        var track = new FaceTrack(AgeEvidence.Restore(reader, rules.Belief, rules.Evidence))
        {
            SeenAt = reader.ReadTime(), ClearAt = reader.ReadTime(), Left = reader.ReadDouble(), Top = reader.ReadDouble(),
        };
        for (var i = 0; i < CitedFrameCount; i++)
            track._frames[i] = new RecordRef(reader.ReadString()!, (int)reader.ReadLong(), reader.ReadLong());
        return track;
    }

    /// <summary>The newest frames with a clear face, newest first.</summary>
    public RecordRef[] NewestFrames()
    {
        var frames = new RecordRef[Math.Min(Evidence.ClearFaces, CitedFrameCount)];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = _frames[(Evidence.ClearFaces - 1 - i) % CitedFrameCount];
        return frames;
    }
}

/// <summary>A face in the coordinates of its tile.</summary>
/// <param name="Left">Centre, share of the tile's width.</param>
/// <param name="Top">Centre, share of the tile's height.</param>
/// <param name="ReadYears">Age read off a clear face, years; null for a poor one.</param>
internal readonly record struct TileFace(double Left, double Top, double? ReadYears);

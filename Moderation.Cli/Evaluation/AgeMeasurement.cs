using Moderation.Models.Faces;
using Moderation.Models.Images;

namespace Moderation.Cli.Evaluation;

/// <summary>What became of one labelled picture.</summary>
internal enum AgeFate
{
    Read,
    Missing,
    Undecodable,
    NoFace,
    FaceTooPoor,
}

/// <summary>The answer about one labelled picture.</summary>
/// <param name="LabelYears">The label.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="ReadYears">Expected age of its largest face; 0 unless read.</param>
/// <param name="Faults">What is wrong with that face.</param>
/// <param name="Faces">Faces whose age was read.</param>
/// <param name="Times">Where the time went.</param>
internal sealed record AgeMeasurement(double LabelYears, AgeFate Fate, double ReadYears, FaceFaults Faults, int Faces, StageTimes Times)
{
    /// <summary>Scores all pictures, one after the other. The largest face of a picture is taken for the labelled one.</summary>
    public static IReadOnlyList<AgeMeasurement> MeasureAll(IReadOnlyList<LabelledPicture> pictures, IFrameScorer scorer, ImageLimits limits)
    {
        // the first call pays for buffers and code that the others find ready
        if (pictures.FirstOrDefault(p => File.Exists(p.Path)) is { } first)
            scorer.Score(ReadAtMost(first.Path, limits));
        return [.. pictures.Select(picture => Measure(picture, scorer, limits))];
    }

    private static AgeMeasurement Measure(LabelledPicture picture, IFrameScorer scorer, ImageLimits limits)
    {
        if (!File.Exists(picture.Path))
            return new AgeMeasurement(picture.AgeYears, AgeFate.Missing, 0, FaceFaults.None, 0, default);
        var score = scorer.Score(ReadAtMost(picture.Path, limits));
        if (score.Refusal != ImageRefusal.None)
            return new AgeMeasurement(picture.AgeYears, AgeFate.Undecodable, 0, FaceFaults.None, 0, score.Times);
        if (score.Faces.Count == 0)
            return new AgeMeasurement(picture.AgeYears, AgeFate.NoFace, 0, FaceFaults.None, 0, score.Times);
        var largest = score.Faces[0];
        var fate = largest.Age is null ? AgeFate.FaceTooPoor : AgeFate.Read;
        var read = score.Faces.Count(face => face.Age is not null);
        return new AgeMeasurement(picture.AgeYears, fate, largest.Age?.ExpectedYears ?? 0, largest.Quality.Faults, read, score.Times);
    }

    /// <summary>One byte more than allowed is enough to have a file refused.</summary>
    private static byte[] ReadAtMost(string path, ImageLimits limits)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(file.Length, limits.MaxByteCount + 1L)];
        file.ReadExactly(bytes);
        return bytes;
    }
}

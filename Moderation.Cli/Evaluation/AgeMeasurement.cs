using Moderation.Models.Faces;
using Moderation.Models.Images;

namespace Moderation.Cli.Evaluation;

/// <summary>The answer about one labelled picture.</summary>
/// <param name="LabelYears">The label.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="ReadYears">Expected age of its largest face; 0 unless read.</param>
/// <param name="Faults">What is wrong with that face.</param>
/// <param name="Faces">Faces whose age was read.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="HeadUnder18">What the age head says about that face, 0..1; null unless read, and without a head.</param>
internal sealed record AgeMeasurement(double LabelYears, AgeFate Fate, double ReadYears, FaceFaults Faults, int Faces, StageTimes Times, double? HeadUnder18 = null)
{
    /// <summary>Scores all pictures, one after the other. The largest face of a picture is taken for the labelled one.</summary>
    public static IReadOnlyList<AgeMeasurement> MeasureAll(IReadOnlyList<LabelledPicture> pictures, IFrameScorer scorer, ImageLimits limits)
    {
        // the first call pays for buffers and code that the others find ready
        if (pictures.FirstOrDefault(p => File.Exists(p.Path)) is { } first)
            scorer.Score(first.ReadBytes(limits));
        return [.. pictures.Select(picture => Measure(picture, scorer, limits))];
    }

    private static AgeMeasurement Measure(LabelledPicture picture, IFrameScorer scorer, ImageLimits limits)
    {
        if (!File.Exists(picture.Path))
            return new AgeMeasurement(picture.AgeYears, AgeFate.Missing, 0, FaceFaults.None, 0, default);
        var score = scorer.Score(picture.ReadBytes(limits));
        if (score.Refusal != ImageRefusal.None)
            return new AgeMeasurement(picture.AgeYears, AgeFate.Undecodable, 0, FaceFaults.None, 0, score.Times);
        if (score.Faces.Count == 0)
            return new AgeMeasurement(picture.AgeYears, AgeFate.NoFace, 0, FaceFaults.None, 0, score.Times);
        var largest = score.Faces[0];
        var fate = largest.Age is null ? AgeFate.FaceTooPoor : AgeFate.Read;
        var read = score.Faces.Count(face => face.Age is not null);
        return new AgeMeasurement(picture.AgeYears, fate, largest.Age?.ExpectedYears ?? 0, largest.Quality.Faults, read, score.Times, largest.Age?.HeadUnder18);
    }
}

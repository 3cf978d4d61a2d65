using Moderation.Models.Faces;
using Moderation.Models.Images;

namespace Moderation.Training.Ages;

/// <summary>The faces of a folder, in the order of the labels, and what became of the pictures.</summary>
internal sealed record FaceIntake(IReadOnlyList<AgeFace> Faces, IReadOnlyDictionary<AgeFate, int> Fates)
{
    /// <summary>Reads all pictures on all cores. The largest face of a picture is taken for the labelled one.</summary>
    public static FaceIntake Read(IReadOnlyList<LabelledPicture> pictures, AgeFeatureSource source, ImageLimits limits)
    {
        var read = new AgeFeatures[pictures.Count];
        Parallel.For(0, pictures.Count, source.Create, (i, _, reader) =>
        {
            read[i] = File.Exists(pictures[i].Path) ? reader.Read(pictures[i].ReadBytes(limits)) : new AgeFeatures(AgeFate.Missing, 0, []);
            return reader;
        }, reader => reader.Dispose());
        return new FaceIntake(
            [.. pictures.Zip(read).Where(pair => pair.Second.Fate == AgeFate.Read)
                .Select(pair => new AgeFace(pair.First.AgeYears, (float)pair.Second.ExpectedYears, pair.Second.Descriptor))],
            read.GroupBy(r => r.Fate).ToDictionary(g => g.Key, g => g.Count()));
    }

    /// <summary>One line for people.</summary>
    public string Describe() =>
        $"{Faces.Count} faces read; {Count(AgeFate.NoFace)} pictures without a face, {Count(AgeFate.FaceTooPoor)} with a face too poor, "
        + $"{Count(AgeFate.Undecodable)} undecodable, {Count(AgeFate.Missing)} missing";

    private int Count(AgeFate fate) => Fates.GetValueOrDefault(fate);
}

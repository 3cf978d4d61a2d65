using Moderation.Models.Manifests;
using Moderation.Training.Ages;

namespace Moderation.Tests.Support;

/// <summary>Faces whose descriptors are drawn by a formula that says how likely each is to be under 18, so that the best possible answer is known.</summary>
internal sealed record PlantedFaces(IReadOnlyList<AgeFace> Faces, IReadOnlyList<double> TrueLogOdds)
{
    private const double Strength = 2;

    /// <summary>Few enough for a test, and no strength of penalty is left out that could matter.</summary>
    public static readonly AgeHeadOptions FewFaces = new() { FewestFaces = 50, FewestTeenagers = 10, FewestYoungAdults = 10, L2Choices = [1, 10, 100] };

    public static AgeModelFile AgeModel { get; } = Of(ModelManifest.Load(RequiresModelsFactAttribute.Folder("faceres-deep")));

    /// <summary>Minors are 13 to 17 and adults 18 to 25, whatever the descriptor says beyond that; the expected age says nothing.</summary>
    public static PlantedFaces Draw(int count, int length, int seed)
    {
        var random = new Random(seed);
        var direction = Enumerable.Range(0, length).Select(_ => Normal(random)).ToArray();
        var norm = Math.Sqrt(direction.Sum(d => d * d));
        var (faces, logOdds) = (new List<AgeFace>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            // means and scales differ from number to number, as a network's do
            var standard = Enumerable.Range(0, length).Select(_ => Normal(random)).ToArray();
            logOdds.Add(Strength / norm * standard.Zip(direction, (x, d) => x * d).Sum());
            var isMinor = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds[i]));
            float[] descriptor = [.. standard.Select((x, at) => (float)(0.2 * (at % 7 - 3) + (1 + at % 3) * x))];
            faces.Add(new AgeFace(isMinor ? random.Next(13, 18) : random.Next(18, 26), (float)(20 + 5 * Normal(random)), descriptor));
        }

        return new PlantedFaces(faces, logOdds);
    }

    /// <summary>Puts a head into a folder of models.</summary>
    public static void Install(string models, TrainedAgeHead head, AgeModelFile? ageModel = null) =>
        AgeHeadFile.Write(Path.Combine(models, AgeHeadManifest.ModelName), head, ageModel ?? AgeModel, "drawn by a formula", new DateOnly(2026, 1, 2));

    private static AgeModelFile Of(ModelManifest manifest) => new(manifest.Name, manifest.Onnx.Sha256);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

using Moderation.Models.Manifests;
using Moderation.Models.Onnx;

namespace Moderation.Training.Ages;

/// <summary>Writes a head's folder: the graph, the card and the manifest, and nothing else.</summary>
internal static class AgeHeadFile
{
    private const string OnnxName = "head.onnx";

    /// <summary>Writes beside the folder and swaps, so that a Worker never finds half a head.</summary>
    public static AgeHeadManifest Write(string folder, TrainedAgeHead head, AgeModelFile ageModel, string licence, DateOnly date)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var next = target + ".next";
        if (Directory.Exists(next))
            Directory.Delete(next, recursive: true);
        Directory.CreateDirectory(next);
        var manifest = WriteFiles(next, head, ageModel, licence, date);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.Move(next, target);
        return manifest;
    }

    private static AgeHeadManifest WriteFiles(string folder, TrainedAgeHead head, AgeModelFile ageModel, string licence, DateOnly date)
    {
        var path = Path.Combine(folder, OnnxName);
        using (var stream = File.Create(path))
            OnnxModelWriter.Write(AgeHeadGraph.Build(head.Model), stream);
        var manifest = new AgeHeadManifest
        {
            Name = AgeHeadManifest.ModelName,
            Summary = "Probability under 18 from a face's descriptor and expected age: two logistic regressions, trained by the operator.",
            Licence = licence,
            TrainedOn = date,
            AgeModel = ageModel,
            DescriptorLength = head.Model.Scale.Mean.Length,
            Faces = head.LabelYears.Count,
            L2 = head.L2,
            Seed = head.Options.Seed,
            Onnx = new ModelFile { Path = OnnxName, Sha256 = FileHash.Sha256(File.ReadAllBytes(path)) },
        };
        File.WriteAllText(Path.Combine(folder, "card.md"), AgeHeadCard.Write(head, manifest));
        manifest.Save(folder);
        return manifest;
    }
}

using Moderation.Models.Manifests;
using Moderation.Models.Onnx;
using Moderation.Models.Text;
using Moderation.Models.Text.Features;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Export;

/// <summary>Writes the model and its manifest.</summary>
internal static class TextModelFile
{
    private const string OnnxName = "model.onnx";
    private const string HeadsName = "heads.onnx";
    private const string LinearName = "linear.onnx";

    public static void Write(DirectoryInfo folder, TextNetwork model, LanguageCalibration calibration, LinearHeads linear, TextModelSpec spec)
    {
        folder.Create();
        new TextManifest
        {
            Name = folder.Name,
            Summary = "Toxicity and solicitation of short chat lines in English and French: hashed words and n-grams, the length-scaled sum and the maximum of their vectors, filters for runs of characters, small networks.",
            Licence = new ModelLicence
            {
                Spdx = "Apache-2.0",
                TrainingData = "Lines written for this project (Apache-2.0) and public sets under CC0-1.0, MIT, Apache-2.0 and CC BY 4.0; the list with credits is in card.md.",
            },
            Onnx = Write(folder, OnnxName, NetworkGraph.Build(model, calibration, spec)),
            Heads = Write(folder, HeadsName, NetworkGraph.BuildHeads(model, calibration)),
            Linear = Write(folder, LinearName, LinearGraph.Build(linear, spec)),
        }.Save(folder.FullName);
    }

    public static TextModelSpec Spec(TrainingOptions options, IReadOnlyDictionary<string, IReadOnlyList<double>> points, IReadOnlyList<TextModelData> data) => new()
    {
        Features = FeatureSpec.OfThisBuild(options.Bits),
        Labels = TextHeads.Names,
        OperatingPoints = points,
        Data = data,
        Seed = options.Seed,
    };

    private static ModelFile Write(DirectoryInfo folder, string name, OnnxModel model)
    {
        var path = Path.Combine(folder.FullName, name);
        using (var stream = File.Create(path))
            OnnxModelWriter.Write(model, stream);
        return new ModelFile { Path = name, Sha256 = FileHash.Sha256(File.ReadAllBytes(path)) };
    }
}

using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;
using Moderation.Models.Manifests;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Decisions;

/// <summary>Reads from disk what decisions depend on besides the log and the policies.</summary>
internal static class DeciderRulesFile
{
    private const string Calibration = "age-evidence";
    private const string TextModel = "text";

    /// <summary>Digits of a model's hash that signals carry.</summary>
    private const int HashLength = 16;

    /// <remarks>Errors: <see cref="FileNotFoundException"/>, <see cref="ManifestException"/>, or <see cref="FormatException"/> with the field's name.</remarks>
    public static DeciderRules Load(ModelsOptions models, EvidenceOptions evidence, LiveDeciderOptions tracks, TextEvidenceOptions text)
    {
        var manifest = AgeEvidenceManifest.Parse(File.ReadAllBytes(Path.Combine(models.Directory, Calibration, "manifest.json")));
        var prior = models.AgePriorFile is { } file ? AgePrior.ParseCsv(File.ReadAllText(file)) : null;
        return new DeciderRules(new AgeBeliefModel(manifest, prior), evidence, tracks, text, [.. Models(models.Directory, manifest.Model)]);
    }

    /// <summary>The models whose scores thresholds were chosen for, as signals name them. Only their manifests are read.</summary>
    private static IEnumerable<ModelRef> Models(string folder, string ageModel)
    {
        var text = TextManifest.Load(Path.Combine(folder, TextModel));
        yield return new ModelRef(text.Name, text.Onnx.Sha256[..HashLength]);
        var age = ModelManifest.Load(Path.Combine(folder, ageModel));
        yield return new ModelRef(age.Name, age.Onnx.Sha256[..HashLength]);
        var head = Path.Combine(folder, AgeHeadManifest.ModelName);
        if (File.Exists(Path.Combine(head, ModelManifest.FileName)))
            yield return new ModelRef(AgeHeadManifest.ModelName, AgeHeadManifest.Load(head).Onnx.Sha256[..HashLength]);
    }
}

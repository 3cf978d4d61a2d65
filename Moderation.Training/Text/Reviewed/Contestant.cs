using System.Text.Json;
using Moderation.Models.Manifests;
using Moderation.Models.Onnx;
using Moderation.Models.Text;
using Moderation.Models.Text.Features;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Export;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Reviewed;

/// <summary>A text model with all that makes its answers.</summary>
/// <param name="Model">Parameters.</param>
/// <param name="Calibration">How logits become scores.</param>
/// <param name="Spec">What it says about itself; holds the operating points.</param>
internal sealed record Contestant(TextNetwork Model, LanguageCalibration Calibration, TextModelSpec Spec)
{
    /// <summary>Share of lines that any label flags, as the service would: by the points of the language that the model reads in the line.</summary>
    public double FlaggedShare(IReadOnlyList<LabelledLine> lines)
    {
        var answers = ModelAnswers.Of(Model, lines);
        return answers.Logits.Count(logits =>
        {
            var points = Spec.OperatingPoints[ModelAnswers.LanguageOf(logits)];
            return Enumerable.Range(0, TextHeads.Count).Any(head => (float)Calibration.Served(logits, head) >= points[head]);
        }) / (double)lines.Count;
    }

    /// <summary>The model that is served now.</summary>
    /// <exception cref="TrainingRefusal">There is none, or it is not one that this build can go on from.</exception>
    public static Contestant ReadChampion(DirectoryInfo folder)
    {
        try
        {
            var manifest = TextManifest.Load(folder.FullName);
            var bytes = File.ReadAllBytes(Path.Combine(folder.FullName, manifest.Onnx.Path));
            if (FileHash.Sha256(bytes) != manifest.Onnx.Sha256)
                throw new InvalidDataException("it is not the file that its manifest names");
            var parts = OnnxModelReader.Read(bytes);
            var spec = TextModelSpec.Parse(parts.Metadata.GetValueOrDefault(TextModelSpec.MetadataKey) ?? throw new InvalidDataException("it has no metadata"));
            if (spec.Features != FeatureSpec.OfThisBuild(Math.Clamp(spec.Features.Bits, 8, 24)) || !spec.Labels.SequenceEqual(TextHeads.Names))
                throw new InvalidDataException("it reads text or names labels otherwise than this build; make it anew with `moderation training text train`");
            return new Contestant(NetworkGraphReader.Model(parts), NetworkGraphReader.Calibration(parts), spec);
        }
        catch (Exception e) when (e is ManifestException or InvalidDataException or IOException or JsonException)
        {
            throw new TrainingRefusal($"no model to go on from in {folder.FullName}: {e.Message}", e);
        }
    }
}

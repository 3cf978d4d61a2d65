using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;
using Moderation.Models.Text.Features;

namespace Moderation.Models.Text;

/// <summary>One loaded text model. Shared: any number of scorers bind to it.</summary>
/// <remarks>Threads: safe. One thread works per call. Ownership: dispose it after all bindings.</remarks>
public sealed class TextSession : IDisposable
{
    /// <summary>Names of the graph's inputs and outputs.</summary>
    internal const string Ids = "ids", Counts = "counts", Scores = "scores", French = "french";

    /// <summary>The command that makes the model's files.</summary>
    internal const string Maker = "moderation training text train";

    private const int IdHashLength = 16;

    private TextSession(ModelId id, TextModelSpec spec, InferenceSession inference) => (Id, Spec, Inference) = (id, spec, inference);

    /// <summary>The model by name and content.</summary>
    public ModelId Id { get; }

    /// <summary>What it says about itself.</summary>
    public TextModelSpec Spec { get; }

    internal InferenceSession Inference { get; }

    /// <summary>Loads a model, and checks its bytes against its manifest and its spec against this build.</summary>
    /// <param name="folder">The model's folder, which holds the manifest.</param>
    /// <exception cref="ManifestException">No usable manifest, no model file, another file than the manifest names, or one that reads text otherwise than this build.</exception>
    public static TextSession Open(string folder)
    {
        var manifest = TextManifest.Load(folder);
        var file = Path.Combine(folder, manifest.Onnx.Path);
        var inference = OnnxFile.Load(file, manifest.Onnx.Sha256, Maker);
        try
        {
            return new TextSession(new ModelId(manifest.Name, manifest.Onnx.Sha256[..IdHashLength]), ReadSpec(file, inference), inference);
        }
        catch (Exception)
        {
            inference.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Inference.Dispose();

    internal static TextModelSpec ReadSpec(string file, InferenceSession inference)
    {
        if (!inference.ModelMetadata.CustomMetadataMap.TryGetValue(TextModelSpec.MetadataKey, out var json))
            throw new ManifestException(file, $"has no metadata '{TextModelSpec.MetadataKey}'");
        try
        {
            var spec = TextModelSpec.Parse(json);
            return FindFault(spec) is { } fault ? throw new ManifestException(file, fault) : spec;
        }
        catch (JsonException e)
        {
            throw new ManifestException(file, $"metadata '{TextModelSpec.MetadataKey}': {e.Message}", e);
        }
    }

    private static string? FindFault(TextModelSpec spec)
    {
        var ours = FeatureSpec.OfThisBuild(Math.Clamp(spec.Features.Bits, 8, 24));
        if (spec.Features != ours)
            return $"reads text as {spec.Features}, this build as {ours}";
        foreach (var language in TextScorer.Languages)
        {
            if (!spec.OperatingPoints.TryGetValue(language, out var points) || points.Count != spec.Labels.Count)
                return $"needs an operating point for each label in '{language}'";
        }

        return null;
    }
}

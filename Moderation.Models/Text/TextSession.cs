using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;
using Moderation.Models.Text.Features;

namespace Moderation.Models.Text;

/// <summary>One loaded text model. Shared: any number of scorers bind to it.</summary>
/// <remarks>Threads: safe. One thread works per call. Ownership: dispose it after all bindings.</remarks>
public sealed class TextSession : IDisposable
{
    /// <summary>Names of the graph's inputs and outputs.</summary>
    internal const string Ids = "ids", Counts = "counts", Scores = "scores", French = "french";

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
        var (file, bytes) = ReadChecked(folder, manifest.Onnx);
        var inference = Load(file, bytes);
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

    /// <summary>Reads a file of a model and checks it against its hash.</summary>
    internal static (string Path, byte[] Bytes) ReadChecked(string folder, ModelFile named)
    {
        var file = Path.Combine(folder, named.Path);
        if (!File.Exists(file))
            throw new ManifestException(file, "does not exist; it is part of the repository, or made by `moderation-training text train`");

        // hashed and loaded from the same bytes: a file that changes in between cannot slip through
        var bytes = File.ReadAllBytes(file);
        var actual = FileHash.Sha256(bytes);
        return actual == named.Sha256 ? (file, bytes) : throw new ManifestException(file, $"has SHA-256 {actual}, the manifest says {named.Sha256}");
    }

    internal static InferenceSession Load(string file, byte[] bytes)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new ManifestException(file, $"is no model that ONNX Runtime loads: {failure.Message}", failure);
        }
    }

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

using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;

namespace Moderation.Models.Sessions;

/// <summary>One loaded model. Shared: any number of callers bind to it.</summary>
/// <remarks>
/// Threads: safe; each caller has a <see cref="ModelBinding"/> of its own. One thread works per call: on two cores, two callers on one
/// session gave 172 pictures/s where one caller with two threads gave 139. Ownership: dispose it after all bindings.
/// </remarks>
public sealed class ModelSession : IDisposable
{
    private const int IdHashLength = 16;

    private ModelSession(ModelManifest manifest, InferenceSession inference)
    {
        Manifest = manifest;
        Inference = inference;
        Id = new ModelId(manifest.Name, manifest.Onnx.Sha256[..IdHashLength]);
    }

    /// <summary>The model by name and content.</summary>
    public ModelId Id { get; }

    /// <summary>What goes in and what comes out.</summary>
    public ModelManifest Manifest { get; }

    internal InferenceSession Inference { get; }

    /// <summary>Loads a model and checks its bytes and its tensors against its manifest.</summary>
    /// <param name="folder">The model's folder, which holds the manifest.</param>
    /// <exception cref="ManifestException">No usable manifest, no model file, another file than the manifest names, or other tensors.</exception>
    public static ModelSession Open(string folder)
    {
        var manifest = ModelManifest.Load(folder);
        var file = Path.Combine(folder, manifest.Onnx.Path);
        if (!File.Exists(file))
            throw new ManifestException(file, "does not exist; `moderation models fetch` makes it");

        // hashed and loaded from the same bytes: a file that changes in between cannot slip through
        var bytes = File.ReadAllBytes(file);
        var actual = FileHash.Sha256(bytes);
        if (actual != manifest.Onnx.Sha256)
            throw new ManifestException(file, $"has SHA-256 {actual}, the manifest says {manifest.Onnx.Sha256}; `moderation models fetch` makes the right one");

        var inference = Load(file, bytes);
        try
        {
            TensorCheck.Check(file, manifest, inference);
            return new ModelSession(manifest, inference);
        }
        catch (Exception)
        {
            inference.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Inference.Dispose();

    private static InferenceSession Load(string file, byte[] bytes)
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
}

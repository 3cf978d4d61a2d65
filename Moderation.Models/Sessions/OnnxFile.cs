using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Manifests;

namespace Moderation.Models.Sessions;

/// <summary>Loads the file that a manifest names, and no other.</summary>
internal static class OnnxFile
{
    /// <summary>Loads a model for callers that each run it on one thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">What it must hash to.</param>
    /// <param name="maker">The command that makes the file, for messages.</param>
    /// <exception cref="ManifestException">No file, another file, or no model.</exception>
    public static InferenceSession Load(string path, string sha256, string maker)
    {
        var bytes = ReadBytes(path, sha256, maker);
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
            throw new ManifestException(path, $"is no model that ONNX Runtime loads: {failure.Message}", failure);
        }
    }

    /// <summary>Reads a model's bytes. Hashed and given back are the same ones: a file that changes in between cannot slip through.</summary>
    /// <exception cref="ManifestException">No file, or another file.</exception>
    public static byte[] ReadBytes(string path, string sha256, string maker)
    {
        if (!File.Exists(path))
            throw new ManifestException(path, $"does not exist; `{maker}` makes it");
        var bytes = File.ReadAllBytes(path);
        var actual = FileHash.Sha256(bytes);
        return actual == sha256
            ? bytes
            : throw new ManifestException(path, $"has SHA-256 {actual}, the manifest says {sha256}; `{maker}` makes the right one");
    }
}

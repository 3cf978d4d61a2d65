using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Manifests;

namespace Moderation.Models.Sessions;

/// <summary>Holds the tensors of a loaded model against its manifest, so that a wrong model stops the start and not the first frame.</summary>
internal static class TensorCheck
{
    /// <summary>Compares names, types and shapes.</summary>
    /// <exception cref="ManifestException">One differs; the message says which and how.</exception>
    public static void Check(string file, ModelManifest manifest, InferenceSession inference)
    {
        CheckOne(file, "input", manifest.Input.Name, manifest.Input.Shape, inference.InputMetadata);
        if (inference.InputMetadata.Count != 1)
            throw new ManifestException(file, $"has inputs {string.Join(", ", inference.InputMetadata.Keys)}, the manifest knows one");
        foreach (var output in manifest.Outputs)
            CheckOne(file, "output", output.Name, output.Shape, inference.OutputMetadata);
    }

    /// <summary>Compares one tensor.</summary>
    /// <exception cref="ManifestException">It is not there or differs.</exception>
    public static void CheckOne(string file, string kind, string name, IReadOnlyList<int> shape, IReadOnlyDictionary<string, NodeMetadata> known)
    {
        if (!known.TryGetValue(name, out var node))
            throw new ManifestException(file, $"has no {kind} '{name}', only {string.Join(", ", known.Keys)}");
        if (!node.IsTensor || node.ElementType != typeof(float) || !node.Dimensions.SequenceEqual(shape))
        {
            throw new ManifestException(
                file, $"{kind} '{name}' is {node.ElementType?.Name} [{string.Join(",", node.Dimensions)}], the manifest says Single [{string.Join(",", shape)}]");
        }
    }
}

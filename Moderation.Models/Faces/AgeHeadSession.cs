using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>One loaded age head. Shared: any number of scorers bind to it.</summary>
/// <remarks>Threads: safe. Ownership: dispose it after all heads made from it.</remarks>
internal sealed class AgeHeadSession : IDisposable
{
    /// <summary>Name of the descriptor: an output of the age model, an input of the head.</summary>
    public const string Descriptor = "descriptor";

    /// <summary>Names of the head's other input and of its output.</summary>
    public const string ExpectedAge = "expected_age", Under18 = "under_18";

    private const int IdHashLength = 16;

    private AgeHeadSession(AgeHeadManifest manifest, InferenceSession inference)
    {
        DescriptorLength = manifest.DescriptorLength;
        Inference = inference;
        Id = new ModelId(AgeHeadManifest.ModelName, manifest.Onnx.Sha256[..IdHashLength]);
    }

    public ModelId Id { get; }

    public int DescriptorLength { get; }

    public InferenceSession Inference { get; }

    /// <summary>Loads the head where there is one.</summary>
    /// <param name="modelsFolder">The folder that may hold <c>age-head/</c>.</param>
    /// <param name="ageModel">The age model whose descriptors it will be given.</param>
    /// <returns>Null when there is no such folder.</returns>
    /// <exception cref="ManifestException">A head that is not what its manifest says, or that belongs to another age model.</exception>
    public static AgeHeadSession? OpenIfPresent(string modelsFolder, ModelManifest ageModel)
    {
        var folder = Path.Combine(modelsFolder, AgeHeadManifest.ModelName);
        return Directory.Exists(folder) ? Open(folder, ageModel) : null;
    }

    public void Dispose() => Inference.Dispose();

    private static AgeHeadSession Open(string folder, ModelManifest ageModel)
    {
        var manifest = AgeHeadManifest.Load(folder);
        if (manifest.AgeModel != new AgeModelFile(ageModel.Name, ageModel.Onnx.Sha256))
        {
            throw new ManifestException(
                Path.Combine(folder, ModelManifest.FileName),
                $"was trained on descriptors of {manifest.AgeModel.Name} {manifest.AgeModel.Sha256}, this is {ageModel.Name} {ageModel.Onnx.Sha256}; train it again, or remove the folder to go without a head");
        }

        var file = Path.Combine(folder, manifest.Onnx.Path);
        var inference = OnnxFile.Load(file, manifest.Onnx.Sha256, "moderation train age-head");
        try
        {
            TensorCheck.CheckOne(file, "input", Descriptor, [-1, manifest.DescriptorLength], inference.InputMetadata);
            TensorCheck.CheckOne(file, "input", ExpectedAge, [-1, 1], inference.InputMetadata);
            TensorCheck.CheckOne(file, "output", Under18, [-1, 1], inference.OutputMetadata);
            return new AgeHeadSession(manifest, inference);
        }
        catch (Exception)
        {
            inference.Dispose();
            throw;
        }
    }
}

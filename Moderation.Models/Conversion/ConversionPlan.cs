using Moderation.Models.Manifests;

namespace Moderation.Models.Conversion;

/// <summary>Which tensors of the original become the ONNX model's inputs and outputs, and under which names.</summary>
/// <param name="GraphName">Name of the graph in the file.</param>
/// <param name="Input">The one input.</param>
/// <param name="Outputs">The outputs; what none of them needs is left out of the file.</param>
public sealed record ConversionPlan(string GraphName, PlannedTensor Input, IReadOnlyList<PlannedTensor> Outputs)
{
    /// <summary>Free key and value pairs for the file's metadata.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The plan that a manifest describes.</summary>
    public static ConversionPlan For(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new ConversionPlan(
            manifest.Name,
            new PlannedTensor(manifest.Input.Source, manifest.Input.Name, manifest.Input.Shape),
            [.. manifest.Outputs.Select(o => new PlannedTensor(o.Source, o.Name, o.Shape))])
        {
            Metadata =
            [
                new("source", $"npm:{manifest.Source.Package}@{manifest.Source.Version}/{manifest.Conversion.Graph}"),
                new("conversion", manifest.Conversion.Id),
                new("licence", manifest.Licence.Spdx),
            ],
        };
    }
}

/// <summary>A tensor at the edge of the graph.</summary>
/// <param name="Source">Node name in the original.</param>
/// <param name="Name">Tensor name in the ONNX file.</param>
/// <param name="Shape">Axis lengths as the original has them (NHWC for pictures); -1 becomes the dynamic axis <c>batch</c>.</param>
public sealed record PlannedTensor(string Source, string Name, IReadOnlyList<int> Shape);

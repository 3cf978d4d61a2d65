namespace Moderation.Models.Onnx;

/// <summary>A whole model, ready to be written by <see cref="OnnxModelWriter"/>.</summary>
/// <remarks>Equal models give equal bytes: nothing is stamped with a time or a machine.</remarks>
public sealed record OnnxModel
{
    /// <summary>The graph.</summary>
    public required OnnxGraph Graph { get; init; }

    /// <summary>Version of the default operator set; says which definition of each operator is meant.</summary>
    public int OpsetVersion { get; init; } = 17;

    /// <summary>Version of the file format; 8 goes with operator sets 15 to 18.</summary>
    public int IrVersion { get; init; } = 8;

    /// <summary>Name of the tool that made the model.</summary>
    public string Producer { get; init; } = "moderation";

    /// <summary>Version of that tool; empty leaves it out.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>Free key and value pairs (labels, thresholds, origin) that ONNX Runtime gives back; written in this order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];
}

/// <summary>A graph: operators in an order in which every tensor is made before it is used.</summary>
/// <param name="Name">Graph name.</param>
/// <param name="Inputs">What the caller gives.</param>
/// <param name="Outputs">What the caller gets.</param>
/// <param name="Initializers">Constants.</param>
/// <param name="Nodes">Operators, in topological order.</param>
public sealed record OnnxGraph(
    string Name,
    IReadOnlyList<OnnxValueInfo> Inputs,
    IReadOnlyList<OnnxValueInfo> Outputs,
    IReadOnlyList<OnnxTensor> Initializers,
    IReadOnlyList<OnnxNode> Nodes);

using System.Diagnostics.CodeAnalysis;

namespace Moderation.Models.Onnx;

/// <summary>One operator of the graph.</summary>
/// <param name="Operator">ONNX operator type, for example <c>Conv</c>.</param>
/// <param name="Name">Node name; for people and error messages.</param>
/// <param name="Inputs">Tensor names in the operator's order; an empty name leaves an optional input out.</param>
/// <param name="Outputs">Tensor names that it makes.</param>
public sealed record OnnxNode(string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>Attributes, written in this order.</summary>
    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];
}

/// <summary>An attribute of a node. The concrete type says which field of the wire form is used.</summary>
/// <param name="Name">Attribute name as the operator defines it.</param>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "ONNX calls it so.")]
public abstract record OnnxAttribute(string Name)
{
    /// <summary>A number.</summary>
    public static OnnxAttribute Of(string name, float value) => new FloatOnnxAttribute(name, value);

    /// <summary>A whole number; ONNX writes true as 1.</summary>
    public static OnnxAttribute Of(string name, long value) => new IntegerOnnxAttribute(name, value);

    /// <summary>A text.</summary>
    public static OnnxAttribute Of(string name, string value) => new TextOnnxAttribute(name, value);

    /// <summary>Several whole numbers.</summary>
    public static OnnxAttribute Of(string name, IReadOnlyList<long> values) => new IntegersOnnxAttribute(name, values);
}

internal sealed record FloatOnnxAttribute(string Name, float Value) : OnnxAttribute(Name);

internal sealed record IntegerOnnxAttribute(string Name, long Value) : OnnxAttribute(Name);

internal sealed record TextOnnxAttribute(string Name, string Value) : OnnxAttribute(Name);

internal sealed record IntegersOnnxAttribute(string Name, IReadOnlyList<long> Values) : OnnxAttribute(Name);

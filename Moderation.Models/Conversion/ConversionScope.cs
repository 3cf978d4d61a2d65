using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion;

/// <summary>The ONNX graph under construction, and where each node of the original ended up in it.</summary>
/// <remarks>
/// TensorFlow's graphs are NHWC, ONNX's convolutions NCHW. A value is moved once, when an operator first needs the other form; rules for
/// element-wise operators keep whatever form arrives. So a whole convolution trunk costs one Transpose at its start, not two per layer.
/// </remarks>
internal sealed class ConversionScope(TfjsModel model)
{
    private static readonly long[] ToChannelsFirst = [0, 3, 1, 2];
    private static readonly long[] ToChannelsLast = [0, 2, 3, 1];

    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Source, Clamp Clamp)> _clamped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> _initializers = new(StringComparer.Ordinal);

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Constants, in the order in which they were first needed.</summary>
    public List<OnnxTensor> Initializers { get; } = [];

    /// <summary>The constant that a node reads at an input, or null when a computed value arrives there.</summary>
    /// <exception cref="ConversionException">A constant node without a weight.</exception>
    public TfjsWeight? FindWeight(TfjsNode node, int input)
    {
        var name = node.Input(input);
        if (model.Weights.TryGetValue(name, out var weight))
            return weight;
        return model.Nodes.TryGetValue(name, out var source) && source.Operator == "Const"
            ? throw node.Problem($"reads constant '{name}', which has no weight")
            : null;
    }

    /// <summary>The constant that a node reads at an input.</summary>
    /// <exception cref="ConversionException">Not a constant.</exception>
    public TfjsWeight Weight(TfjsNode node, int input) =>
        FindWeight(node, input) ?? throw node.Problem($"must read a constant at input {input}, not '{node.Input(input)}'");

    /// <summary>Whole numbers (axes, shape, paddings) that a node reads at an input.</summary>
    public IReadOnlyList<long> Integers(TfjsNode node, int input)
    {
        var weight = Weight(node, input);
        return weight.IsFloat ? throw node.Problem($"must read integers at input {input}") : [.. weight.Integers.Select(i => (long)i)];
    }

    /// <summary>The computed value that a node reads at an input.</summary>
    public GraphValue Value(TfjsNode node, int input) =>
        _values.TryGetValue(node.Input(input), out var value)
            ? value
            : throw node.Problem($"must read a computed value at input {input}, not the constant '{node.Input(input)}'");

    /// <summary>The value of a node of the original.</summary>
    public GraphValue ValueOf(string node) => _values[node];

    /// <summary>Records that a node's value is an existing tensor.</summary>
    public void Define(string node, GraphValue value) => _values.Add(node, value);

    /// <summary>Tensor name of a four-axis value as NCHW.</summary>
    public string ChannelsFirst(GraphValue value) => value.ChannelsFirst ? value.Tensor : Moved(value.Tensor, "/nchw", ToChannelsFirst);

    /// <summary>Tensor name of a value with the original's axes.</summary>
    public string Original(GraphValue value) => value.ChannelsFirst ? Moved(value.Tensor, "/nhwc", ToChannelsLast) : value.Tensor;

    /// <summary>What a tensor is a clamp of, if it is one.</summary>
    public (string Source, Clamp Clamp)? Clamped(string tensor) => _clamped.TryGetValue(tensor, out var clamped) ? clamped : null;

    /// <summary>Records that a tensor is a clamp of another one.</summary>
    public void DefineClamped(string tensor, string source, Clamp clamp) => _clamped.Add(tensor, (source, clamp));

    /// <summary>Adds an operator whose only output carries the node's name.</summary>
    public void Emit(string op, TfjsNode node, IReadOnlyList<string> inputs, GraphValue output, params OnnxAttribute[] attributes)
    {
        Nodes.Add(new OnnxNode(op, output.Tensor, inputs, [output.Tensor]) { Attributes = attributes });
        if (output.Tensor == node.Name)
            Define(node.Name, output);
    }

    public string Constant(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) => Constant(OnnxTensor.Floats(name, shape, values));

    public string Constant(string name, IReadOnlyList<long> values) => Constant(OnnxTensor.Integers(name, [values.Count], [.. values]));

    private string Constant(OnnxTensor tensor)
    {
        if (_initializers.TryAdd(tensor.Name, tensor))
            Initializers.Add(tensor);
        else if (!_initializers[tensor.Name].Shape.SequenceEqual(tensor.Shape))
            throw new ConversionException($"constant '{tensor.Name}' is used in two shapes");
        return tensor.Name;
    }

    private string Moved(string tensor, string suffix, long[] permutation)
    {
        if (_moved.TryGetValue(tensor, out var moved))
            return moved;
        moved = tensor + suffix;
        Nodes.Add(new OnnxNode("Transpose", moved, [tensor], [moved]) { Attributes = [OnnxAttribute.Of("perm", permutation)] });
        _moved.Add(tensor, moved);
        return moved;
    }
}

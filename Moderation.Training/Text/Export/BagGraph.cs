using System.Runtime.InteropServices;
using Moderation.Models.Onnx;
using Moderation.Models.Text;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Export;

/// <summary>Puts a bag model and its calibration into one ONNX graph: ids and their count in, calibrated scores and the language out.</summary>
/// <remarks>
/// The table lies in the file as signed bytes with one scale per row, a quarter of its size; ONNX Runtime unfolds it once at load, because
/// unfolding has only constants for inputs. In memory it is single precision: bytes made every look-up slower.
/// </remarks>
internal static class BagGraph
{
    private const int LargestByte = 127;

    public static OnnxModel Build(BagModel model, LanguageCalibration calibration, TextModelSpec spec) => new()
    {
        Graph = Graph(model, calibration),
        Metadata = [KeyValuePair.Create(TextModelSpec.MetadataKey, spec.ToJson())],
    };

    private static OnnxGraph Graph(BagModel model, LanguageCalibration calibration)
    {
        var (rows, length) = (OnnxDimension.Dynamic("lines"), OnnxDimension.Dynamic("places"));
        return new OnnxGraph(
            "text",
            [new("ids", OnnxElementType.Int32, [rows, length]), new("counts", OnnxElementType.Float32, [rows, OnnxDimension.Fixed(1)])],
            [
                new("scores", OnnxElementType.Float32, [rows, OnnxDimension.Fixed(TextHeads.Count)]),
                new("french", OnnxElementType.Float32, [rows, OnnxDimension.Fixed(1)]),
            ],
            [.. Table(model), .. Networks(model), .. Curves(calibration)],
            [.. Bag(), .. Heads(), .. Calibrated()]);
    }

    private static IEnumerable<OnnxNode> Bag() =>
    [
        Node("Cast", ["table_bytes"], "table_floats", OnnxAttribute.Of("to", (long)OnnxElementType.Float32)),
        Node("Mul", ["table_floats", "table_scales"], "table"),
        Node("Gather", ["table", "ids"], "rows"),
        Node("ReduceSum", ["rows", "places_axis"], "sum", OnnxAttribute.Of("keepdims", 0)),
        Node("Pow", ["counts", "length_power"], "divisors"),
        Node("Div", ["sum", "divisors"], "bag"),
    ];

    private static IEnumerable<OnnxNode> Heads() =>
    [
        Node("Gemm", ["bag", "hidden_weights", "hidden_bias"], "hidden_sums", OnnxAttribute.Of("transB", 1)),
        Node("Relu", ["hidden_sums"], "hidden"),
        Node("Gemm", ["hidden", "head_weights", "head_bias"], "logits", OnnxAttribute.Of("transB", 1)),
        Node("Gemm", ["bag", "french_weights", "french_bias"], "french_logit", OnnxAttribute.Of("transB", 1)),
        Node("Sigmoid", ["french_logit"], "french"),
    ];

    /// <summary>score = english + french probability x (french curve - english curve), so that a line between the languages lies between their curves.</summary>
    private static IEnumerable<OnnxNode> Calibrated() =>
    [
        Node("Mul", ["logits", "en_slopes"], "en_scaled"),
        Node("Add", ["en_scaled", "en_offsets"], "en_logits"),
        Node("Sigmoid", ["en_logits"], "en_scores"),
        Node("Mul", ["logits", "fr_slopes"], "fr_scaled"),
        Node("Add", ["fr_scaled", "fr_offsets"], "fr_logits"),
        Node("Sigmoid", ["fr_logits"], "fr_scores"),
        Node("Sub", ["fr_scores", "en_scores"], "difference"),
        Node("Mul", ["difference", "french"], "share"),
        Node("Add", ["en_scores", "share"], "scores"),
    ];

    private static OnnxNode Node(string type, string[] inputs, string output, params OnnxAttribute[] attributes) =>
        new(type, output, inputs, [output]) { Attributes = attributes };

    private static IEnumerable<OnnxTensor> Table(BagModel model)
    {
        var (bytes, scales) = (new sbyte[model.Table.Length], new float[model.RowCount]);
        for (var row = 0; row < model.RowCount; row++)
        {
            var values = model.Row(row);
            var largest = 0f;
            foreach (var value in values)
                largest = Math.Max(largest, Math.Abs(value));
            scales[row] = largest / LargestByte;
            for (var i = 0; i < values.Length && largest > 0; i++)
                bytes[row * model.Dimension + i] = (sbyte)MathF.Round(values[i] / scales[row]);
        }

        yield return OnnxTensor.FromBytes("table_bytes", OnnxElementType.Int8, [model.RowCount, model.Dimension], MemoryMarshal.AsBytes<sbyte>(bytes).ToArray());
        yield return OnnxTensor.Floats("table_scales", [model.RowCount, 1], scales);
        yield return OnnxTensor.Integers("places_axis", [1], [1]);
        yield return OnnxTensor.Floats("length_power", [1], [BagModel.LengthPower]);
    }

    /// <summary>Both networks as one: hidden units side by side, and heads that see only their own network's units.</summary>
    private static IEnumerable<OnnxTensor> Networks(BagModel model)
    {
        HeadNetwork[] networks = [model.Toxicity, model.Solicitation];
        var hidden = networks.Sum(n => n.First.Outputs);
        var weights = new float[TextHeads.Count * hidden];
        var (head, unit) = (0, 0);
        foreach (var network in networks)
        {
            for (var own = 0; own < network.Heads; own++, head++)
                network.Second.Weights.AsSpan(own * network.Second.Inputs, network.Second.Inputs).CopyTo(weights.AsSpan(head * hidden + unit));
            unit += network.First.Outputs;
        }

        yield return OnnxTensor.Floats("hidden_weights", [hidden, model.Dimension], [.. networks.SelectMany(n => n.First.Weights)]);
        yield return OnnxTensor.Floats("hidden_bias", [hidden], [.. networks.SelectMany(n => n.First.Bias)]);
        yield return OnnxTensor.Floats("head_weights", [TextHeads.Count, hidden], weights);
        yield return OnnxTensor.Floats("head_bias", [TextHeads.Count], [.. networks.SelectMany(n => n.Second.Bias)]);
        yield return OnnxTensor.Floats("french_weights", [1, model.Dimension], model.French.Weights);
        yield return OnnxTensor.Floats("french_bias", [1], model.French.Bias);
    }

    private static IEnumerable<OnnxTensor> Curves(LanguageCalibration calibration)
    {
        foreach (var (language, curves) in calibration.Curves)
        {
            yield return OnnxTensor.Floats($"{language}_slopes", [TextHeads.Count], [.. curves.Select(c => (float)c.Slope)]);
            yield return OnnxTensor.Floats($"{language}_offsets", [TextHeads.Count], [.. curves.Select(c => (float)c.Offset)]);
        }
    }
}

using Moderation.Models.Onnx;
using Moderation.Models.Text;
using Moderation.Models.Text.Characters;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Export;

/// <summary>Puts a model and its calibration into ONNX graphs: the whole from ids, their count and symbols, and its second half from the pooled vector and the filters' answers, to calibrated scores and the language.</summary>
/// <remarks>ONNX Runtime unfolds the tables' bytes once at load, because unfolding has only constants for inputs.</remarks>
internal static class NetworkGraph
{
    /// <summary>Name of the constant that says where a logit lies between the bag's and the filters'.</summary>
    public const string FilterShare = "filter_share";

    private static readonly OnnxDimension Lines = OnnxDimension.Dynamic("lines");

    /// <summary>The whole model.</summary>
    public static OnnxModel Build(TextNetwork model, LanguageCalibration calibration, TextModelSpec spec) => new()
    {
        Graph = new OnnxGraph(
            "text",
            [
                new("ids", OnnxElementType.Int32, [Lines, OnnxDimension.Dynamic("places")]),
                new("counts", OnnxElementType.Float32, [Lines, OnnxDimension.Fixed(1)]),
                new("symbols", OnnxElementType.Int32, [Lines, OnnxDimension.Dynamic("characters")]),
            ],
            Answers(),
            [.. Tables(model.Bag.Bag), .. Banks(model.Filters.Filters), .. Networks(model), .. Curves(calibration)],
            [.. Unfolded(EmbeddingBag.SummedName), .. Unfolded(EmbeddingBag.LargestName), .. Pooled(), .. Filtered(model.Filters.Filters), .. Heads(), .. Calibrated()]),
        Metadata = [KeyValuePair.Create(TextModelSpec.MetadataKey, spec.ToJson())],
    };

    /// <summary>What follows the pooled vector and the filters' answers.</summary>
    public static OnnxModel BuildHeads(TextNetwork model, LanguageCalibration calibration) => new()
    {
        Graph = new OnnxGraph(
            "text-heads",
            [
                new("bag", OnnxElementType.Float32, [Lines, OnnxDimension.Fixed(model.Bag.Dimension)]),
                new("filters", OnnxElementType.Float32, [Lines, OnnxDimension.Fixed(model.Filters.Filters.Count)]),
            ],
            Answers(),
            [.. Networks(model), .. Curves(calibration)],
            [.. Heads(), .. Calibrated()]),
    };

    private static IReadOnlyList<OnnxValueInfo> Answers() =>
    [
        new("scores", OnnxElementType.Float32, [Lines, OnnxDimension.Fixed(TextHeads.Count)]),
        new("french", OnnxElementType.Float32, [Lines, OnnxDimension.Fixed(1)]),
    ];

    private static IEnumerable<OnnxNode> Unfolded(string table) =>
    [
        Node("Cast", [$"{table}_bytes"], $"{table}_floats", OnnxAttribute.Of("to", (long)OnnxElementType.Float32)),
        Node("Mul", [$"{table}_floats", $"{table}_scales"], $"{table}_table"),
        Node("Gather", [$"{table}_table", "ids"], $"{table}_rows"),
    ];

    private static IEnumerable<OnnxNode> Pooled() =>
    [
        Node("ReduceSum", ["summed_rows", "places_axis"], "sum", OnnxAttribute.Of("keepdims", 0)),
        Node("Pow", ["counts", "length_power"], "divisors"),
        Node("Div", ["sum", "divisors"], "scaled_sum"),
        Node("ReduceMax", ["largest_rows"], "largest", OnnxAttribute.Of("axes", [1L]), OnnxAttribute.Of("keepdims", 0)),
        Node("Relu", ["largest"], "largest_from_0"),
        Node("Concat", ["scaled_sum", "largest_from_0"], "bag", OnnxAttribute.Of("axis", 1)),
    ];

    /// <summary>A window's sum is that of the rows which its places look up; the line is moved once for each distance from the centre, for all widths.</summary>
    private static IEnumerable<OnnxNode> Filtered(CharacterFilters filters)
    {
        for (var distance = -CharacterSymbols.Margin; distance <= CharacterSymbols.Margin; distance++)
            yield return Node("Slice", ["symbols", Start(distance), End(distance), "places_axis"], Moved(distance));
        foreach (var width in filters.Banks.Select(bank => bank.Width))
        {
            var rows = Enumerable.Range(0, width).Select(place => $"{FilterBank.NameOf(width, place)}_rows").ToArray();
            for (var place = 0; place < width; place++)
                yield return Node("Gather", [FilterBank.NameOf(width, place), Moved(place - width / 2)], rows[place]);
            yield return Node("Sum", rows, $"sums_{width}");
            yield return Node("ReduceMax", [$"sums_{width}"], $"answers_{width}", OnnxAttribute.Of("axes", [1L]), OnnxAttribute.Of("keepdims", 0));
        }

        yield return Node("Concat", [.. filters.Banks.Select(bank => $"answers_{bank.Width}")], "all_answers", OnnxAttribute.Of("axis", 1));
        yield return Node("Relu", ["all_answers"], "filters");
    }

    private static string Moved(int distance) => $"symbols_moved_{distance + CharacterSymbols.Margin}";

    private static string Start(int distance) => $"{Moved(distance)}_start";

    private static string End(int distance) => $"{Moved(distance)}_end";

    private static IEnumerable<OnnxNode> Heads() =>
    [
        Node("Gemm", ["bag", "hidden_weights", "hidden_bias"], "hidden_sums", OnnxAttribute.Of("transB", 1)),
        Node("Relu", ["hidden_sums"], "hidden"),
        Node("Gemm", ["hidden", "head_weights", "head_bias"], "bag_logits", OnnxAttribute.Of("transB", 1)),
        Node("Gemm", ["filters", "filter_hidden_weights", "filter_hidden_bias"], "filter_hidden_sums", OnnxAttribute.Of("transB", 1)),
        Node("Relu", ["filter_hidden_sums"], "filter_hidden"),
        Node("Gemm", ["filter_hidden", "filter_head_weights", "filter_head_bias"], "filter_logits", OnnxAttribute.Of("transB", 1)),
        Node("Sub", ["filter_logits", "bag_logits"], "apart"),
        Node("Mul", ["apart", FilterShare], "towards_filters"),
        Node("Add", ["bag_logits", "towards_filters"], "logits"),
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

    private static IEnumerable<OnnxTensor> Tables(EmbeddingBag bag) =>
    [
        .. bag.Summed.ToConstants(EmbeddingBag.SummedName),
        .. bag.Largest.ToConstants(EmbeddingBag.LargestName),
        OnnxTensor.Integers("places_axis", [1], [1]),
        OnnxTensor.Floats(EmbeddingBag.PowerName, [1], [bag.LengthPower]),
    ];

    private static IEnumerable<OnnxTensor> Banks(CharacterFilters filters)
    {
        foreach (var table in filters.Banks.SelectMany(bank => bank.ToConstants()))
            yield return table;
        for (var distance = -CharacterSymbols.Margin; distance <= CharacterSymbols.Margin; distance++)
        {
            yield return OnnxTensor.Integers(Start(distance), [1], [CharacterSymbols.Margin + distance]);
            var end = distance - CharacterSymbols.Margin;
            yield return OnnxTensor.Integers(End(distance), [1], [end < 0 ? end : long.MaxValue]);
        }
    }

    private static IEnumerable<OnnxTensor> Networks(TextNetwork model) =>
    [
        .. Networks(model.Bag),
        OnnxTensor.Floats("filter_hidden_weights", [model.Filters.Heads.First.Outputs, model.Filters.Filters.Count], model.Filters.Heads.First.Weights),
        OnnxTensor.Floats("filter_hidden_bias", [model.Filters.Heads.First.Outputs], model.Filters.Heads.First.Bias),
        OnnxTensor.Floats("filter_head_weights", [TextHeads.Count, model.Filters.Heads.First.Outputs], model.Filters.Heads.Second.Weights),
        OnnxTensor.Floats("filter_head_bias", [TextHeads.Count], model.Filters.Heads.Second.Bias),
        OnnxTensor.Floats(FilterShare, [1], [model.FilterShare]),
    ];

    /// <summary>Both of the bag's networks as one: hidden units side by side, and heads that see only their own network's units.</summary>
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

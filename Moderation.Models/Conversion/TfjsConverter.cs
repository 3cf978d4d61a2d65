using Moderation.Models.Conversion.Rules;
using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion;

/// <summary>Turns a tfjs graph model into an ONNX model, node by node.</summary>
/// <remarks>Deterministic: the same original and plan give the same bytes. Threads: static, no shared state.</remarks>
public static class TfjsConverter
{
    /// <summary>Name and version of this converter. Raise it whenever it would write other bytes for the same original.</summary>
    public const string Id = "tfjs-graph-to-onnx/1";

    /// <summary>Converts what the plan's outputs need of the model.</summary>
    /// <exception cref="ConversionException">An operator, attribute or weight that is not known, missing or contradictory; names the node.</exception>
    public static OnnxModel Convert(TfjsModel model, ConversionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        var scope = new ConversionScope(model);
        foreach (var node in NodeOrder.Reachable(model, plan.Outputs.Select(o => o.Source)))
        {
            if (node.Operator == "Placeholder")
                DefineInput(scope, node, plan.Input);
            else if (OperatorRules.All.TryGetValue(node.Operator, out var rule))
                rule(node, scope);
            else
                throw node.Problem("uses an operator that is not known");
        }

        var nodes = OutputNames.Apply(scope, plan.Outputs);
        var graph = new OnnxGraph(plan.GraphName, [Info(plan.Input)], [.. plan.Outputs.Select(Info)], scope.Initializers, nodes);
        return new OnnxModel { Graph = UnusedParts.Remove(graph), ProducerVersion = Id, Metadata = plan.Metadata };
    }

    private static void DefineInput(ConversionScope scope, TfjsNode node, PlannedTensor input)
    {
        if (node.Name != input.Source)
            throw node.Problem($"is an input, but the plan knows only '{input.Source}'");
        if (!node.PlaceholderShape().SequenceEqual(input.Shape.Select(l => (long)l)))
            throw node.Problem($"has shape [{string.Join(',', node.PlaceholderShape())}], not [{string.Join(',', input.Shape)}] as the plan says");
        scope.Define(node.Name, new GraphValue(input.Name, input.Shape.Count, ChannelsFirst: false));
    }

    private static OnnxValueInfo Info(PlannedTensor tensor) => new(
        tensor.Name,
        OnnxElementType.Float32,
        [.. tensor.Shape.Select(length => length == -1 ? OnnxDimension.Dynamic("batch") : OnnxDimension.Fixed(length))]);
}

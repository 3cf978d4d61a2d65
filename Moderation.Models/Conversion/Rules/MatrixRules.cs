using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion.Rules;

/// <summary>Matrix products with a constant right side.</summary>
internal static class MatrixRules
{
    public static void Product(TfjsNode node, ConversionScope scope)
    {
        var left = scope.Value(node, 0);
        var right = scope.Weight(node, 1);
        if (left.Rank != 2 || right.Shape.Count != 2)
            throw node.Problem("multiplies something else than two matrices");
        var steps = FusedSteps.Of(node, scope);
        var inputs = new List<string> { scope.Original(left), scope.Constant(right.Name, [right.Shape[0], right.Shape[1]], right.Floats) };
        if (steps.Bias is { } bias)
            inputs.Add(scope.Constant(bias.Name, [bias.ElementCount], bias.Floats));
        var linear = new GraphValue(steps.LinearName(node), 2, ChannelsFirst: false);
        scope.Emit(
            "Gemm",
            node,
            inputs,
            linear,
            OnnxAttribute.Of("transA", node.Boolean("transpose_a") ? 1 : 0),
            OnnxAttribute.Of("transB", node.Boolean("transpose_b") ? 1 : 0));
        steps.EmitActivation(node, scope, linear);
    }
}

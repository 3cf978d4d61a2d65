using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion.Rules;

/// <summary>Operators that treat every element alike, so they keep the form (NHWC or NCHW) that arrives.</summary>
internal static class ElementwiseRules
{
    public static void Unary(TfjsNode node, ConversionScope scope, string op)
    {
        var value = scope.Value(node, 0);
        scope.Emit(op, node, [value.Tensor], value with { Tensor = node.Name });
    }

    /// <summary>The last axis is the class axis, so the original form is needed.</summary>
    public static void Softmax(TfjsNode node, ConversionScope scope)
    {
        var value = scope.Value(node, 0);
        scope.Emit("Softmax", node, [scope.Original(value)], new GraphValue(node.Name, value.Rank, false), OnnxAttribute.Of("axis", -1));
    }

    public static void Binary(TfjsNode node, ConversionScope scope, string op)
    {
        if (node.Operator == "BiasAdd")
            WindowAttributes.RequireChannelsLast(node);
        GraphValue?[] values = [.. Enumerable.Range(0, 2).Select(i => scope.FindWeight(node, i) is null ? scope.Value(node, i) : (GraphValue?)null)];
        if (values.All(v => v is null))
            throw node.Problem("reads two constants, which is not known");
        var rank = values.Max(v => v?.Rank ?? 0);
        var channelsFirst = values.Any(v => v is { ChannelsFirst: true }) && values.All(v => v is null or { Rank: 4 });
        string[] inputs = [.. values.Select((value, i) => value is { } computed
            ? channelsFirst ? scope.ChannelsFirst(computed) : scope.Original(computed)
            : Operand(node, scope, scope.Weight(node, i), rank, channelsFirst))];
        scope.Emit(op, node, inputs, new GraphValue(node.Name, rank, channelsFirst));
    }

    private static string Operand(TfjsNode node, ConversionScope scope, TfjsWeight weight, int rank, bool channelsFirst)
    {
        if (!weight.IsFloat || weight.Shape.Count > rank)
            throw node.Problem($"cannot combine its value with constant '{weight.Name}'");
        if (weight.Shape.Count == 0)
            return scope.Constant(weight.Name, [], weight.Floats);
        if (!channelsFirst)
            return scope.Constant(weight.Name, [.. weight.Shape.Select(l => (long)l)], weight.Floats);
        // One number per channel lies along the last axis of NHWC and the second of NCHW.
        if (weight.ElementCount == weight.Shape[^1])
            return scope.Constant(weight.Name + "/channels", [weight.ElementCount, 1, 1], weight.Floats);
        throw node.Problem($"combines a picture with constant '{weight.Name}' of shape [{string.Join(',', weight.Shape)}], only one number or one per channel is known");
    }
}

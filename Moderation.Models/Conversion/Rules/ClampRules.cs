namespace Moderation.Models.Conversion.Rules;

/// <summary>Relu, Relu6, and minimum and maximum with one constant number.</summary>
/// <remarks>
/// Keras wrote Relu6 as three operators. Chains become one Clip, which ONNX Runtime folds into the convolution before it.
/// </remarks>
internal static class ClampRules
{
    public static void Relu(TfjsNode node, ConversionScope scope) => Emit(node, scope, scope.Value(node, 0), Clamp.Positive);

    public static void Relu6(TfjsNode node, ConversionScope scope) => Emit(node, scope, scope.Value(node, 0), Clamp.ZeroToSix);

    public static void Minimum(TfjsNode node, ConversionScope scope)
    {
        if (Bound(node, scope) is { } bound)
            Emit(node, scope, bound.Value, new Clamp(float.NegativeInfinity, bound.Limit));
        else
            ElementwiseRules.Binary(node, scope, "Min");
    }

    public static void Maximum(TfjsNode node, ConversionScope scope)
    {
        if (Bound(node, scope) is { } bound)
            Emit(node, scope, bound.Value, new Clamp(bound.Limit, float.PositiveInfinity));
        else
            ElementwiseRules.Binary(node, scope, "Max");
    }

    public static void Emit(TfjsNode node, ConversionScope scope, GraphValue value, Clamp clamp)
    {
        var output = value with { Tensor = node.Name };
        var (source, whole) = scope.Clamped(value.Tensor) is { } earlier ? (earlier.Source, earlier.Clamp.Then(clamp)) : (value.Tensor, clamp);
        scope.DefineClamped(output.Tensor, source, whole);
        if (whole == Clamp.Positive)
            scope.Emit("Relu", node, [source], output);
        else
            scope.Emit("Clip", node, [source, Scalar(scope, whole.Low), Scalar(scope, whole.High)], output);
    }

    private static (GraphValue Value, float Limit)? Bound(TfjsNode node, ConversionScope scope)
    {
        var weight = scope.FindWeight(node, 1);
        return weight is { IsFloat: true, Floats.Length: 1, Shape.Count: 0 } && scope.FindWeight(node, 0) is null
            ? (scope.Value(node, 0), weight.Floats[0])
            : null;
    }

    private static string Scalar(ConversionScope scope, float value) =>
        float.IsInfinity(value) ? "" : scope.Constant(FormattableString.Invariant($"clamp/{value:R}"), [], [value]);
}

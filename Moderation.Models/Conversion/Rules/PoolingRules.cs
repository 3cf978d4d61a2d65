using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion.Rules;

/// <summary>Pools and means.</summary>
internal static class PoolingRules
{
    // Original axis (N, H, W, C) to its place in NCHW.
    private static readonly long[] ChannelsFirstAxis = [0, 2, 3, 1];

    /// <summary>Neither framework counts padding in an average: ONNX's count_include_pad is 0 unless said otherwise.</summary>
    public static void Pool(TfjsNode node, ConversionScope scope, string op)
    {
        WindowAttributes.RequireChannelsLast(node);
        scope.Emit(
            op,
            node,
            [scope.ChannelsFirst(scope.Value(node, 0))],
            new GraphValue(node.Name, 4, ChannelsFirst: true),
            WindowAttributes.Kernel(node),
            WindowAttributes.Strides(node),
            WindowAttributes.Padding(node));
    }

    public static void Mean(TfjsNode node, ConversionScope scope)
    {
        var value = scope.Value(node, 0);
        var keepsAxes = node.Boolean("keep_dims");
        long[] axes = [.. scope.Integers(node, 1).Select(axis => axis < 0 ? axis + value.Rank : axis).Order()];
        // Without the spatial axes, what is left (batch, channel) has the same order in both forms.
        var staysMoved = value.ChannelsFirst && (keepsAxes || axes.SequenceEqual([1, 2]));
        if (staysMoved)
            axes = [.. axes.Select(axis => ChannelsFirstAxis[axis]).Order()];
        scope.Emit(
            "ReduceMean",
            node,
            [staysMoved ? value.Tensor : scope.Original(value)],
            new GraphValue(node.Name, keepsAxes ? value.Rank : value.Rank - axes.Length, staysMoved && keepsAxes),
            OnnxAttribute.Of("axes", axes),
            OnnxAttribute.Of("keepdims", keepsAxes ? 1 : 0));
    }
}

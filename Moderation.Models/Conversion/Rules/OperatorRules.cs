namespace Moderation.Models.Conversion.Rules;

/// <summary>Every TensorFlow operator that the converter knows.</summary>
internal static class OperatorRules
{
    public static IReadOnlyDictionary<string, Action<TfjsNode, ConversionScope>> All { get; } =
        new Dictionary<string, Action<TfjsNode, ConversionScope>>(StringComparer.Ordinal)
        {
            ["Conv2D"] = ConvolutionRules.Plain,
            ["_FusedConv2D"] = ConvolutionRules.Plain,
            ["DepthwiseConv2dNative"] = ConvolutionRules.Depthwise,
            ["FusedDepthwiseConv2dNative"] = ConvolutionRules.Depthwise,
            ["MatMul"] = MatrixRules.Product,
            ["_FusedMatMul"] = MatrixRules.Product,
            ["MaxPool"] = (node, scope) => PoolingRules.Pool(node, scope, "MaxPool"),
            ["AvgPool"] = (node, scope) => PoolingRules.Pool(node, scope, "AveragePool"),
            ["Mean"] = PoolingRules.Mean,
            ["Add"] = (node, scope) => ElementwiseRules.Binary(node, scope, "Add"),
            ["AddV2"] = (node, scope) => ElementwiseRules.Binary(node, scope, "Add"),
            ["BiasAdd"] = (node, scope) => ElementwiseRules.Binary(node, scope, "Add"),
            ["Sub"] = (node, scope) => ElementwiseRules.Binary(node, scope, "Sub"),
            ["Mul"] = (node, scope) => ElementwiseRules.Binary(node, scope, "Mul"),
            ["Minimum"] = ClampRules.Minimum,
            ["Maximum"] = ClampRules.Maximum,
            ["Relu"] = ClampRules.Relu,
            ["Relu6"] = ClampRules.Relu6,
            ["Sigmoid"] = (node, scope) => ElementwiseRules.Unary(node, scope, "Sigmoid"),
            ["Softmax"] = ElementwiseRules.Softmax,
            ["Identity"] = ShapeRules.Identity,
            ["Reshape"] = ShapeRules.Reshape,
            ["Pad"] = ShapeRules.Pad,
        };
}

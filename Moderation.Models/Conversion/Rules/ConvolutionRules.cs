using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion.Rules;

/// <summary>Convolutions. Kernels move from TensorFlow's height, width, in, out to ONNX's out, in, height, width.</summary>
internal static class ConvolutionRules
{
    public static void Plain(TfjsNode node, ConversionScope scope)
    {
        var kernel = Kernel(node, scope);
        var (height, width, inputs, outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        var moved = new float[kernel.Floats.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var i = 0; i < inputs; i++)
                    for (var o = 0; o < outputs; o++)
                        moved[((o * inputs + i) * height + y) * width + x] = kernel.Floats[((y * width + x) * inputs + i) * outputs + o];
        var weights = scope.Constant(kernel.Name + "/oihw", [outputs, inputs, height, width], moved);
        Emit(node, scope, weights, kernel, group: 1);
    }

    /// <summary>Kernel height, width, channel, multiplier: output channel is <c>channel * multipliers + multiplier</c>.</summary>
    public static void Depthwise(TfjsNode node, ConversionScope scope)
    {
        var kernel = Kernel(node, scope);
        var (height, width, channels, multipliers) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        var outputs = channels * multipliers;
        var moved = new float[kernel.Floats.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var o = 0; o < outputs; o++)
                    moved[(o * height + y) * width + x] = kernel.Floats[(y * width + x) * outputs + o];
        var weights = scope.Constant(kernel.Name + "/depthwise", [outputs, 1, height, width], moved);
        Emit(node, scope, weights, kernel, channels);
    }

    private static TfjsWeight Kernel(TfjsNode node, ConversionScope scope)
    {
        WindowAttributes.RequireChannelsLast(node);
        var kernel = scope.Weight(node, 1);
        return kernel.Shape.Count == 4 && kernel.IsFloat ? kernel : throw node.Problem($"needs a float kernel of four axes, '{kernel.Name}' is not");
    }

    private static void Emit(TfjsNode node, ConversionScope scope, string weights, TfjsWeight kernel, int group)
    {
        var steps = FusedSteps.Of(node, scope);
        var inputs = new List<string> { scope.ChannelsFirst(scope.Value(node, 0)), weights };
        if (steps.Bias is { } bias)
            inputs.Add(scope.Constant(bias.Name, [bias.ElementCount], bias.Floats));
        var linear = new GraphValue(steps.LinearName(node), 4, ChannelsFirst: true);
        scope.Emit(
            "Conv",
            node,
            inputs,
            linear,
            OnnxAttribute.Of("kernel_shape", [kernel.Shape[0], kernel.Shape[1]]),
            WindowAttributes.Strides(node),
            WindowAttributes.Dilations(node),
            WindowAttributes.Padding(node),
            OnnxAttribute.Of("group", group));
        steps.EmitActivation(node, scope, linear);
    }
}

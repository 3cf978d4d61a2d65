using System.Text.Json.Nodes;
using Moderation.Models.Conversion;

namespace Moderation.Tests.Unit.Conversion;

/// <summary>Converted convolutions and pools against <see cref="NaiveWindow"/>.</summary>
public sealed class WindowOperatorTests
{
    public static TheoryData<int, int, int, bool> Windows => new()
    {
        { 3, 1, 1, true }, { 3, 2, 1, true }, { 5, 2, 1, true }, { 2, 2, 1, true },
        { 3, 1, 1, false }, { 3, 2, 1, false }, { 3, 1, 2, false }, { 1, 1, 1, false },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Convolution_equals_its_naive_twin(int kernel, int stride, int dilation, bool same)
    {
        var naive = new NaiveWindow(7, 6, 3, kernel, stride, dilation, same);
        var (x, weights) = (Numbers.Some(1, 7 * 6 * 3), Numbers.Some(2, kernel * kernel * 3 * 4));
        using var graph = new TinyGraph(1, 7, 6, 3).Weight("w", [kernel, kernel, 3, 4], weights).Node("y", "Conv2D", ["x", "w"], Attributes(naive));
        Numbers.AssertClose(naive.Convolve(x, weights, 4), graph.Run(x, "y", 1, naive.OutHeight, naive.OutWidth, 4));
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Depthwise_convolution_with_a_multiplier_equals_its_naive_twin(int kernel, int stride, int dilation, bool same)
    {
        var naive = new NaiveWindow(7, 6, 3, kernel, stride, dilation, same);
        var (x, weights) = (Numbers.Some(1, 7 * 6 * 3), Numbers.Some(2, kernel * kernel * 3 * 2));
        using var graph = new TinyGraph(1, 7, 6, 3).Weight("w", [kernel, kernel, 3, 2], weights).Node("y", "DepthwiseConv2dNative", ["x", "w"], Attributes(naive));
        Numbers.AssertClose(naive.ConvolveDepthwise(x, weights, 2), graph.Run(x, "y", 1, naive.OutHeight, naive.OutWidth, 6));
    }

    [Theory]
    [InlineData("_FusedConv2D", "Relu", 0, float.PositiveInfinity)]
    [InlineData("_FusedConv2D", "Relu6", 0, 6)]
    [InlineData("FusedDepthwiseConv2dNative", "Relu", 0, float.PositiveInfinity)]
    [InlineData("_FusedConv2D", null, float.NegativeInfinity, float.PositiveInfinity)]
    public void Fused_bias_and_activation_are_applied_in_that_order(string op, string? activation, float low, float high)
    {
        var naive = new NaiveWindow(5, 5, 3, 3, 1, 1, Same: true);
        var (x, weights, bias) = (Numbers.Some(1, 75), Numbers.Some(2, 9 * 3 * 3), new float[] { 5, -1, 0.5f });
        var isDepthwise = op.Contains("Depthwise", StringComparison.Ordinal);
        var attributes = Attributes(naive);
        attributes["fused_ops"] = activation is null ? TinyGraph.Texts("BiasAdd") : TinyGraph.Texts("BiasAdd", activation);
        weights = isDepthwise ? weights[..27] : weights;
        using var graph = new TinyGraph(1, 5, 5, 3).Weight("w", [3, 3, 3, isDepthwise ? 1 : 3], weights).Weight("b", [3], bias).Node("y", op, ["x", "w", "b"], attributes);
        var linear = isDepthwise ? naive.ConvolveDepthwise(x, weights, 1) : naive.Convolve(x, weights, 3);
        float[] expected = [.. linear.Select((v, i) => Math.Clamp(v + bias[i % 3], low, high))];
        Assert.Contains(expected, v => v != 0);
        Numbers.AssertClose(expected, graph.Run(x, "y", 1, 5, 5, 3));
    }

    [Theory]
    [InlineData(3, 1, true)]
    [InlineData(3, 2, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, 2, false)]
    public void Pools_equal_their_naive_twins(int kernel, int stride, bool same)
    {
        var naive = new NaiveWindow(7, 6, 3, kernel, stride, Dilation: 1, same);
        var x = Numbers.Some(1, 7 * 6 * 3);
        foreach (var (op, expected) in new[] { ("MaxPool", naive.Largest(x)), ("AvgPool", naive.Average(x)) })
        {
            using var graph = new TinyGraph(1, 7, 6, 3).Node("y", op, ["x"], Attributes(naive));
            Numbers.AssertClose(expected, graph.Run(x, "y", 1, naive.OutHeight, naive.OutWidth, 3));
        }
    }

    [Fact]
    public void Explicit_padding_is_height_then_width_before_and_after()
    {
        var attributes = Attributes(new NaiveWindow(3, 3, 1, 1, 1, 1, Same: false));
        attributes["padding"] = TinyGraph.Text("EXPLICIT");
        attributes["explicit_paddings"] = TinyGraph.Integers(0, 0, 1, 0, 0, 2, 0, 0);
        using var graph = new TinyGraph(1, 3, 3, 1).Weight("w", [1, 1, 1, 1], [1f]).Node("y", "Conv2D", ["x", "w"], attributes);
        Assert.Equal(
            [0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 7, 8, 9, 0, 0],
            graph.Run([1, 2, 3, 4, 5, 6, 7, 8, 9], "y", 1, 4, 5, 1));
    }

    [Fact]
    public void Same_padding_with_dilation_is_refused_because_the_runtime_would()
    {
        using var graph = new TinyGraph(1, 5, 5, 1).Weight("w", [3, 3, 1, 1], new float[9])
            .Node("y", "Conv2D", ["x", "w"], Attributes(new NaiveWindow(5, 5, 1, 3, 1, 2, Same: true))).Save();
        Assert.Contains("'y' (Conv2D)", Assert.Throws<ConversionException>(() => graph.Convert("y", 1, 5, 5, 1)).Message, StringComparison.Ordinal);
    }

    private static JsonObject Attributes(NaiveWindow window) => new()
    {
        ["strides"] = TinyGraph.Integers(1, window.Stride, window.Stride, 1),
        ["dilations"] = TinyGraph.Integers(1, window.Dilation, window.Dilation, 1),
        ["ksize"] = TinyGraph.Integers(1, window.Kernel, window.Kernel, 1),
        ["padding"] = TinyGraph.Text(window.Same ? "SAME" : "VALID"),
        ["data_format"] = TinyGraph.Text("NHWC"),
    };
}

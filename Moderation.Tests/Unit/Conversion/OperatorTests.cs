using System.Text.Json.Nodes;
using Moderation.Models.Conversion;

namespace Moderation.Tests.Unit.Conversion;

/// <summary>Every other operator; where the form of the picture matters, behind a convolution that leaves it channels-first.</summary>
public sealed class OperatorTests
{
    private static readonly float[] X = Numbers.Some(3, 2 * 3 * 4);

    [Theory]
    [InlineData("Add")]
    [InlineData("AddV2")]
    [InlineData("BiasAdd")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Minimum")]
    [InlineData("Maximum")]
    public void Number_per_channel_meets_its_channel(string op)
    {
        float[] perChannel = [1, -0.5f, 2, 0.25f];
        using var graph = Trunk().Weight("c", [4], perChannel).Node("y", op, ["trunk", "c"]);
        Numbers.AssertClose([.. X.Select((v, i) => Naive(op, v, perChannel[i % 4]))], graph.Run(X, "y", 1, 2, 3, 4));
    }

    [Theory]
    [InlineData("Sub", true)]
    [InlineData("Sub", false)]
    [InlineData("Mul", false)]
    public void Two_pictures_of_different_form_are_brought_together(string op, bool movedFirst)
    {
        using var graph = Trunk().Weight("two", [], [2f]).Node("double", "Mul", ["x", "two"])
            .Node("y", op, movedFirst ? ["trunk", "double"] : ["double", "trunk"]);
        float[] expected = [.. X.Select(v => movedFirst ? Naive(op, v, 2 * v) : Naive(op, 2 * v, v))];
        Numbers.AssertClose(expected, graph.Run(X, "y", 1, 2, 3, 4));
    }

    [Fact]
    public void Clamps_in_a_row_become_one_and_an_intermediate_reader_keeps_its_own()
    {
        using var graph = Trunk().Weight("six", [], [1f]).Weight("zero", [], [0.25f])
            .Node("relu", "Relu", ["trunk"]).Node("min", "Minimum", ["relu", "six"]).Node("max", "Maximum", ["min", "zero"])
            .Node("y", "Add", ["max", "relu"]);
        Numbers.AssertClose([.. X.Select(v => Math.Max(Math.Min(Math.Max(v, 0), 1), 0.25f) + Math.Max(v, 0))], graph.Run(X, "y", 1, 2, 3, 4));
        Assert.Single(graph.Convert("max", 1, 2, 3, 4).Graph.Nodes, n => n.Operator == "Clip");
        Assert.DoesNotContain(graph.Convert("max", 1, 2, 3, 4).Graph.Nodes, n => n.Operator == "Relu");
    }

    [Fact]
    public void Empty_interval_of_two_clamps_keeps_the_later_bound()
    {
        using var graph = Trunk().Weight("low", [], [-1f]).Weight("high", [], [1f]).Node("min", "Minimum", ["trunk", "low"]).Node("y", "Maximum", ["min", "high"]);
        Numbers.AssertClose([.. X.Select(v => Math.Max(Math.Min(v, -1), 1))], graph.Run(X, "y", 1, 2, 3, 4));
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Relu6")]
    [InlineData("Sigmoid")]
    [InlineData("Identity")]
    public void Function_of_one_number_is_applied_to_each(string op)
    {
        float[] x = [.. X.Select(v => v * 5)];
        using var graph = Trunk().Node("y", op, ["trunk"]);
        Numbers.AssertClose([.. x.Select(v => Naive(op, v, 0))], graph.Run(x, "y", 1, 2, 3, 4), 1e-5);
    }

    [Fact]
    public void Softmax_runs_over_the_channels()
    {
        using var graph = Trunk().Node("y", "Softmax", ["trunk"]);
        var expected = X.Chunk(4).SelectMany(pixel => pixel.Select(v => MathF.Exp(v) / pixel.Sum(MathF.Exp)));
        Numbers.AssertClose([.. expected], graph.Run(X, "y", 1, 2, 3, 4), 1e-5);
    }

    [Fact]
    public void Mean_drops_or_keeps_the_axes_of_the_original()
    {
        foreach (var (axes, keeps, shape) in new (int[], bool, int[])[] { ([1, 2], false, [1, 4]), ([1, 2], true, [1, 1, 1, 4]), ([-1], false, [1, 2, 3]), ([2], true, [1, 2, 1, 4]) })
        {
            using var graph = Trunk().Weight("axes", [axes.Length], axes).Node("y", "Mean", ["trunk", "axes"], new JsonObject { ["keep_dims"] = new JsonObject { ["b"] = keeps } });
            Numbers.AssertClose(NaiveMean(axes), graph.Run(X, "y", shape), 1e-5);
        }
    }

    [Fact]
    public void Reshape_reads_the_elements_in_the_order_of_the_original()
    {
        using var graph = Trunk().Weight("shape", [3], [1, 6, 4]).Node("y", "Reshape", ["trunk", "shape"]);
        Numbers.AssertClose(X, graph.Run(X, "y", 1, 6, 4));
    }

    [Fact]
    public void Pad_adds_zeros_to_the_axes_of_the_original()
    {
        using var graph = Trunk().Weight("pads", [4, 2], [0, 0, 1, 0, 0, 0, 0, 2]).Node("y", "Pad", ["trunk", "pads"]);
        float[] expected = [.. new float[18], .. X.Chunk(4).SelectMany(pixel => pixel.Concat([0, 0]))];
        Numbers.AssertClose(expected, graph.Run(X, "y", 1, 3, 3, 6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Product_with_bias_equals_the_sum_of_its_terms(bool transposed)
    {
        var (x, weights, bias) = (Numbers.Some(4, 2 * 3), Numbers.Some(5, 3 * 2), new float[] { 0.5f, -3 });
        var attributes = new JsonObject { ["fused_ops"] = TinyGraph.Texts("BiasAdd", "Relu"), ["transpose_b"] = new JsonObject { ["b"] = transposed } };
        using var graph = new TinyGraph(2, 3).Weight("w", transposed ? [2, 3] : [3, 2], weights).Weight("b", [2], bias).Node("y", "_FusedMatMul", ["x", "w", "b"], attributes);
        var expected = from row in Enumerable.Range(0, 2)
                       from o in Enumerable.Range(0, 2)
                       select Math.Max(0, bias[o] + Enumerable.Range(0, 3).Sum(i => x[row * 3 + i] * (transposed ? weights[o * 3 + i] : weights[i * 2 + o])));
        Numbers.AssertClose([.. expected], graph.Run(x, "y", 2, 2));
    }

    [Fact]
    public void Trunk_of_several_layers_moves_the_picture_once()
    {
        using var graph = Trunk().Node("relu", "Relu", ["trunk"]).Node("y", "Mean", ["relu", "axes"]).Weight("axes", [2], [1, 2]).Save();
        Assert.Single(graph.Convert("y", 1, 4).Graph.Nodes, n => n.Operator == "Transpose");
    }

    [Fact]
    public void Unknown_operator_is_refused_with_its_node_and_name()
    {
        using var graph = Trunk().Node("odd", "Einsum", ["trunk"]).Save();
        var problem = Assert.Throws<ConversionException>(() => graph.Convert("odd", 1, 2, 3, 4));
        Assert.Contains("'odd' (Einsum)", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>A convolution that changes nothing but the form: 1x1, identity kernel.</summary>
    private static TinyGraph Trunk()
    {
        float[] identity = [.. Enumerable.Range(0, 16).Select(i => i % 5 == 0 ? 1f : 0f)];
        return new TinyGraph(1, 2, 3, 4).Weight("kernel", [1, 1, 4, 4], identity).Node("trunk", "Conv2D", ["x", "kernel"], new JsonObject
        {
            ["strides"] = TinyGraph.Integers(1, 1, 1, 1),
            ["padding"] = TinyGraph.Text("VALID"),
        });
    }

    private static float[] NaiveMean(int[] axes)
    {
        var dropped = axes.Select(a => a < 0 ? a + 4 : a).ToHashSet();
        return [.. X.Select((value, i) => (value, key: (dropped.Contains(1) ? 0 : i / 12, dropped.Contains(2) ? 0 : i / 4 % 3, dropped.Contains(3) ? 0 : i % 4)))
            .GroupBy(e => e.key).Select(g => g.Average(e => e.value))];
    }

    private static float Naive(string op, float a, float b) => op switch
    {
        "Add" or "AddV2" or "BiasAdd" => a + b,
        "Sub" => a - b,
        "Mul" => a * b,
        "Minimum" => Math.Min(a, b),
        "Maximum" => Math.Max(a, b),
        "Relu" => Math.Max(a, 0),
        "Relu6" => Math.Clamp(a, 0, 6),
        "Sigmoid" => 1 / (1 + MathF.Exp(-a)),
        "Identity" => a,
        _ => throw new ArgumentException(op),
    };
}

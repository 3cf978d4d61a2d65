namespace Moderation.Models.Conversion.Rules;

/// <summary>Operators that move or add elements without computing.</summary>
internal static class ShapeRules
{
    public static void Identity(TfjsNode node, ConversionScope scope) => scope.Define(node.Name, scope.Value(node, 0));

    public static void Reshape(TfjsNode node, ConversionScope scope)
    {
        var shape = scope.Integers(node, 1);
        var constant = scope.Constant(node.Input(1), shape);
        scope.Emit("Reshape", node, [scope.Original(scope.Value(node, 0)), constant], new GraphValue(node.Name, shape.Count, false));
    }

    /// <summary>TensorFlow lists before and after per axis; ONNX lists all befores, then all afters. The new elements are 0.</summary>
    public static void Pad(TfjsNode node, ConversionScope scope)
    {
        var value = scope.Value(node, 0);
        var pairs = scope.Integers(node, 1);
        if (pairs.Count != value.Rank * 2)
            throw node.Problem($"has {pairs.Count} paddings for {value.Rank} axes");
        int[] axes = value.ChannelsFirst ? [0, 3, 1, 2] : [.. Enumerable.Range(0, value.Rank)];
        long[] pads = [.. axes.Select(axis => pairs[axis * 2]), .. axes.Select(axis => pairs[axis * 2 + 1])];
        scope.Emit("Pad", node, [value.Tensor, scope.Constant(node.Name + "/pads", pads)], value with { Tensor = node.Name });
    }
}

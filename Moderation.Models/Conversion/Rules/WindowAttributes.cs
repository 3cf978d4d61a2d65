using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion.Rules;

/// <summary>Strides, padding and dilation of convolutions and pools, from TensorFlow's NHWC lists to ONNX's height and width.</summary>
internal static class WindowAttributes
{
    public static OnnxAttribute Strides(TfjsNode node) => OnnxAttribute.Of("strides", Spatial(node, "strides"));

    public static OnnxAttribute Dilations(TfjsNode node) => OnnxAttribute.Of("dilations", Spatial(node, "dilations"));

    public static OnnxAttribute Kernel(TfjsNode node) => OnnxAttribute.Of("kernel_shape", Spatial(node, "ksize"));

    public static OnnxAttribute Padding(TfjsNode node)
    {
        switch (node.Text("padding", ""))
        {
            // TensorFlow puts the odd pixel at the bottom and the right.
            case "SAME":
                return OnnxAttribute.Of("auto_pad", "SAME_UPPER");
            case "VALID":
                return OnnxAttribute.Of("auto_pad", "VALID");
            case "EXPLICIT":
                var paddings = node.Integers("explicit_paddings");
                if (paddings.Count != 8 || paddings[0] + paddings[1] + paddings[6] + paddings[7] != 0)
                    throw node.Problem("has explicit paddings that are not height and width of NHWC");
                return OnnxAttribute.Of("pads", [paddings[2], paddings[4], paddings[3], paddings[5]]);
            case var other:
                throw node.Problem($"has padding '{other}', which is not known");
        }
    }

    /// <summary>Refuses layouts other than NHWC.</summary>
    public static void RequireChannelsLast(TfjsNode node)
    {
        if (node.Text("data_format", "NHWC") is var format and not "NHWC")
            throw node.Problem($"has data format '{format}', only NHWC is known");
    }

    private static IReadOnlyList<long> Spatial(TfjsNode node, string attribute)
    {
        var values = node.Integers(attribute);
        if (values.Count == 0 && attribute == "dilations")
            return [1, 1];
        if (values.Count != 4 || values[0] != 1 || values[3] != 1)
            throw node.Problem($"has {attribute} [{string.Join(',', values)}], expected [1,height,width,1]");
        return [values[1], values[2]];
    }
}

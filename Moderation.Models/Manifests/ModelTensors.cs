namespace Moderation.Models.Manifests;

/// <summary>Order of a picture tensor's axes.</summary>
public enum TensorLayout
{
    /// <summary>Batch, height, width, channel.</summary>
    Nhwc,

    /// <summary>Batch, channel, height, width.</summary>
    Nchw,
}

/// <summary>Order of a picture tensor's colour channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red first.</summary>
    Rgb,

    /// <summary>Blue first, as OpenCV decodes.</summary>
    Bgr,
}

/// <summary>A model's input: a float32 picture. Each element is <c>(pixel - Mean[channel]) * Scale</c>, pixel 0..255.</summary>
public sealed record ModelInput
{
    /// <summary>Tensor name in the ONNX file.</summary>
    public required string Name { get; init; }

    /// <summary>Node name in the original.</summary>
    public required string Source { get; init; }

    /// <summary>Axis lengths in the order of <see cref="Layout"/>; -1 for a free batch.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>Order of the axes.</summary>
    public required TensorLayout Layout { get; init; }

    /// <summary>Order of the colour channels, which is also the order of <see cref="Mean"/>.</summary>
    public required ChannelOrder Channels { get; init; }

    /// <summary>Subtracted from each channel, in pixel levels; three numbers.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Multiplied after the subtraction.</summary>
    public required double Scale { get; init; }

    /// <summary>How a picture is brought to size; for people.</summary>
    public required string Resizing { get; init; }

    /// <summary>Height in pixels.</summary>
    public int HeightPx => Shape[Layout == TensorLayout.Nhwc ? 1 : 2];

    /// <summary>Width in pixels.</summary>
    public int WidthPx => Shape[Layout == TensorLayout.Nhwc ? 2 : 3];
}

/// <summary>A model's output: float32.</summary>
public sealed record ModelOutput
{
    /// <summary>Tensor name in the ONNX file.</summary>
    public required string Name { get; init; }

    /// <summary>Node name in the original.</summary>
    public required string Source { get; init; }

    /// <summary>Axis lengths; -1 for a free batch.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>What the numbers mean, with units; for people.</summary>
    public required string Meaning { get; init; }

    /// <summary>True when the product does not need it; a session that does not bind it does not pay for it.</summary>
    public bool Optional { get; init; }

    /// <summary>Largest difference from a golden answer that is accepted, absolute.</summary>
    public required double Tolerance { get; init; }
}

using System.Runtime.Intrinsics;
using Moderation.Models.Manifests;

namespace Moderation.Models.Images;

/// <summary>How a sampled pixel becomes three numbers of a tensor.</summary>
/// <param name="Factor">Multiplied first, per channel in the order blue, green, red.</param>
/// <param name="Offset">Added then, in the same order.</param>
/// <param name="RedFirst">Whether the tensor wants red, green, blue.</param>
internal readonly record struct PixelScaling(Vector128<float> Factor, Vector128<float> Offset, bool RedFirst)
{
    /// <summary>Grey levels as they are, blue first.</summary>
    public static PixelScaling None { get; } = new(Vector128.Create(1f), Vector128<float>.Zero, RedFirst: false);

    /// <summary>What black becomes, in the tensor's order of channels.</summary>
    public (float First, float Second, float Third) Black => RedFirst
        ? (Offset.GetElement(2), Offset.GetElement(1), Offset.GetElement(0))
        : (Offset.GetElement(0), Offset.GetElement(1), Offset.GetElement(2));

    /// <summary>What a model wants: each number is <c>(pixel - mean) * scale</c>.</summary>
    /// <exception cref="NotSupportedException">The model wants another layout than height, width, channel.</exception>
    public static PixelScaling For(ModelInput input)
    {
        if (input.Layout != TensorLayout.Nhwc)
            throw new NotSupportedException($"pictures are written as height, width, channel; the model wants {input.Layout}");
        var redFirst = input.Channels == ChannelOrder.Rgb;
        var (blue, red) = redFirst ? (2, 0) : (0, 2);
        var offset = Vector128.Create(Shift(input.Mean[blue]), Shift(input.Mean[1]), Shift(input.Mean[red]), 0);
        return new PixelScaling(Vector128.Create((float)input.Scale), offset, redFirst);

        float Shift(double mean) => (float)(-mean * input.Scale);
    }
}

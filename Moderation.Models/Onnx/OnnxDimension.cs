namespace Moderation.Models.Onnx;

/// <summary>One axis of a graph's input or output: a fixed length, or a name for a length known only when the model runs.</summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long length, string? name) => (Length, Name) = (length, name);

    /// <summary>Elements along the axis; 0 when <see cref="Name"/> is set.</summary>
    public long Length { get; }

    /// <summary>Name of a dynamic axis such as <c>batch</c>; null when the length is fixed.</summary>
    public string? Name { get; }

    /// <summary>A fixed axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public static OnnxDimension Fixed(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        return new OnnxDimension(length, null);
    }

    /// <summary>An axis whose length is known only when the model runs; equal names mean equal lengths.</summary>
    public static OnnxDimension Dynamic(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new OnnxDimension(0, name);
    }
}

/// <summary>A graph's input or output.</summary>
/// <param name="Name">Tensor name.</param>
/// <param name="ElementType">What it holds.</param>
/// <param name="Shape">Its axes, outermost first; empty for a scalar.</param>
public sealed record OnnxValueInfo(string Name, OnnxElementType ElementType, IReadOnlyList<OnnxDimension> Shape);

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Moderation.Models.Onnx;

/// <summary>A constant of the graph (an initializer): name, shape and little-endian raw data.</summary>
public sealed class OnnxTensor
{
    private OnnxTensor(string name, OnnxElementType elementType, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        Name = name;
        ElementType = elementType;
        Shape = shape;
        Data = data;
    }

    /// <summary>Tensor name, unique in the graph.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public OnnxElementType ElementType { get; }

    /// <summary>Axis lengths, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Elements in row-major order, little-endian.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>A tensor over raw bytes. Ownership: <paramref name="data"/> must not change until the model is written.</summary>
    /// <exception cref="ArgumentException">The byte count does not fit the shape.</exception>
    public static OnnxTensor FromBytes(string name, OnnxElementType elementType, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        var needed = ByteSize(elementType);
        foreach (var length in shape)
            needed = checked(needed * length);
        if (needed != data.Length)
            throw new ArgumentException($"tensor '{name}' of shape [{string.Join(',', shape)}] needs {needed} bytes, not {data.Length}", nameof(data));
        return new OnnxTensor(name, elementType, shape, data);
    }

    /// <summary>A tensor of floats, copied.</summary>
    /// <exception cref="ArgumentException">The count does not fit the shape.</exception>
    public static OnnxTensor Floats(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
        else
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return FromBytes(name, OnnxElementType.Float32, shape, bytes);
    }

    /// <summary>A tensor of 64-bit integers, copied.</summary>
    /// <exception cref="ArgumentException">The count does not fit the shape.</exception>
    public static OnnxTensor Integers(string name, IReadOnlyList<long> shape, ReadOnlySpan<long> values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        return FromBytes(name, OnnxElementType.Int64, shape, bytes);
    }

    /// <summary>The elements of a tensor of floats, copied.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public float[] ToFloats()
    {
        if (ElementType != OnnxElementType.Float32)
            throw new InvalidOperationException($"tensor '{Name}' holds {ElementType}");
        var values = new float[Data.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(Data.Span[(i * sizeof(float))..]);
        return values;
    }

    private static long ByteSize(OnnxElementType elementType) => elementType switch
    {
        OnnxElementType.Float32 or OnnxElementType.Int32 => 4,
        OnnxElementType.Int64 => 8,
        OnnxElementType.Float16 => 2,
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Boolean => 1,
        _ => throw new ArgumentException($"{elementType} has no raw form", nameof(elementType)),
    };
}

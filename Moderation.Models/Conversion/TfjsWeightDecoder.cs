using System.Buffers.Binary;
using System.Text.Json;

namespace Moderation.Models.Conversion;

/// <summary>Cuts a group's bytes into weights, in the order of the weight manifest.</summary>
/// <remarks>
/// Quantised weights: <c>float16</c> is raw halves without a scale; <c>uint8</c> and <c>uint16</c> are <c>q * scale + min</c>, computed in
/// double and rounded once, as the JavaScript runtime does.
/// </remarks>
internal static class TfjsWeightDecoder
{
    /// <summary>Decodes every weight of one group.</summary>
    /// <exception cref="ConversionException">Too few or too many bytes, or an unknown type.</exception>
    public static IEnumerable<TfjsWeight> Decode(JsonElement weights, ReadOnlyMemory<byte> bytes)
    {
        var offset = 0;
        foreach (var spec in weights.EnumerateArray())
        {
            var name = spec.GetProperty("name").GetString()!;
            int[] shape = [.. spec.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
            var elementCount = shape.Aggregate(1, (product, length) => checked(product * length));
            var byteCount = checked(elementCount * ElementBytes(name, spec));
            if (byteCount > bytes.Length - offset)
                throw new ConversionException($"weight '{name}' needs {byteCount} bytes at offset {offset}, but its group has only {bytes.Length}");
            yield return Decode(name, spec, shape, bytes.Span.Slice(offset, byteCount));
            offset += byteCount;
        }

        if (offset != bytes.Length)
            throw new ConversionException($"a weight group has {bytes.Length} bytes, but its weights take {offset}");
    }

    private static int ElementBytes(string name, JsonElement spec) => StoredType(spec) switch
    {
        "float32" or "int32" => 4,
        "float16" or "uint16" => 2,
        "uint8" => 1,
        var other => throw new ConversionException($"weight '{name}' is of type '{other}', which is not known"),
    };

    private static string StoredType(JsonElement spec) =>
        (spec.TryGetProperty("quantization", out var quantization) ? quantization : spec).GetProperty("dtype").GetString()!;

    private static TfjsWeight Decode(string name, JsonElement spec, int[] shape, ReadOnlySpan<byte> bytes)
    {
        var type = spec.GetProperty("dtype").GetString();
        if (type is not ("float32" or "int32"))
            throw new ConversionException($"weight '{name}' is of type '{type}', which is not known");
        var isQuantised = spec.TryGetProperty("quantization", out var quantization);
        if (type == "int32" && !isQuantised)
            return new TfjsWeight(name, shape, [], Integers(bytes));
        if (type == "int32")
            throw new ConversionException($"weight '{name}' is a quantised integer, which is not known");
        return new TfjsWeight(name, shape, StoredType(spec) switch
        {
            "float32" => Floats(bytes),
            "float16" => Halves(bytes),
            "uint8" => Quantised(bytes, 1, quantization),
            "uint16" => Quantised(bytes, 2, quantization),
            var other => throw new ConversionException($"weight '{name}' is stored as '{other}', which is not known for floats"),
        }, []);
    }

    private static int[] Integers(ReadOnlySpan<byte> bytes)
    {
        var values = new int[bytes.Length / 4];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * 4)..]);
        return values;
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / 4];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]);
        return values;
    }

    private static float[] Halves(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / 2];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * 2)..]);
        return values;
    }

    private static float[] Quantised(ReadOnlySpan<byte> bytes, int elementBytes, JsonElement quantization)
    {
        var scale = quantization.GetProperty("scale").GetDouble();
        var min = quantization.GetProperty("min").GetDouble();
        var values = new float[bytes.Length / elementBytes];
        for (var i = 0; i < values.Length; i++)
        {
            int level = elementBytes == 1 ? bytes[i] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]);
            values[i] = (float)(level * scale + min);
        }

        return values;
    }
}

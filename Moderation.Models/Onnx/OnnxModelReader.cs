using System.Buffers.Binary;
using System.Text;

namespace Moderation.Models.Onnx;

/// <summary>What <see cref="OnnxModelReader"/> reads back of a model.</summary>
/// <param name="Initializers">The graph's constants by name.</param>
/// <param name="Metadata">The free key and value pairs.</param>
public sealed record OnnxModelParts(IReadOnlyDictionary<string, OnnxTensor> Initializers, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>A constant of the graph.</summary>
    /// <exception cref="InvalidDataException">The model has none of that name.</exception>
    public OnnxTensor Initializer(string name) =>
        Initializers.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"the model has no constant '{name}'");
}

/// <summary>Reads the constants and the metadata of an ONNX file, whoever wrote it; its operators are not read.</summary>
/// <remarks>
/// Writers differ: numbers lie raw, or typed and packed, or typed one by one. All come back raw. Data in another file is refused.
/// Source: onnx.proto3 (field numbers and enum values), https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, Apache-2.0.
/// </remarks>
public static class OnnxModelReader
{
    /// <summary>Reads a file's bytes. Ownership: tensors may point into <paramref name="file"/>.</summary>
    /// <exception cref="InvalidDataException">Cut off, no ONNX model, or a constant is of a type or form that is not read.</exception>
    public static OnnxModelParts Read(ReadOnlyMemory<byte> file)
    {
        var (tensors, metadata) = (new Dictionary<string, OnnxTensor>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var field in ProtobufField.ReadAll(file))
        {
            if (field.Number == 7)
            {
                foreach (var tensor in ProtobufField.ReadAll(field.Bytes).Where(inner => inner.Number == 5).Select(inner => Tensor(inner.Bytes)))
                    tensors[tensor.Name] = tensor;
            }
            else if (field.Number == 14)
            {
                var pair = ProtobufField.ReadAll(field.Bytes).ToLookup(inner => inner.Number, inner => Encoding.UTF8.GetString(inner.Bytes.Span));
                metadata[pair[1].LastOrDefault("")] = pair[2].LastOrDefault("");
            }
        }

        return new OnnxModelParts(tensors, metadata);
    }

    private static OnnxTensor Tensor(ReadOnlyMemory<byte> message)
    {
        var fields = ProtobufField.ReadAll(message).ToLookup(field => field.Number);
        var name = Encoding.UTF8.GetString(fields[8].LastOrDefault().Bytes.Span);
        if (fields[13].Any() || fields[14].Any(location => location.Value != 0))
            throw new InvalidDataException($"constant '{name}' lies in another file");
        var type = (OnnxElementType)fields[2].LastOrDefault().Value;
        var data = fields[9].Any() ? fields[9].Last().Bytes : Typed(fields, type);
        try
        {
            return OnnxTensor.FromBytes(name, type, [.. fields[1].SelectMany(field => field.Integers())], data);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"constant '{name}': {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> Typed(ILookup<int, ProtobufField> fields, OnnxElementType type) => type switch
    {
        // packed or one by one, a float is the same four bytes
        OnnxElementType.Float32 => Join(fields[4].Select(field => field.Bytes)),
        OnnxElementType.Int64 => Numbers(fields[7], sizeof(long)),
        OnnxElementType.Int32 => Numbers(fields[5], sizeof(int)),
        OnnxElementType.Float16 => Numbers(fields[5], sizeof(ushort)),
        _ => Numbers(fields[5], sizeof(byte)),
    };

    private static byte[] Numbers(IEnumerable<ProtobufField> fields, int byteCount) => Join(fields.SelectMany(field => field.Integers()).Select(value =>
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return (ReadOnlyMemory<byte>)bytes.AsMemory(0, byteCount);
    }));

    private static byte[] Join(IEnumerable<ReadOnlyMemory<byte>> parts) => [.. parts.SelectMany(part => part.ToArray())];
}

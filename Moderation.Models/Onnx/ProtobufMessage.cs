using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Moderation.Models.Onnx;

/// <summary>One protobuf message in wire form, built field by field in the order the fields are added.</summary>
/// <remarks>
/// A list of segments rather than one buffer: a nested message and the raw data of a weight are linked, not copied, so a model of any size
/// costs its weights once. Ownership: memory given to <see cref="Bytes(int, ReadOnlyMemory{byte})"/> must not change until the message is written.
/// Threads: one writer. Source: the protobuf encoding guide (varint, 32-bit and length-delimited wire types).
/// </remarks>
internal sealed class ProtobufMessage
{
    private const int VarintType = 0;
    private const int LengthDelimitedType = 2;
    private const int Fixed32Type = 5;

    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private readonly ArrayBufferWriter<byte> _open = new();
    private long _closedByteCount;

    public long ByteCount => _closedByteCount + _open.WrittenCount;

    /// <summary>An integer or enum field. Negative numbers take ten bytes, as protobuf's int64 does.</summary>
    public ProtobufMessage Integer(int field, long value)
    {
        Tag(field, VarintType);
        Varint(unchecked((ulong)value));
        return this;
    }

    public ProtobufMessage Single(int field, float value)
    {
        Tag(field, Fixed32Type);
        BinaryPrimitives.WriteSingleLittleEndian(_open.GetSpan(sizeof(float)), value);
        _open.Advance(sizeof(float));
        return this;
    }

    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, LengthDelimitedType);
        Varint((ulong)value.Length);
        Link(value);
        return this;
    }

    /// <summary>Repeated integers in packed form, as proto3 writes them and ONNX readers expect them.</summary>
    public ProtobufMessage PackedIntegers(int field, IEnumerable<long> values)
    {
        var packed = new ProtobufMessage();
        foreach (var value in values)
            packed.Varint(unchecked((ulong)value));
        return Message(field, packed);
    }

    public ProtobufMessage Message(int field, ProtobufMessage value)
    {
        Tag(field, LengthDelimitedType);
        Varint((ulong)value.ByteCount);
        value.Close();
        foreach (var segment in value._segments)
            Link(segment);
        return this;
    }

    public void WriteTo(Stream stream)
    {
        Close();
        foreach (var segment in _segments)
            stream.Write(segment.Span);
    }

    private void Tag(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Octet((byte)(value | 0x80));
        Octet((byte)value);
    }

    private void Octet(byte value)
    {
        _open.GetSpan(1)[0] = value;
        _open.Advance(1);
    }

    private void Link(ReadOnlyMemory<byte> segment)
    {
        // Under this size a copy is cheaper than another segment.
        const int WorthLinking = 1024;
        if (segment.Length < WorthLinking)
        {
            _open.Write(segment.Span);
            return;
        }

        Close();
        _segments.Add(segment);
        _closedByteCount += segment.Length;
    }

    private void Close()
    {
        if (_open.WrittenCount == 0)
            return;
        var bytes = _open.WrittenSpan.ToArray();
        _segments.Add(bytes);
        _closedByteCount += bytes.Length;
        _open.ResetWrittenCount();
    }
}

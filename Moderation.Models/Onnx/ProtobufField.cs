namespace Moderation.Models.Onnx;

/// <summary>One field of a protobuf message in wire form.</summary>
/// <param name="Number">Field number.</param>
/// <param name="IsVarint">Whether it is a number of variable length; else it is bytes (a text, a message, packed numbers, or a number of 4 or 8 bytes).</param>
/// <param name="Value">The number; 0 when it is bytes.</param>
/// <param name="Bytes">The bytes, not copied; empty when it is a number.</param>
/// <remarks>Source: the protobuf encoding guide. Groups, which ONNX never used, are refused.</remarks>
internal readonly record struct ProtobufField(int Number, bool IsVarint, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    private const int LongestVarint = 10;

    /// <summary>Reads the fields of a message in their order.</summary>
    /// <exception cref="InvalidDataException">Cut off, or no protobuf message.</exception>
    public static IEnumerable<ProtobufField> ReadAll(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var (number, wireType) = ((int)(tag >> 3 & 0x1FFFFFFF), (int)(tag & 7));
            if (wireType == 0)
                yield return new ProtobufField(number, true, Varint(message.Span, ref at), default);
            else
                yield return new ProtobufField(number, false, 0, Take(message, LengthOf(wireType, message.Span, ref at), ref at));
        }
    }

    /// <summary>A repeated integer, packed or one by one, as both are allowed to be written.</summary>
    public IEnumerable<long> Integers()
    {
        if (IsVarint)
            yield return unchecked((long)Value);
        for (var at = 0; at < Bytes.Length;)
            yield return unchecked((long)Varint(Bytes.Span, ref at));
    }

    private static ulong LengthOf(int wireType, ReadOnlySpan<byte> message, ref int at) => wireType switch
    {
        1 => sizeof(ulong),
        2 => Varint(message, ref at),
        5 => sizeof(uint),
        _ => throw new InvalidDataException($"wire type {wireType} at byte {at}"),
    };

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ulong length, ref int at)
    {
        if (length > (ulong)(message.Length - at))
            throw new InvalidDataException($"{length} bytes at byte {at} of {message.Length}");
        var taken = message.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var i = 0; i < LongestVarint; i++)
        {
            if (at >= message.Length)
                throw new InvalidDataException("ends inside a number");
            var octet = message[at++];
            value |= (ulong)(octet & 0x7F) << (7 * i);
            if (octet < 0x80)
                return value;
        }

        throw new InvalidDataException($"a number of more than {LongestVarint} bytes before byte {at}");
    }
}

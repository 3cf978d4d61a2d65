using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Moderation.Core.Evidence;

/// <summary>Writes a decider's memory in a compact form: the same memory gives the same bytes.</summary>
/// <remarks>Numbers are little-endian; whole numbers and lengths are variable-length (zigzag, 7 bits a byte). Threads: one at a time.</remarks>
public sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Bytes written so far. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The number.</param>
    public void Write(long value)
    {
        var rest = (ulong)(value << 1 ^ value >> 63);
        var span = _bytes.GetSpan(10);
        var count = 0;
        for (; rest >= 0x80; rest >>= 7)
            span[count++] = (byte)(rest | 0x80);
        span[count++] = (byte)rest;
        _bytes.Advance(count);
    }

    /// <summary>Writes a truth.</summary>
    /// <param name="value">The truth.</param>
    public void Write(bool value) => Write(value ? 1L : 0L);

    /// <summary>Writes a number to the last bit.</summary>
    /// <param name="value">The number.</param>
    public void Write(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    /// <summary>Writes a time, in UTC, to the tick.</summary>
    /// <param name="value">The time.</param>
    public void Write(DateTimeOffset value) => Write(value.UtcTicks);

    /// <summary>Writes text.</summary>
    /// <param name="value">The text; null is kept apart from empty.</param>
    public void Write(string? value)
    {
        if (value is null)
        {
            Write(-1L);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Write((long)length);
        _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length)));
    }

    /// <summary>Writes a time that may be missing.</summary>
    /// <param name="value">The time.</param>
    public void Write(DateTimeOffset? value)
    {
        Write(value is not null);
        if (value is { } time)
            Write(time);
    }

    /// <summary>Writes a number that may be missing.</summary>
    /// <param name="value">The number.</param>
    public void Write(double? value)
    {
        Write(value is not null);
        if (value is { } number)
            Write(number);
    }
}

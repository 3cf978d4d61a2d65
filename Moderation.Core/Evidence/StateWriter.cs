using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Moderation.Core.Subjects;

namespace Moderation.Core.Evidence;

/// <summary>Writes a decider's memory in a compact form: the same memory gives the same bytes.</summary>
/// <remarks>
/// Whole numbers and lengths are variable-length (zigzag, 7 bits a byte), and so are numbers that are whole; others are eight bytes, little-endian. A time is told by its distance from the
/// time before it, and a text that was written before by its place among the texts: one line is remembered in several places. Threads: one at a time.
/// </remarks>
public sealed class StateWriter
{
    // A text beyond so many is written out again each time; both sides forget alike.
    internal const int MaxTexts = 1_000_000;
    internal const double LargestWhole = 1L << 50;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private long _newestTicks;

    /// <summary>Bytes written so far. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The number.</param>
    public void Write(long value) => WriteVariable((ulong)(value << 1 ^ value >> 63));

    /// <summary>Writes a truth.</summary>
    /// <param name="value">The truth.</param>
    public void Write(bool value) => Write(value ? 1L : 0L);

    /// <summary>Writes a truth that may be missing.</summary>
    /// <param name="value">The truth.</param>
    public void Write(bool? value) => Write(value is null ? -1L : value.Value ? 1L : 0L);

    /// <summary>Writes a number to the last bit.</summary>
    /// <param name="value">The number.</param>
    public void Write(double value)
    {
        if (Math.Abs(value) < LargestWhole && BitConverter.DoubleToInt64Bits((double)(long)value) == BitConverter.DoubleToInt64Bits(value))
        {
            Write((long)value << 1);
            return;
        }

        Write(1L);
        WriteBits(BitConverter.DoubleToUInt64Bits(value));
    }

    /// <summary>Writes 64 bits in which no number hides.</summary>
    /// <param name="value">The bits.</param>
    public void WriteBits(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(sizeof(ulong)), value);
        _bytes.Advance(sizeof(ulong));
    }

    /// <summary>Writes a time, in UTC, to the tick.</summary>
    /// <param name="value">The time.</param>
    public void Write(DateTimeOffset value)
    {
        // A time that was never set is no place to measure the next one from.
        if (value.UtcTicks == 0)
        {
            WriteVariable(0);
            return;
        }

        var distance = value.UtcTicks - _newestTicks;
        WriteVariable((ulong)(distance << 1 ^ distance >> 63) + 1);
        _newestTicks = value.UtcTicks;
    }

    /// <summary>Writes text.</summary>
    /// <param name="value">The text; null is kept apart from empty.</param>
    public void Write(string? value)
    {
        if (value is null)
        {
            Write(-1L);
        }
        else if (_texts.TryGetValue(value, out var place))
        {
            Write((long)place << 1 | 1);
        }
        else
        {
            if (_texts.Count < MaxTexts)
                _texts.Add(value, _texts.Count);
            var length = Encoding.UTF8.GetByteCount(value);
            Write((long)length << 1);
            _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length)));
        }
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

    /// <summary>Writes where a record lies; an unset reference is kept apart.</summary>
    /// <param name="value">The reference.</param>
    public void Write(RecordRef value)
    {
        Write(value.Topic);
        Write((long)value.Partition);
        Write(value.Offset);
    }

    private void WriteVariable(ulong rest)
    {
        var span = _bytes.GetSpan(10);
        var count = 0;
        for (; rest >= 0x80; rest >>= 7)
            span[count++] = (byte)(rest | 0x80);
        span[count++] = (byte)rest;
        _bytes.Advance(count);
    }
}

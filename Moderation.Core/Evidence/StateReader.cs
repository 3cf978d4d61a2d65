using System.Buffers.Binary;
using System.Text;

namespace Moderation.Core.Evidence;

/// <summary>Reads what a <see cref="StateWriter"/> wrote.</summary>
/// <remarks>Errors: every method throws <see cref="FormatException"/> where the bytes are no such value; a memory that cannot be read is built again from the log.</remarks>
/// <param name="bytes">The bytes.</param>
public sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    // More than any list of a decider may hold: a broken length must not ask for gigabytes.
    private const int MaxCount = 4_000_000;
    private ReadOnlyMemory<byte> _rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads a whole number.</summary>
    public long ReadLong()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new FormatException("state: a whole number is too long");
    }

    /// <summary>Reads a whole number of a list's entries or the like.</summary>
    public int ReadCount() => ReadLong() is >= 0 and <= MaxCount and var count ? (int)count : throw new FormatException("state: a count is out of range");

    /// <summary>Reads a truth.</summary>
    public bool ReadBool() => ReadLong() switch
    {
        0 => false,
        1 => true,
        _ => throw new FormatException("state: a truth is neither"),
    };

    /// <summary>Reads a number.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>Reads a time.</summary>
    public DateTimeOffset ReadTime() => ReadLong() is var ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : throw new FormatException("state: a time is out of range");

    /// <summary>Reads text; null where none was written.</summary>
    public string? ReadString()
    {
        var length = ReadLong();
        if (length == -1)
            return null;
        return length is >= 0 and <= MaxCount ? Encoding.UTF8.GetString(Take((int)length)) : throw new FormatException("state: a length is out of range");
    }

    /// <summary>Reads text that is always there.</summary>
    public string ReadText() => ReadString() ?? throw new FormatException("state: a text is missing");

    /// <summary>Reads a time that may be missing.</summary>
    public DateTimeOffset? ReadTimeOrNull() => ReadBool() ? ReadTime() : null;

    /// <summary>Reads a number that may be missing.</summary>
    public double? ReadDoubleOrNull() => ReadBool() ? ReadDouble() : null;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
            throw new FormatException("state: the bytes end too early");
        var taken = _rest.Span[..count];
        _rest = _rest[count..];
        return taken;
    }
}

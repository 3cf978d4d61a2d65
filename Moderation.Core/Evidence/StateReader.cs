using System.Buffers.Binary;
using System.Text;
using Moderation.Core.Subjects;

namespace Moderation.Core.Evidence;

/// <summary>Reads what a <see cref="StateWriter"/> wrote.</summary>
/// <remarks>Errors: every method throws <see cref="FormatException"/> where the bytes are no such value; a memory that cannot be read is built again from the log.</remarks>
/// <param name="bytes">The bytes.</param>
public sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    // More than any list of a decider may hold: a broken length must not ask for gigabytes.
    private const int MaxCount = 4_000_000;
    private readonly List<string> _texts = [];
    private ReadOnlyMemory<byte> _rest = bytes;
    private long _newestTicks;

    /// <summary>Whether everything was read.</summary>
    public bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads a whole number.</summary>
    public long ReadLong() => Signed(ReadVariable());

    /// <summary>Reads a whole number of a list's entries or the like.</summary>
    public int ReadCount() => ReadLong() is >= 0 and <= MaxCount and var count ? (int)count : throw new FormatException("state: a count is out of range");

    /// <summary>Reads a truth.</summary>
    public bool ReadBool() => ReadBoolOrNull() ?? throw new FormatException("state: a truth is missing");

    /// <summary>Reads a truth that may be missing.</summary>
    public bool? ReadBoolOrNull() => ReadLong() switch
    {
        -1 => null,
        0 => false,
        1 => true,
        _ => throw new FormatException("state: a truth is neither"),
    };

    /// <summary>Reads a number.</summary>
    public double ReadDouble() => ReadLong() switch
    {
        1 => BitConverter.UInt64BitsToDouble(ReadBits()),
        var doubled when (doubled & 1) == 0 => doubled >> 1,
        _ => throw new FormatException("state: a number has no such form"),
    };

    /// <summary>Reads 64 bits in which no number hides.</summary>
    public ulong ReadBits() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Reads a time.</summary>
    public DateTimeOffset ReadTime()
    {
        var value = ReadVariable();
        if (value == 0)
            return default;
        var ticks = unchecked(_newestTicks + Signed(value - 1));
        if (ticks <= 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            throw new FormatException("state: a time is out of range");
        _newestTicks = ticks;
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>Reads text; null where none was written.</summary>
    public string? ReadString()
    {
        var told = ReadLong();
        if (told == -1)
            return null;
        if ((told & 1) == 1)
            return told >> 1 is >= 0 and var place && place < _texts.Count ? _texts[(int)place] : throw new FormatException("state: there is no such text");
        if (told >> 1 is not (>= 0 and <= MaxCount and var length))
            throw new FormatException("state: a length is out of range");
        var text = Encoding.UTF8.GetString(Take((int)length));
        if (_texts.Count < StateWriter.MaxTexts)
            _texts.Add(text);
        return text;
    }

    /// <summary>Reads text that is always there.</summary>
    public string ReadText() => ReadString() ?? throw new FormatException("state: a text is missing");

    /// <summary>Reads an id.</summary>
    /// <typeparam name="T">The id type.</typeparam>
    public T ReadId<T>()
        where T : struct, ITextId<T> => TextId.Parse<T>(ReadText());

    /// <summary>Reads an id that may be missing.</summary>
    /// <typeparam name="T">The id type.</typeparam>
    public T? ReadIdOrNull<T>()
        where T : struct, ITextId<T> => ReadString() is { } text ? TextId.Parse<T>(text) : null;

    /// <summary>Reads a time that may be missing.</summary>
    public DateTimeOffset? ReadTimeOrNull() => ReadBool() ? ReadTime() : null;

    /// <summary>Reads a number that may be missing.</summary>
    public double? ReadDoubleOrNull() => ReadBool() ? ReadDouble() : null;

    /// <summary>Reads where a record lies.</summary>
    public RecordRef ReadRef() => new(
        ReadString()!,
        ReadLong() is >= int.MinValue and <= int.MaxValue and var partition ? (int)partition : throw new FormatException("state: a partition is out of range"),
        ReadLong());

    private static long Signed(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);

    private ulong ReadVariable()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new FormatException("state: a whole number is too long");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
            throw new FormatException("state: the bytes end too early");
        var taken = _rest.Span[..count];
        _rest = _rest[count..];
        return taken;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Subjects;

/// <summary>Makes ids from what they stand for, so that the same fact always has the same id.</summary>
/// <remarks>
/// The id is the first 16 bytes of SHA-256 over the parts, each preceded by its length as 4 little-endian bytes (so no two lists of
/// parts run together), in lower-case RFC 4648 base32 without padding: 26 characters after the prefix. Half a SHA-256 leaves collisions
/// out of reach (2^64 ids for an even chance).
/// </remarks>
public static class DerivedId
{
    private const int KeptByteCount = 16;
    private const int TextLength = (KeptByteCount * 8 + 4) / 5;
    private const int StackByteCount = 512;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Derives an id.</summary>
    /// <typeparam name="T">The id type.</typeparam>
    /// <param name="prefix">One short word that names the kind, so ids read well in logs: <c>rep</c>, <c>act</c>, <c>smp</c>.</param>
    /// <param name="parts">What the id stands for, in an order that never changes.</param>
    public static T From<T>(string prefix, params ReadOnlySpan<string> parts)
        where T : struct, ITextId<T>
    {
        var byteCount = 0;
        foreach (var part in parts)
            byteCount += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        var bytes = byteCount <= StackByteCount ? stackalloc byte[byteCount] : new byte[byteCount];
        var rest = bytes;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        Span<char> text = stackalloc char[TextLength];
        WriteBase32(hash[..KeptByteCount], text);
        return TextId.Parse<T>($"{prefix}-{text}");
    }

    private static void WriteBase32(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var buffer = 0;
        var bitCount = 0;
        var written = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bitCount += 8;
            while (bitCount >= 5)
            {
                bitCount -= 5;
                text[written++] = Alphabet[(buffer >> bitCount) & 31];
            }

            buffer &= (1 << bitCount) - 1;
        }

        if (bitCount > 0)
            text[written] = Alphabet[(buffer << (5 - bitCount)) & 31];
    }
}

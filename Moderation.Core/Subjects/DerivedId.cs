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
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Derives an id.</summary>
    /// <typeparam name="T">The id type.</typeparam>
    /// <param name="prefix">One short word that names the kind, so ids read well in logs: <c>rep</c>, <c>act</c>, <c>smp</c>.</param>
    /// <param name="parts">What the id stands for, in an order that never changes.</param>
    public static T From<T>(string prefix, params ReadOnlySpan<string> parts)
        where T : struct, ITextId<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return TextId.Parse<T>($"{prefix}-{Base32(hash.GetHashAndReset().AsSpan(0, KeptByteCount))}");
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        var buffer = 0;
        var bitCount = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bitCount += 8;
            while (bitCount >= 5)
            {
                bitCount -= 5;
                text.Append(Alphabet[(buffer >> bitCount) & 31]);
            }

            buffer &= (1 << bitCount) - 1;
        }

        if (bitCount > 0)
            text.Append(Alphabet[(buffer << (5 - bitCount)) & 31]);
        return text.ToString();
    }
}

using System.Security.Cryptography;

namespace Moderation.Models.Text.Rules;

/// <summary>Base 58 of Bitcoin, with the checksum of Base58Check.</summary>
/// <remarks>Source: draft-msporny-base58; Bitcoin's address form: version, 20 bytes, first four bytes of the double SHA-256.</remarks>
internal static class Base58
{
    /// <summary>Most bytes that are decoded.</summary>
    public const int MaxBytes = 40;

    /// <summary>Bytes of an address with version and checksum.</summary>
    public const int CheckedBytes = 25;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int MaxUnits = 44;
    private const int ChecksumBytes = 4;

    /// <summary>Decodes a word.</summary>
    /// <param name="word">Any text.</param>
    /// <param name="bytes">Receives the bytes, at least <see cref="MaxBytes"/>.</param>
    /// <returns>Bytes written; 0 when it is not base 58 or too long.</returns>
    public static int Decode(ReadOnlySpan<char> word, Span<byte> bytes)
    {
        if (word.Length > MaxUnits)
            return 0;
        var length = 0;
        Span<byte> reversed = stackalloc byte[MaxBytes];
        foreach (var unit in word)
        {
            var carry = Alphabet.IndexOf(unit, StringComparison.Ordinal);
            if (carry < 0)
                return 0;
            for (var i = 0; i < length; i++, carry >>= 8)
                reversed[i] = (byte)(carry += reversed[i] * 58);
            for (; carry > 0; carry >>= 8)
                reversed[length++] = (byte)carry;
        }

        var zeros = word.IndexOfAnyExcept('1');
        zeros = zeros < 0 ? word.Length : zeros;
        if (zeros + length > MaxBytes)
            return 0;
        bytes[..zeros].Clear();
        for (var i = 0; i < length; i++)
            bytes[zeros + i] = reversed[length - 1 - i];
        return zeros + length;
    }

    /// <summary>Whether the last four bytes are the checksum of the others.</summary>
    public static bool HasRightChecksum(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^ChecksumBytes], hash);
        SHA256.HashData(hash, hash);
        return hash[..ChecksumBytes].SequenceEqual(bytes[^ChecksumBytes..]);
    }
}

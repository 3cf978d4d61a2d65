using System.Security.Cryptography;

namespace Moderation.Models.Manifests;

/// <summary>Content hashes as manifests write them.</summary>
public static class FileHash
{
    /// <summary>SHA-256 of a file as lower-case hexadecimal.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellation = default)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    /// <summary>SHA-256 of bytes as lower-case hexadecimal.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>SHA-512 of a file in subresource-integrity form, as npm writes it.</summary>
    public static async Task<string> IntegrityAsync(string path, CancellationToken cancellation = default)
    {
        await using var stream = File.OpenRead(path);
        return "sha512-" + Convert.ToBase64String(await SHA512.HashDataAsync(stream, cancellation));
    }

    /// <summary>Whether <paramref name="text"/> is a SHA-256 as manifests write it.</summary>
    public static bool IsSha256(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Api.Access;

/// <summary>A secret of 256 random bits with a name in front, as it is given out once: <c>mod_</c> or <c>ses_</c>, the id, the secret. Only its SHA-256 is kept: of a random text nobody finds the original.</summary>
/// <param name="Id">By which it is found; no secret.</param>
/// <param name="Text">The whole; never logged or stored.</param>
internal sealed record Credential(string Id, string Text)
{
    public const string KeyPrefix = "mod_";
    public const string SessionPrefix = "ses_";
    public const int HashByteCount = SHA256.HashSizeInBytes;
    public const int IdLength = 16;

    private const int SecretByteCount = 32;
    private const int MaxLength = 100;

    /// <summary>What is stored.</summary>
    public byte[] Hash { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    /// <summary>Draws a new one.</summary>
    public static Credential Draw(string prefix)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
        return new Credential(id, $"{prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretByteCount))}");
    }

    /// <summary>The id in a text that may be one; empty where it is none.</summary>
    public static ReadOnlySpan<char> IdOf(ReadOnlySpan<char> text, string prefix) =>
        text.Length is > 4 + IdLength and <= MaxLength && text.StartsWith(prefix, StringComparison.Ordinal) && text[prefix.Length + IdLength] == '_' && Ascii.IsValid(text)
            ? text.Slice(prefix.Length, IdLength)
            : [];

    /// <summary>Whether a text is the one that was hashed. It takes as long whether or not.</summary>
    public static bool IsOf(ReadOnlySpan<char> text, ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        Span<byte> own = stackalloc byte[HashByteCount];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(text, bytes)], own);
        return CryptographicOperations.FixedTimeEquals(own, hash);
    }

    // A record would print its secret.
    public override string ToString() => Id;
}

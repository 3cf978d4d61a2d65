using System.Diagnostics.CodeAnalysis;

namespace Moderation.Core.Enforcement;

/// <summary>A key that sender and receiver of a webhook share, in the form of the Standard Webhooks specification: <c>whsec_</c> and the key's bytes in base64.</summary>
/// <remarks>Its text never leaves it: a secret that is logged by accident shows nothing.</remarks>
public sealed class WebhookSecret
{
    /// <summary>What every secret begins with.</summary>
    public const string Prefix = "whsec_";

    /// <summary>Fewest bytes of a key, as the specification demands.</summary>
    public const int MinByteCount = 24;

    /// <summary>Most bytes of a key, as the specification demands.</summary>
    public const int MaxByteCount = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>The key's bytes.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Reads a secret, or says that the text is none.</summary>
    /// <param name="text"><c>whsec_</c> and <see cref="MinByteCount"/> to <see cref="MaxByteCount"/> bytes in base64.</param>
    /// <param name="secret">The secret; null when the text is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        Span<byte> key = stackalloc byte[MaxByteCount];
        if (!Convert.TryFromBase64Chars(text.AsSpan(Prefix.Length), key, out var byteCount) || byteCount < MinByteCount)
            return false;
        secret = new WebhookSecret(key[..byteCount].ToArray());
        return true;
    }

    /// <summary>Reads a secret.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text is none; the message does not repeat it.</remarks>
    /// <param name="text"><c>whsec_</c> and <see cref="MinByteCount"/> to <see cref="MaxByteCount"/> bytes in base64.</param>
    public static WebhookSecret Parse(string? text) => TryParse(text, out var secret)
        ? secret
        : throw new FormatException($"a webhook secret is {Prefix} and {MinByteCount} to {MaxByteCount} bytes in base64");

    /// <summary>Says that it is a secret, not which one.</summary>
    public override string ToString() => $"{Prefix}(hidden)";
}

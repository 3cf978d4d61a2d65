using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Enforcement;

/// <summary>Why a webhook is not believed.</summary>
public enum WebhookFault
{
    /// <summary>Id, time or signature is missing or has a form that none has.</summary>
    Malformed,

    /// <summary>It was sent too long ago, or its time lies too far ahead.</summary>
    NotNow,

    /// <summary>None of its signatures was made with one of the secrets over this very id, time and body.</summary>
    WrongSignature,
}

/// <summary>Signs and verifies webhooks by the symmetric scheme of the Standard Webhooks specification 1.0.0 (https://www.standardwebhooks.com): <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.time.body</c>.</summary>
/// <remarks>The body is the bytes as they are sent; JSON that was read and written again is another body.</remarks>
public static class WebhookSignature
{
    /// <summary>The header of the webhook's id; the same in every attempt.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header of the attempt's time, in whole seconds since 1970.</summary>
    public const string TimeHeader = "webhook-timestamp";

    /// <summary>The header of the signatures, with spaces between them.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Longest id, in characters.</summary>
    public const int MaxIdLength = 256;

    private const string Version = "v1,";
    private const int MaxTimeLength = 20;

    // Room for a dozen secrets and for schemes that this build does not know.
    private const int MaxSignatureLength = 4096;

    /// <summary>How far the time of a webhook may be from the receiver's clock, either way.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a text can be a webhook's id: 1 to <see cref="MaxIdLength"/> visible ASCII characters and no full stop, which would let the parts of what is signed run into each other.</summary>
    /// <param name="id">The text.</param>
    public static bool IsId(ReadOnlySpan<char> id) =>
        id.Length is >= 1 and <= MaxIdLength && !id.ContainsAnyExceptInRange('!', '~') && !id.Contains('.');

    /// <summary>The time of an attempt as its header says it.</summary>
    /// <param name="at">When it is sent.</param>
    public static string TimeText(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Signs an attempt: one signature for each secret, so that a receiver may know either while they are exchanged.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> when the id is none (<see cref="IsId"/>) or there is no secret.</remarks>
    /// <param name="id">The webhook's id.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <param name="secrets">The secrets.</param>
    /// <returns>The value of <see cref="SignatureHeader"/>.</returns>
    public static string Sign(ReadOnlySpan<char> id, DateTimeOffset at, ReadOnlySpan<byte> body, params ReadOnlySpan<WebhookSecret> secrets)
    {
        if (!IsId(id))
            throw new ArgumentException("no id of a webhook", nameof(id));
        if (secrets.IsEmpty)
            throw new ArgumentException("a signature needs a secret", nameof(secrets));
        var text = new StringBuilder();
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in secrets)
        {
            Compute(secret, id, TimeText(at), body, code);
            text.Append(text.Length == 0 ? "" : " ").Append(Version).Append(Convert.ToBase64String(code));
        }

        return text.ToString();
    }

    /// <summary>Says why a webhook is not to be believed; null when it is.</summary>
    /// <remarks>How long it takes does not depend on how much of a signature is right.</remarks>
    /// <param name="id">Value of <see cref="IdHeader"/>.</param>
    /// <param name="time">Value of <see cref="TimeHeader"/>.</param>
    /// <param name="signatures">Value of <see cref="SignatureHeader"/>. Schemes other than <c>v1</c> are passed over.</param>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="now">The receiver's time.</param>
    /// <param name="secrets">Secrets of which any will do; with none of them nothing is believed.</param>
    public static WebhookFault? FindFault(
        ReadOnlySpan<char> id, ReadOnlySpan<char> time, ReadOnlySpan<char> signatures, ReadOnlySpan<byte> body, DateTimeOffset now, params ReadOnlySpan<WebhookSecret> secrets)
    {
        if (!IsId(id) || signatures.IsEmpty || signatures.Length > MaxSignatureLength || time.Length > MaxTimeLength
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return WebhookFault.Malformed;
        }

        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
            return WebhookFault.NotNow;
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isRight = false;
        foreach (var secret in secrets)
        {
            Compute(secret, id, time, body, code);
            isRight |= AnyIs(signatures, code);
        }

        return isRight ? null : WebhookFault.WrongSignature;
    }

    private static bool AnyIs(ReadOnlySpan<char> signatures, ReadOnlySpan<byte> code)
    {
        Span<byte> told = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isRight = false;
        foreach (var part in signatures.Split(' '))
        {
            var signature = signatures[part];
            if (signature.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(signature[Version.Length..], told, out var byteCount) && byteCount == told.Length)
            {
                isRight |= CryptographicOperations.FixedTimeEquals(told, code);
            }
        }

        return isRight;
    }

    private static void Compute(WebhookSecret secret, ReadOnlySpan<char> id, ReadOnlySpan<char> time, ReadOnlySpan<byte> body, Span<byte> code)
    {
        Span<byte> head = stackalloc byte[MaxIdLength + MaxTimeLength + 2];
        var length = Encoding.ASCII.GetBytes(id, head);
        head[length++] = (byte)'.';
        length += Encoding.ASCII.GetBytes(time, head[length..]);
        head[length++] = (byte)'.';
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hash.AppendData(head[..length]);
        hash.AppendData(body);
        hash.GetHashAndReset(code);
    }
}

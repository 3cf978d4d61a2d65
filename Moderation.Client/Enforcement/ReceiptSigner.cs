using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Client.Enforcement;

/// <summary>Signs receipts by the scheme of Standard Webhooks, with the secret that the service has in <c>ActionReceipts:Secrets</c>.</summary>
public sealed class ReceiptSigner
{
    private const string Prefix = "whsec_";

    private readonly byte[] _key;
    private readonly TimeProvider _time;

    /// <param name="secret"><c>whsec_</c> and base64.</param>
    /// <param name="time">The clock; at most 5 minutes away from the service's.</param>
    /// <exception cref="FormatException">The secret has not this form; it is not in the message.</exception>
    public ReceiptSigner(string secret, TimeProvider time)
    {
        _key = secret.StartsWith(Prefix, StringComparison.Ordinal)
            ? Convert.FromBase64String(secret[Prefix.Length..])
            : throw new FormatException($"A secret begins with {Prefix}.");
        _time = time;
    }

    internal void Sign(HttpRequestHeaders headers, string id, byte[] body)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(_key.AsSpan(), [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]);
        headers.Add("webhook-id", id);
        headers.Add("webhook-timestamp", timestamp);
        headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
    }
}

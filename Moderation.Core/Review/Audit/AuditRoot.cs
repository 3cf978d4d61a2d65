using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Review.Audit;

/// <summary>The signed word of one day: with this entry, the chain stood so. Whoever keeps a copy elsewhere can prove later that nothing before it was changed.</summary>
public sealed record AuditRoot
{
    private const string Format = "moderation-audit-root/1";

    /// <summary>The day, in UTC, on which the entry was sealed.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The last entry that was sealed on the day; that of the running day grows.</summary>
    public required long Seq { get; init; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; init; }

    /// <summary>Which key signed: the first 16 hexadecimal digits of the SHA-256 of the public key (DER, SubjectPublicKeyInfo).</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA over P-256 and SHA-256, in DER, base64.</summary>
    public required string Signature { get; init; }

    /// <summary>Signs a root.</summary>
    /// <param name="key">A private key on the curve P-256.</param>
    /// <param name="day">The day.</param>
    /// <param name="place">Where the chain stands.</param>
    public static AuditRoot Sign(ECDsa key, DateOnly day, AuditPlace place)
    {
        ArgumentNullException.ThrowIfNull(key);
        var root = new AuditRoot { Day = day, Seq = place.Seq, Hash = place.Hash, KeyId = AuditSignature.KeyIdOf(key), Signature = "" };
        return root with { Signature = AuditSignature.Sign(key, root.Signed()) };
    }

    /// <summary>Whether this key signed it.</summary>
    /// <param name="key">The public key, or the private one.</param>
    public bool IsSignedBy(ECDsa key) => AuditSignature.Holds(key, Signed(), Signature);

    private byte[] Signed() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Format}\n{Day:yyyy-MM-dd}\n{Seq}\n{Hash}\n{KeyId}\n"));
}

using System.Globalization;
using System.Security.Cryptography;
using Moderation.Core.Review.Audit;
using Moderation.Core.Subjects;

namespace Moderation.Core.Evidence.Vault;

/// <summary>The word that evidence of a case was destroyed: signed, so that it can be believed later, and naming the destroyed key by its hash.</summary>
public sealed record ErasureReceipt
{
    private const string Format = "moderation-vault-erasure/1";

    /// <summary>Version of this form.</summary>
    public int V { get; init; } = 1;

    /// <summary>The case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>SHA-256 of the file that held the wrapped data key, 64 hexadecimal digits.</summary>
    public required string WrappedKeySha256 { get; init; }

    /// <summary>Items and indexes that were destroyed with it; none where a legal hold preserves them.</summary>
    public required int Items { get; init; }

    /// <summary>Whether a legal hold had its own copy of the key, so that what it preserves can be read with the hold's master key alone.</summary>
    public required bool IsPreserved { get; init; }

    /// <summary>Which key signed (<see cref="AuditSignature.KeyIdOf"/>).</summary>
    public required string KeyId { get; init; }

    /// <summary>The signature.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Signs it.</summary>
    /// <param name="key">The private key that <see cref="KeyId"/> names.</param>
    public ErasureReceipt Sign(ECDsa key) => this with { Signature = AuditSignature.Sign(key, Signed()) };

    /// <summary>Whether this key signed it as it is.</summary>
    /// <param name="key">The public key, or the private one.</param>
    public bool IsSignedBy(ECDsa key) => AuditSignature.Holds(key, Signed(), Signature);

    private byte[] Signed() => VaultSeal.Label(
        Format, CaseId.Value, At.UtcTicks.ToString(CultureInfo.InvariantCulture), Actor, Reason, WrappedKeySha256,
        Items.ToString(CultureInfo.InvariantCulture), IsPreserved ? "preserved" : "", KeyId);
}

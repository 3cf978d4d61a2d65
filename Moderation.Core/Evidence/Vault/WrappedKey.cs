using System.Globalization;
using System.Security.Cryptography;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Vault;

/// <summary>The data key of a case as it lies on disk: sealed with a master key. Whoever destroys it makes everything of the case unreadable.</summary>
public sealed record WrappedKey
{
    private const string Format = "moderation-vault-key/1";
    private const int KeyIdLength = 16;

    /// <summary>Version of this form.</summary>
    public int V { get; init; } = 1;

    /// <summary>The case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>What the evidence is kept for; bound to the key, like the two fields after it.</summary>
    public required VaultPurpose Purpose { get; init; }

    /// <summary>Since when it is kept for that.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The master key: the first 16 hexadecimal digits of its SHA-256 under a name of its own, so that a wrong one is told from an altered file.</summary>
    public required string MasterKeyId { get; init; }

    /// <summary>Nonce, ciphertext and tag, base64.</summary>
    public required string Sealed { get; init; }

    /// <summary>Wraps a data key.</summary>
    /// <param name="key">The data key.</param>
    /// <param name="master">32 bytes.</param>
    /// <param name="nonce">12 random bytes.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="purpose">What the evidence is kept for.</param>
    /// <param name="since">Since when.</param>
    public static WrappedKey Wrap(CaseKey key, ReadOnlySpan<byte> master, ReadOnlySpan<byte> nonce, CaseId caseId, VaultPurpose purpose, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(key);
        var wrapped = new WrappedKey { CaseId = caseId, Purpose = purpose, Since = since.ToUniversalTime(), MasterKeyId = KeyIdOf(master), Sealed = "" };
        return wrapped with { Sealed = Convert.ToBase64String(VaultSeal.Seal(master, nonce, wrapped.Label(), key.Secret)) };
    }

    /// <summary>Unwraps the data key.</summary>
    /// <remarks>Errors: <see cref="VaultSealException"/> when the master key is another, or anything was altered.</remarks>
    /// <param name="master">32 bytes.</param>
    public CaseKey Unwrap(ReadOnlySpan<byte> master)
    {
        var name = $"the key of {CaseId}";
        if (V != 1)
            throw new VaultSealException($"{name} has version {V}, this build reads 1");
        if (KeyIdOf(master) is var id && id != MasterKeyId)
            throw new VaultSealException($"{name} was sealed with master key {MasterKeyId}, and this is master key {id}");
        var bytes = new byte[Sealed.Length];
        if (!Convert.TryFromBase64String(Sealed, bytes, out var byteCount))
            throw new VaultSealException($"{name} is no base64");
        var secret = VaultSeal.Open(master, Label(), bytes.AsSpan(0, byteCount), name);
        try
        {
            return secret.Length == VaultSeal.KeyByteCount ? new CaseKey(CaseId, secret) : throw new VaultSealException($"{name} has a wrong length");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Names a master key without telling anything about it.</summary>
    /// <param name="master">The key.</param>
    public static string KeyIdOf(ReadOnlySpan<byte> master) => Convert.ToHexStringLower(HMACSHA256.HashData(master, "moderation-vault-master-key/1"u8))[..KeyIdLength];

    private byte[] Label() => VaultSeal.Label(Format, CaseId.Value, WireWord.From(Purpose), Since.UtcTicks.ToString(CultureInfo.InvariantCulture), MasterKeyId);
}

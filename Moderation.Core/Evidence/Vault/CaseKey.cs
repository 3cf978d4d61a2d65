using System.Security.Cryptography;
using System.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Vault;

/// <summary>The data key of one case. Everything of the case is sealed with it, and what is in it has its name from it.</summary>
/// <remarks>Two keys are derived (HKDF-SHA-256): one seals, one names. It holds secret bytes: dispose it, and they are overwritten.</remarks>
public sealed class CaseKey : IDisposable
{
    /// <summary>First bytes of an item's file, which say how it is made.</summary>
    public static ReadOnlySpan<byte> Magic => "MVI1"u8;

    private const string Format = "moderation-vault-item/1";
    private readonly CaseId _caseId;
    private readonly byte[] _secret;
    private readonly byte[] _sealing;
    private readonly byte[] _naming;

    /// <summary>Takes a data key on.</summary>
    /// <param name="caseId">The case whose key it is.</param>
    /// <param name="secret">32 random bytes; copied.</param>
    public CaseKey(CaseId caseId, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != VaultSeal.KeyByteCount)
            throw new ArgumentException($"a data key has {VaultSeal.KeyByteCount} bytes", nameof(secret));
        _caseId = caseId;
        _secret = secret.ToArray();
        _sealing = Derive("seal");
        _naming = Derive("name");
    }

    /// <summary>The key's own bytes, to be wrapped.</summary>
    public ReadOnlySpan<byte> Secret => _secret;

    /// <summary>The name of an item: HMAC-SHA-256 of its content, 64 hexadecimal digits. The same content has the same name in this case, and another in every other.</summary>
    /// <param name="content">The content.</param>
    public string NameOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(_naming, content));

    /// <summary>Seals an item. Case, item and purpose are bound to it.</summary>
    /// <param name="itemId">Its name, or another id that is unique in the case.</param>
    /// <param name="takenFor">What it was taken for.</param>
    /// <param name="nonce">12 random bytes.</param>
    /// <param name="content">Its content.</param>
    public byte[] Seal(string itemId, VaultPurpose takenFor, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content) =>
        [.. Magic, (byte)takenFor, .. VaultSeal.Seal(_sealing, nonce, LabelOf(itemId, takenFor), content)];

    /// <summary>Opens an item.</summary>
    /// <remarks>Errors: <see cref="VaultSealException"/> when it was altered, or is of another case, item or purpose.</remarks>
    /// <param name="itemId">Its id.</param>
    /// <param name="sealedItem">What <see cref="Seal"/> gave.</param>
    public byte[] Open(string itemId, ReadOnlySpan<byte> sealedItem)
    {
        if (!sealedItem.StartsWith(Magic) || sealedItem.Length <= Magic.Length)
            throw new VaultSealException($"{itemId} of {_caseId} is no item of a vault that this build reads");
        var takenFor = (VaultPurpose)sealedItem[Magic.Length];
        return Enum.IsDefined(takenFor)
            ? VaultSeal.Open(_sealing, LabelOf(itemId, takenFor), sealedItem[(Magic.Length + 1)..], $"{itemId} of {_caseId}")
            : throw new VaultSealException($"{itemId} of {_caseId} names a purpose that this build does not know");
    }

    /// <summary>Overwrites the secret bytes.</summary>
    public void Dispose()
    {
        foreach (var key in (ReadOnlySpan<byte[]>)[_secret, _sealing, _naming])
            CryptographicOperations.ZeroMemory(key);
    }

    private byte[] LabelOf(string itemId, VaultPurpose takenFor) => VaultSeal.Label(Format, _caseId.Value, itemId, WireWord.From(takenFor));

    private byte[] Derive(string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, VaultSeal.KeyByteCount, info: Encoding.UTF8.GetBytes($"{Format}/{use}"));
}

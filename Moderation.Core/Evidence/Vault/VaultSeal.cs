using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Evidence.Vault;

/// <summary>Authenticated encryption as the vault uses it: AES-256-GCM with a random nonce of 96 bits for each sealing, and a label that is not encrypted but bound.</summary>
/// <remarks>A sealed thing is nonce, ciphertext and tag, one after the other: 28 bytes more than what is in it.</remarks>
public static class VaultSeal
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyByteCount = 32;

    /// <summary>Bytes of a nonce.</summary>
    public const int NonceByteCount = 12;

    private const int TagByteCount = 16;

    /// <summary>Bytes that sealing adds.</summary>
    public const int OverheadByteCount = NonceByteCount + TagByteCount;

    /// <summary>Seals bytes.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">12 bytes that no other sealing with this key has had: random ones.</param>
    /// <param name="label">What must be told again to open it.</param>
    /// <param name="plaintext">What is sealed.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> label, ReadOnlySpan<byte> plaintext)
    {
        RequireLength(key, KeyByteCount, nameof(key));
        RequireLength(nonce, NonceByteCount, nameof(nonce));
        var bytes = new byte[plaintext.Length + OverheadByteCount];
        nonce.CopyTo(bytes);
        using var cipher = new AesGcm(key, TagByteCount);
        cipher.Encrypt(nonce, plaintext, bytes.AsSpan(NonceByteCount, plaintext.Length), bytes.AsSpan(NonceByteCount + plaintext.Length), label);
        return bytes;
    }

    /// <summary>Opens what was sealed with the same key and label.</summary>
    /// <remarks>Errors: <see cref="VaultSealException"/> when key or label are others, or anything was altered.</remarks>
    /// <param name="key">32 bytes.</param>
    /// <param name="label">The label.</param>
    /// <param name="sealedBytes">What was sealed.</param>
    /// <param name="name">What it is called in an error.</param>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> sealedBytes, string name)
    {
        RequireLength(key, KeyByteCount, nameof(key));
        if (sealedBytes.Length < OverheadByteCount)
            throw new VaultSealException($"{name} is cut off");
        var plaintext = new byte[sealedBytes.Length - OverheadByteCount];
        using var cipher = new AesGcm(key, TagByteCount);
        try
        {
            cipher.Decrypt(sealedBytes[..NonceByteCount], sealedBytes.Slice(NonceByteCount, plaintext.Length), sealedBytes[(NonceByteCount + plaintext.Length)..], plaintext, label);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new VaultSealException($"{name} cannot be opened: it was altered, belongs elsewhere, or was sealed with another key", e);
        }
    }

    /// <summary>Makes a label out of texts, each preceded by its length as 4 little-endian bytes, so that no two lists of texts run together.</summary>
    /// <param name="parts">The texts.</param>
    public static byte[] Label(params ReadOnlySpan<string> parts)
    {
        using var label = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            label.Write(length);
            label.Write(bytes);
        }

        return label.ToArray();
    }

    private static void RequireLength(ReadOnlySpan<byte> bytes, int byteCount, string name)
    {
        if (bytes.Length != byteCount)
            throw new ArgumentException($"{bytes.Length} bytes where {byteCount} are needed", name);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Moderation.Api.Access.Issuers;

/// <summary>Seals what a browser carries to the provider and back (AES-256-GCM), under a key of each purpose's own that is derived from the client's secret. So any process opens what another sealed, and no keys have to be stored.</summary>
internal sealed class SealedByClient : IDataProtector
{
    private const int KeyByteCount = 32;
    private const int NonceByteCount = 12;
    private const int TagByteCount = 16;

    private readonly byte[] _key;

    public SealedByClient(string clientSecret)
        : this(HKDF.Extract(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(clientSecret)))
    {
    }

    private SealedByClient(byte[] key) => _key = key;

    public IDataProtector CreateProtector(string purpose) => new SealedByClient(HKDF.Expand(HashAlgorithmName.SHA256, _key, KeyByteCount, Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext)
    {
        using var cipher = new AesGcm(_key, TagByteCount);
        var box = new byte[NonceByteCount + TagByteCount + plaintext.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceByteCount));
        cipher.Encrypt(box.AsSpan(0, NonceByteCount), plaintext, box.AsSpan(NonceByteCount + TagByteCount), box.AsSpan(NonceByteCount, TagByteCount));
        return box;
    }

    /// <exception cref="CryptographicException">It was sealed by another key, or was changed.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceByteCount + TagByteCount)
            throw new CryptographicException("too short to have been sealed here");
        using var cipher = new AesGcm(_key, TagByteCount);
        var plaintext = new byte[protectedData.Length - NonceByteCount - TagByteCount];
        cipher.Decrypt(
            protectedData.AsSpan(0, NonceByteCount), protectedData.AsSpan(NonceByteCount + TagByteCount), protectedData.AsSpan(NonceByteCount, TagByteCount), plaintext);
        return plaintext;
    }
}

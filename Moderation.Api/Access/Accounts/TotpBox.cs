using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Moderation.Api.Access.Accounts;

/// <summary>Encrypts the secrets of authenticator apps for the database (AES-256-GCM). What is encrypted for one account opens for no other.</summary>
internal sealed class TotpBox(IOptions<SignInOptions> options)
{
    private const int NonceByteCount = 12;
    private const int TagByteCount = 16;

    private readonly byte[]? _key = options.Value.ReadTotpKey();

    /// <summary>Whether there is a key to encrypt with.</summary>
    public bool IsOpen => _key is not null;

    public byte[] Close(ReadOnlySpan<byte> secret, string accountId)
    {
        using var cipher = new AesGcm(Key(), TagByteCount);
        var box = new byte[NonceByteCount + TagByteCount + secret.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceByteCount));
        cipher.Encrypt(box.AsSpan(0, NonceByteCount), secret, box.AsSpan(NonceByteCount + TagByteCount), box.AsSpan(NonceByteCount, TagByteCount), Encoding.UTF8.GetBytes(accountId));
        return box;
    }

    /// <exception cref="AuthenticationTagMismatchException">It was encrypted with another key, or for another account.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string accountId)
    {
        using var cipher = new AesGcm(Key(), TagByteCount);
        var secret = new byte[box.Length - NonceByteCount - TagByteCount];
        cipher.Decrypt(box[..NonceByteCount], box[(NonceByteCount + TagByteCount)..], box.Slice(NonceByteCount, TagByteCount), secret, Encoding.UTF8.GetBytes(accountId));
        return secret;
    }

    private byte[] Key() => _key ?? throw new InvalidOperationException($"{SignInOptions.Section}:{nameof(SignInOptions.TotpKey)} is not set, but an account has an authenticator app");
}

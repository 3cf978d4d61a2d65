using System.Security.Cryptography;

namespace Moderation.Core.Review.Audit;

/// <summary>Signatures by the key of the audit log: ECDSA over P-256 and SHA-256, in DER, as base64.</summary>
public static class AuditSignature
{
    private const int KeyIdLength = 16;
    private const int CurveBits = 256;

    /// <summary>Reads a private key.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the text is no PEM of a private key on the curve P-256; the message does not repeat it.</remarks>
    /// <param name="pem">PKCS #8 or SEC 1, as PEM.</param>
    public static ECDsa ReadKey(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var curve = key.ExportParameters(includePrivateParameters: true).Curve;
            if (key.KeySize == CurveBits && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException("no private key in PEM", e);
        }

        key.Dispose();
        throw new FormatException("the key is not on the curve P-256");
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the public key (DER, SubjectPublicKeyInfo).</summary>
    /// <param name="key">The key.</param>
    public static string KeyIdOf(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..KeyIdLength];
    }

    /// <summary>Signs bytes.</summary>
    /// <param name="key">A private key.</param>
    /// <param name="content">What is signed.</param>
    public static string Sign(ECDsa key, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToBase64String(key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>Whether a signature is that of the key over the bytes; false for what is no signature at all.</summary>
    /// <param name="key">The public key, or the private one.</param>
    /// <param name="content">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public static bool Holds(ECDsa key, ReadOnlySpan<byte> content, string signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(signature);
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var byteCount)
            && key.VerifyData(content, bytes.AsSpan(0, byteCount), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}

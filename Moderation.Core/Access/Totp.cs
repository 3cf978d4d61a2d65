using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Moderation.Core.Access;

/// <summary>One-time passwords by time (RFC 6238): six digits, steps of 30 seconds, HMAC-SHA-1, which is what every authenticator app takes.</summary>
public static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int DigitCount = 6;

    /// <summary>Bytes of a secret: as many as the hash has (RFC 4226, section 4).</summary>
    public const int SecretByteCount = SHA1.HashSizeInBytes;

    /// <summary>Steps before and after the present one that are taken too: clocks differ, and people type slowly (RFC 6238, section 5.2).</summary>
    public const int Tolerance = 1;

    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that a time lies in.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Whole steps since 1970.</returns>
    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="step">The step.</param>
    /// <param name="digitCount">Digits, up to eight; the vectors of the RFC have eight.</param>
    public static string CodeOf(ReadOnlySpan<byte> secret, long step, int digitCount = DigitCount)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The RFC's own hash; what is known against SHA-1 does not touch HMAC.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digitCount)).ToString(CultureInfo.InvariantCulture).PadLeft(digitCount, '0');
    }

    /// <summary>The step whose code somebody gave.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="code">What was given.</param>
    /// <param name="time">When.</param>
    /// <param name="usedStep">The newest step whose code was taken: it and those before it are not taken again. Null where none was.</param>
    /// <returns>The step; null where the code is none of a step that may be taken.</returns>
    public static long? FindStep(ReadOnlySpan<byte> secret, string code, DateTimeOffset time, long? usedStep)
    {
        long? found = null;
        for (var step = StepOf(time) - Tolerance; step <= StepOf(time) + Tolerance; step++)
        {
            if ((usedStep is null || step > usedStep) && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeOf(secret, step)), System.Text.Encoding.UTF8.GetBytes(code)))
                found ??= step;
        }

        return found;
    }

    /// <summary>A secret as people type it into an app: base 32 without padding (RFC 4648).</summary>
    /// <param name="secret">The secret.</param>
    public static string ToBase32(ReadOnlySpan<byte> secret)
    {
        var text = new System.Text.StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var one in secret)
        {
            (buffer, bits) = (((buffer << 8) | one) & 0xfff, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
        }

        return bits == 0 ? text.ToString() : text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString();
    }
}

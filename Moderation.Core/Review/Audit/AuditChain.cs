using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Review.Audit;

/// <summary>Makes the entries of a chain, each of which names the one before by its hash, so that nothing in the middle can change unseen.</summary>
/// <remarks>
/// The hash is SHA-256 over the format's name, place, time (microseconds since 1970 as 8 little-endian bytes), kind, actor, target, detail and the hash before,
/// each text as UTF-8 preceded by its length as 4 little-endian bytes, so that no two lists of fields run together.
/// </remarks>
public static class AuditChain
{
    private const string Format = "moderation-audit/1";

    /// <summary>What stands in the place of a hash before the first entry.</summary>
    public static readonly string Beginning = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Where a chain stands before its first entry.</summary>
    public static AuditPlace Start => new(0, Beginning);

    /// <summary>Makes the next entry.</summary>
    /// <param name="after">Where the chain stands.</param>
    /// <param name="at">When it happened; cut to the microsecond.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="target">What it was done to.</param>
    /// <param name="detail">JSON in the form of <see cref="CanonicalJson"/>.</param>
    public static AuditEntry Append(AuditPlace after, DateTimeOffset at, string kind, string actor, string target, string detail)
    {
        var entry = new AuditEntry
        {
            Seq = after.Seq + 1, At = ToMicrosecond(at), Kind = kind, Actor = actor, Target = target, Detail = detail, PreviousHash = after.Hash, Hash = "",
        };
        return entry with { Hash = HashOf(entry) };
    }

    /// <summary>The hash that an entry with this content has, whatever it says itself.</summary>
    /// <param name="entry">The entry.</param>
    public static string HashOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Format);
        Append(hash, entry.Seq);
        Append(hash, (entry.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        foreach (var text in (ReadOnlySpan<string>)[entry.Kind, entry.Actor, entry.Target, entry.Detail, entry.PreviousHash])
            Append(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A time as the chain keeps it.</summary>
    /// <param name="at">Any time.</param>
    public static DateTimeOffset ToMicrosecond(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

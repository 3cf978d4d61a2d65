using System.Security.Cryptography;
using System.Text;

namespace Moderation.Core.Access;

/// <summary>The name under which a caller appears outside this service. It is the same for ever, and tells nothing of who it is to whoever has no list of the accounts.</summary>
public static class Pseudonym
{
    private const int ByteCount = 8;

    /// <summary>The pseudonym of an account or a key: <c>rev-</c> and 16 hexadecimal digits of the id's SHA-256.</summary>
    /// <param name="id">The id: drawn at random, so that nobody finds it by trying names.</param>
    public static string Of(string id) => $"rev-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, ByteCount))}";
}

using System.Collections.Frozen;
using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Api.Access;

/// <summary>A key that can be used.</summary>
internal sealed record KnownKeyRow
{
    public string KeyId { get; init; } = "";

    public byte[] SecretHash { get; init; } = [];

    public string Name { get; init; } = "";

    public string[] Roles { get; init; } = [];

    public bool MayNameActor { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public KnownCaller ToKnown() => new(
        new Caller
        {
            Id = KeyId, Name = $"service:{Name}", Pseudonym = Pseudonym.Of(KeyId), Kind = CallerKind.Service, Roles = StoredRoles.Read(Roles), Proof = CallerProof.Key,
            MayNameActor = MayNameActor,
        },
        SecretHash, ExpiresAt, null);
}

/// <summary>A session that can be used, with its account.</summary>
internal sealed record KnownSessionRow
{
    public string SessionId { get; init; } = "";

    public byte[] SecretHash { get; init; } = [];

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset LastUsedAt { get; init; }

    public string AccountId { get; init; } = "";

    public string Name { get; init; } = "";

    public string[] Roles { get; init; } = [];

    public KnownCaller ToKnown() => new(
        new Caller
        {
            Id = AccountId, Name = Name, Pseudonym = Pseudonym.Of(AccountId), Kind = CallerKind.Person, Roles = StoredRoles.Read(Roles), Proof = CallerProof.Session,
        },
        SecretHash, ExpiresAt, LastUsedAt);
}

/// <summary>Roles as tables hold them.</summary>
internal static class StoredRoles
{
    private static readonly FrozenSet<string> Words = WireWord.All<Role>().ToFrozenSet();

    /// <summary>The roles. A word of a later version gives nothing here.</summary>
    public static IReadOnlyList<Role> Read(IEnumerable<string> words) => [.. words.Where(Words.Contains).Select(WireWord.Parse<Role>)];

    public static string[] Write(IEnumerable<Role> roles) => [.. roles.Distinct().Order().Select(WireWord.From)];
}

using System.Text.Json.Serialization;
using Moderation.Core.Access;

namespace Moderation.Api.Access.Keys;

/// <summary>Asks for an API key.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyRequest
{
    /// <summary>What it is for: 1 to 64 characters of a-z 0-9 . _ -</summary>
    public required string Name { get; init; }

    /// <summary>What it may do; one role at least.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>When it ends: at most two years from now.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether whoever uses it may say for whom it asks. Only for tools whose users are known otherwise: four eyes then rest on what they say.</summary>
    public bool MayNameActor { get; init; }
}

/// <summary>A request for a key that makes sense.</summary>
internal sealed record AskedKey(string Name, IReadOnlyList<Role> Roles, DateTimeOffset ExpiresAt, bool MayNameActor)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(731);

    /// <summary>The request, or what is wrong with it.</summary>
    public static (AskedKey? Key, string? Fault) Read(KeyRequest request, DateTimeOffset now)
    {
        if (!AccountName.IsValid(request.Name))
            return (null, $"A key's name has {AccountName.Rule}.");
        if (request.Roles.Count == 0)
            return (null, $"A key has one role at least: {string.Join(", ", Core.Wire.WireWord.All<Role>())}.");
        if (request.ExpiresAt <= now || request.ExpiresAt > now + Longest)
            return (null, "A key ends after now, and within two years.");
        return (new AskedKey(request.Name, request.Roles, request.ExpiresAt.ToUniversalTime(), request.MayNameActor), null);
    }
}

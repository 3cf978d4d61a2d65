using Moderation.Core.Access;

namespace Moderation.Api.Access.Keys;

/// <summary>A key as the list shows it.</summary>
internal sealed record KeyRow
{
    public string KeyId { get; init; } = "";

    public string Name { get; init; } = "";

    public string[] Roles { get; init; } = [];

    public bool MayNameActor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public KeyResponse ToResponse() => new()
    {
        KeyId = KeyId, Name = Name, Roles = StoredRoles.Read(Roles), MayNameActor = MayNameActor, CreatedAt = CreatedAt, CreatedBy = CreatedBy, ExpiresAt = ExpiresAt,
        RevokedAt = RevokedAt, RevokedBy = RevokedBy, LastUsedAt = LastUsedAt,
    };
}

/// <summary>An API key, without its secret.</summary>
public sealed record KeyResponse
{
    /// <summary>What the key begins with, after <c>mod_</c>; no secret.</summary>
    public required string KeyId { get; init; }

    /// <summary>What it is for; <c>service:</c> and this stands in histories.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Whether whoever uses it may say for whom it asks.</summary>
    public required bool MayNameActor { get; init; }

    /// <summary>Since when there is one.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it can be used.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public required string? RevokedBy { get; init; }

    /// <summary>When it was used last, to within some seconds; null: never.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A new API key, with its secret.</summary>
/// <param name="Key">The whole key. It is told this once and stored nowhere.</param>
/// <param name="Description">What it is.</param>
public sealed record NewKeyResponse(string Key, KeyResponse Description);

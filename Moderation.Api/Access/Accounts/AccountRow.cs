using Moderation.Core.Access;
using Moderation.Core.Wire;

namespace Moderation.Api.Access.Accounts;

/// <summary>An account without its secrets.</summary>
internal sealed record AccountRow
{
    public string AccountId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string[] Roles { get; init; } = [];

    public string? Issuer { get; init; }

    public bool IsPasswordGiven { get; init; }

    public bool IsTotpConfirmed { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string CreatedBy { get; init; } = "";

    public AccountResponse ToResponse() => new()
    {
        Name = Name, Kind = WireWord.Parse<CallerKind>(Kind), Pseudonym = Pseudonym.Of(AccountId), Roles = StoredRoles.Read(Roles), Issuer = Issuer, MustChangePassword = IsPasswordGiven,
        HasTotp = IsTotpConfirmed, LockedUntil = LockedUntil, DisabledAt = DisabledAt, CreatedAt = CreatedAt, CreatedBy = CreatedBy,
    };
}

/// <summary>What signing in needs of an account: after an attempt was counted.</summary>
internal sealed record AttemptRow
{
    public string AccountId { get; init; } = "";

    public string Name { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    public bool IsPasswordGiven { get; init; }

    public byte[]? TotpSecret { get; init; }

    public bool IsTotpConfirmed { get; init; }

    public long? TotpStep { get; init; }

    /// <summary>Set when this attempt, if it is wrong, was the last for now.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>An account.</summary>
public sealed record AccountResponse
{
    /// <summary>Its name, which stands in histories and never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a person's.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>The only name that goes out on topics.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>What it may do. Of an issuer's account, as of the last time it came.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Who says who it is; null where it signs in here.</summary>
    public required string? Issuer { get; init; }

    /// <summary>Whether the password was set by somebody else.</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>Whether signing in takes a code of an authenticator app.</summary>
    public required bool HasTotp { get; init; }

    /// <summary>Until when nobody can sign in after too many wrong attempts.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Since when it cannot be used; null while it can.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Since when there is one.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }
}

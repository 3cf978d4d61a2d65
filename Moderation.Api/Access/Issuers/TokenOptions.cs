using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Access.Issuers;

/// <summary>Bearer tokens (JWT) of an issuer. Section <c>Access:Tokens</c>.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Access:Tokens";

    /// <summary>The issuer's address, under which it publishes its keys (OpenID Connect discovery); null where no tokens are taken. Without https only on this machine.</summary>
    [Url]
    public string? Authority { get; init; }

    /// <summary>Whom its tokens are for; needed where there is an issuer.</summary>
    public string? Audience { get; init; }

    /// <summary>The claim that lists roles.</summary>
    [Required]
    public string RolesClaim { get; init; } = "roles";

    /// <summary>The claim that names a person. A token without it is a program's.</summary>
    [Required]
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>What the issuer's own words give. Without any, the words of the roles themselves are taken.</summary>
    public IReadOnlyList<IssuerRole> Roles { get; init; } = [];
}

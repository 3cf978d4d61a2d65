using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Access.Issuers;

/// <summary>Signing in through an OpenID Connect provider. Section <c>Access:Oidc</c>.</summary>
internal sealed class OidcOptions
{
    public const string Section = "Access:Oidc";

    /// <summary>The provider's address; null where nobody signs in through one. Without https only on this machine.</summary>
    [Url]
    public string? Authority { get; init; }

    /// <summary>What this service is called there.</summary>
    public string ClientId { get; init; } = "moderation";

    /// <summary>Its secret there; needed where there is a provider. It also seals what a browser carries to the provider and back, so all processes share it.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that lists roles.</summary>
    [Required]
    public string RolesClaim { get; init; } = "roles";

    /// <summary>The claim that a person's account name is made of.</summary>
    [Required]
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>What the provider's own words give. Without any, the words of the roles themselves are taken.</summary>
    public IReadOnlyList<IssuerRole> Roles { get; init; } = [];
}

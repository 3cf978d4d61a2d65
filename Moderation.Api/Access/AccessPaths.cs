namespace Moderation.Api.Access;

/// <summary>Paths of access that are named in more than one place.</summary>
internal static class AccessPaths
{
    public const string SignIn = "/v1/access/sign-in";
    public const string OidcSignIn = "/v1/access/oidc/sign-in";
    public const string OidcCallback = "/v1/access/oidc/callback";
}

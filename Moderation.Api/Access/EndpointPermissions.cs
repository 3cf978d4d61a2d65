using Microsoft.AspNetCore.Authorization;
using Moderation.Core.Access;

namespace Moderation.Api.Access;

/// <summary>What an endpoint asks of its callers; endpoint metadata.</summary>
internal sealed record RequiredPermission(Permission Permission) : IAuthorizationRequirement;

internal static class EndpointPermissions
{
    private static readonly Dictionary<Permission, AuthorizationPolicy> Policies = Enum.GetValues<Permission>().ToDictionary(
        permission => permission, permission => new AuthorizationPolicyBuilder().AddRequirements(new RequiredPermission(permission)).Build());

    /// <summary>Lets only callers in that hold the permission. Said of a group and of an endpoint in it, both are asked for. What says nothing answers nobody.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(Policies[permission]).WithMetadata(new RequiredPermission(permission));

    /// <summary>Takes back what a library lets anybody have. Said last.</summary>
    public static void ClosesWhatIsOpen(this IEndpointConventionBuilder endpoints) => endpoints.Finally(endpoint =>
    {
        foreach (var open in endpoint.Metadata.OfType<IAllowAnonymous>().ToList())
            endpoint.Metadata.Remove(open);
    });
}

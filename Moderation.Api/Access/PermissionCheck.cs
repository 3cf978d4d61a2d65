using Microsoft.AspNetCore.Authorization;

namespace Moderation.Api.Access;

/// <summary>Lets callers in who hold what the endpoint asks for.</summary>
internal sealed class PermissionCheck : AuthorizationHandler<RequiredPermission>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredPermission requirement)
    {
        if (context.User is CallerPrincipal { Caller: var caller } && caller.Holds(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

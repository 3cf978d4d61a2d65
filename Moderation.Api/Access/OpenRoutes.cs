using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;
using Moderation.Api.Web;

namespace Moderation.Api.Access;

/// <summary>What answers anybody: the one list. Every other endpoint has a permission, or answers nobody.</summary>
internal sealed class OpenRoutes : AuthorizationHandler<OpenRoutes>, IAuthorizationRequirement
{
    /// <summary>Each with its reason.</summary>
    public static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["/health/live"] = "whoever runs the process asks it, and it tells nothing else",
        ["/health/ready"] = "the same",
        ["/v1/action-receipts"] = "believed by their signature",
        [AccessPaths.SignIn] = "whoever signs in is not known yet",
        [ConsolePaths.SignIn] = "the page for it",
        [AccessPaths.OidcSignIn] = "the same; it leads to the provider",
    }.ToFrozenDictionary();

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OpenRoutes requirement)
    {
        // No endpoint, or one that routing made itself, is the answer that there is no such path or method.
        if (context.Resource is HttpContext http && (http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route } || All.ContainsKey(route)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Api.Http;

namespace Moderation.Api.Access.Issuers;

internal static class OidcEndpoints
{
    public static void MapOidc(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(AccessPaths.OidcSignIn, Start)
        .WithTags("Access")
        .WithName("SignInThroughProvider")
        .WithSummary("Leads a browser to the OpenID Connect provider; it comes back with a session.")
        .WithQuery(QueryParameter.ReturnTo)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<ChallengeHttpResult, ProblemHttpResult> Start(HttpContext context, IOptions<OidcOptions> options)
    {
        if (options.Value.Authority is null)
        {
            return Problems.Refused(
                ProblemTypes.NotSetUp, "There is no provider here.", $"The setting {OidcOptions.Section}:{nameof(OidcOptions.Authority)} names none.", StatusCodes.Status404NotFound);
        }

        var query = new QueryReader(context);
        var to = query.Text(QueryParameter.ReturnTo) ?? "/";
        if (query.IsFaulty)
            return Problems.InvalidQuery(query.Errors);
        return IsOwnPath(to)
            ? TypedResults.Challenge(new AuthenticationProperties { RedirectUri = to }, [OpenIdConnectDefaults.AuthenticationScheme])
            : Problems.InvalidRequest("returnTo is a path of this service, such as /v1/access/me.");
    }

    // Browsers read //host and /\host as another site's address.
    private static bool IsOwnPath(string path) => path.StartsWith('/') && (path.Length == 1 || path[1] is not ('/' or '\\'));
}

using Moderation.Api.Access;
using Moderation.Core.Access;

namespace Moderation.Api.Web.Access;

internal static class SignInPages
{
    public static void MapSignInPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", () => ConsolePage.Of<SignInPage>(new Dictionary<string, object?>()));
        console.MapGet("/me", () => ConsolePage.Of<MePage>(new Dictionary<string, object?>())).Requires(Permission.SignedIn);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Api.Access;
using Moderation.Api.Review.Cases;
using Moderation.Core.Access;

namespace Moderation.Api.Web.Access;

internal static class SignInPages
{
    public static void MapSignInPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", () => ConsolePage.Of<SignInPage>(new Dictionary<string, object?>()));
        console.MapGet("/me", MeAsync).Requires(Permission.SignedIn);
    }

    private static async Task<RazorComponentResult<MePage>> MeAsync(Caller caller, QueueReader queues, ReviewerCare care, CancellationToken token) =>
        ConsolePage.Of<MePage>(caller.Holds(Permission.DecideCases)
            ? new Dictionary<string, object?> { [nameof(MePage.Queues)] = await queues.ReadAsync(caller, token), [nameof(MePage.WithoutPauseSince)] = await care.WithoutPauseSinceAsync(caller, token) }
            : new Dictionary<string, object?>());
}

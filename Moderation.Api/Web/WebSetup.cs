using Moderation.Api.Access;
using Moderation.Api.Web.Access;
using Moderation.Api.Web.PolicyReports;
using Moderation.Api.Web.Enforcement;
using Moderation.Api.Web.Policies;
using Moderation.Api.Web.Review;
using Moderation.Core.Access;

namespace Moderation.Api.Web;

internal static class WebSetup
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<PageScope>();
        services.AddCasePages();
    }

    /// <summary>Before anybody is asked who they are: style and script are no secret, and the page to sign in has them, too.</summary>
    public static void UseConsoleAssets(this IApplicationBuilder app) => app.UseMiddleware<ConsoleAssets>();

    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        var console = endpoints.MapGroup(ConsolePaths.Root).ExcludeFromDescription().AddEndpointFilter(RememberAsync);
        console.MapGet("", (HttpContext context) => TypedResults.Redirect(Navigation.All.First(place => context.FindCaller()!.Holds(place.Needs)).Path))
            .Requires(Permission.SignedIn);
        console.MapSignInPages();
        console.MapQueuePages();
        console.MapReportPages();
        console.MapPolicyPages();
        console.MapOperationPages();
        console.MapCasePages();
    }

    private static ValueTask<object?> RememberAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Language.Remember(context.HttpContext);
        return next(context);
    }
}

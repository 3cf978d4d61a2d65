using Hangfire;
using Hangfire.Dashboard;
using Moderation.Api.Access;
using Moderation.Core.Access;
using Microsoft.Extensions.Options;

namespace Moderation.Api.Jobs;

/// <summary>Hangfire's pages about recurring work, to look at only.</summary>
internal static class JobDashboard
{
    private const string Path = "/jobs";

    /// <summary>Shows the pages where this process runs recurring work. This is the one place that says who may see them: for now whoever is on this machine, as everything else of the service.</summary>
    public static void UseJobDashboard(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<JobOptions>>().Value.Enabled)
            return;
        app.Map(Path, branch => branch.UseMiddleware<AspNetCoreDashboardMiddleware>(
            branch.ApplicationServices.GetRequiredService<JobStorage>(),
            new DashboardOptions
            {
                Authorization = [new WhoRunsTheInstallation()],
                // Any page that a browser shows can send a form to this machine.
                IsReadOnlyFunc = _ => true,
                AppPath = "/v1",
                DashboardTitle = "Moderation: recurring work",
                DisplayStorageConnectionString = false,
            },
            DashboardRoutes.Routes));
    }

    /// <summary>The pages are no endpoints of routing, so they ask for the permission themselves.</summary>
    private sealed class WhoRunsTheInstallation : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => context.GetHttpContext().FindCaller()?.Holds(Permission.Jobs) == true;
    }
}

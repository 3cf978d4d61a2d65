using Moderation.Api.Hosting;
using Moderation.Api.Publication;

namespace Moderation.Api.Policies;

internal static class PolicySetup
{
    /// <summary>Registered after the database, because sheets are taken in when the schema is there.</summary>
    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddCheckedOptions<PolicyOptions>(PolicyOptions.Section);
        services.AddSingleton<PolicyStore>();
        services.AddSingleton<PolicyLifecycle>();
        services.AddSingleton<ISheetTester, SessionSheetTester>();
        services.AddSingleton<IAnnouncer, PolicyAnnouncement>();
        services.AddHostedService<PolicyImport>();
    }
}

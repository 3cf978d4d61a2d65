using Moderation.Api.Hosting;
using Moderation.Api.Publication;
using Moderation.Api.Standing.Protection;

namespace Moderation.Api.Standing;

internal static class StandingSetup
{
    public static void AddStanding(this IServiceCollection services)
    {
        services.AddCheckedOptions<StandingOptions>(StandingOptions.Section);
        services.AddSingleton<StrikeReader>();
        services.AddSingleton<StandingReader>();
        services.AddSingleton<StandingStore>();
        services.AddSingleton<IAnnouncer>(provider => provider.GetRequiredService<StandingStore>());
        services.AddSingleton<ProtectionStore>();
        services.AddHostedService<StandingService>();
    }
}

using Moderation.Api.Publication;

namespace Moderation.Api.Standing;

internal static class StandingSetup
{
    public static void AddStanding(this IServiceCollection services)
    {
        services.AddSingleton<StandingReader>();
        services.AddSingleton<StandingStore>();
        services.AddSingleton<IAnnouncer>(provider => provider.GetRequiredService<StandingStore>());
        services.AddHostedService<StandingService>();
    }
}

using Moderation.Api.Hosting;

namespace Moderation.Api.Publication.Events;

internal static class EventSetup
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddCheckedOptions<EventOptions>(EventOptions.Section);
        services.AddSingleton<EventLog>();
        services.AddSingleton<EventReaders>();
        services.AddSingleton<EventWriter>();
        services.AddHostedService<EventFollower>();
        services.AddHostedService<QueueNews>();
    }
}

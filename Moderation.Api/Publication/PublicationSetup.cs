using Moderation.Api.Hosting;

namespace Moderation.Api.Publication;

internal static class PublicationSetup
{
    public static void AddPublication(this IServiceCollection services)
    {
        services.AddCheckedOptions<PublicationOptions>(PublicationOptions.Section);
        services.AddSingleton<BrokerWriter>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<OutboxProducer>();
        services.AddHostedService<OutboxPublisher>();
    }
}

namespace Moderation.Api.Publication;

internal static class PublicationSetup
{
    public static void AddPublication(this IServiceCollection services)
    {
        services.AddSingleton<Outbox>();
        services.AddSingleton<OutboxProducer>();
        services.AddHostedService<OutboxPublisher>();
    }
}

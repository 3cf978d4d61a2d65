using Moderation.Worker.Enforcement.Edges;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Enforcement;

/// <summary>The enforcer's registrations.</summary>
internal static class EnforcerServices
{
    public static void AddEnforcerOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<EnforcementOptions>(configuration, EnforcementOptions.Section, "Breakers", "NginxRtmp");
        services.AddSection<BreakerOptions>(configuration, BreakerOptions.Section);
        services.AddSection<NginxRtmpOptions>(configuration, NginxRtmpOptions.Section);
    }

    public static void AddEnforcer(this IServiceCollection services)
    {
        services.AddSingleton<EnforcementMetrics>();
        services.AddSingleton<EnforcementTopics>();
        services.AddSingleton<EnforcementSessions>();
        services.AddSingleton<OrderIntake>();
        services.AddEdgeClient(WebhookEdge.Client);
        services.AddEdgeClient(NginxRtmpEdge.Client);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EdgeDesk>(provider, Edges(provider)));
        services.AddSingleton<IWorkerRole, EnforcerRole>();
    }

    private static void AddEdgeClient(this IServiceCollection services, string name) => services.AddHttpClient(name)
        // They would tell whole addresses.
        .RemoveAllLoggers()
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10),
        });

    private static List<IOrderEdge> Edges(IServiceProvider provider)
    {
        List<IOrderEdge> edges = [ActivatorUtilities.CreateInstance<KafkaEdge>(provider)];
        foreach (var (number, target) in provider.GetRequiredService<EnforcementOptions>().Webhooks.Index())
            edges.Add(ActivatorUtilities.CreateInstance<WebhookEdge>(provider, number, target));
        if (provider.GetRequiredService<NginxRtmpOptions>().ControlUrl is not null)
            edges.Add(ActivatorUtilities.CreateInstance<NginxRtmpEdge>(provider));
        return edges;
    }
}

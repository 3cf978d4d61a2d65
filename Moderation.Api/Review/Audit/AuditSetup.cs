using Moderation.Api.Hosting;

namespace Moderation.Api.Review.Audit;

internal static class AuditSetup
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddCheckedOptions<AuditOptions>(AuditOptions.Section);
        services.AddSingleton<AuditKey>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditStore>();
        services.AddSingleton<AuditSealing>();
        services.AddSingleton<AuditCheck>();
        services.AddHostedService<AuditSealer>();
    }
}

using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Moderation.Api.Hosting;

internal static class HealthEndpoints
{
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database")
        .AddCheck<ProjectionCheck>("projection");

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve and its tables are being filled.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        // Without limits: who probes shares an address with others behind the same proxy, and must not take a busy process for a dead one.
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).DisableRateLimiting();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).DisableRateLimiting();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = Word(report.Status),
            checks = report.Entries.ToDictionary(
                entry => entry.Key, entry => new { status = Word(entry.Value.Status), detail = entry.Value.Description }),
        },
        context.RequestAborted);

    private static string Word(HealthStatus status) => status == HealthStatus.Healthy ? "ok" : "not_ok";
}

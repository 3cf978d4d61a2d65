using OpenTelemetry.Metrics;

namespace Moderation.Api.Hosting;

internal static class Telemetry
{
    public const string MeterName = "Moderation.Api";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        // It logs with its stack what Program says in one line or the runtime prints; a background service that dies is critical and stays.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Six lines for each request, and an error for each probe before the first partition is assigned, hide what the service itself says.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // Added again, because the last rule wins: what section Logging says goes before the lines above.
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeterName, "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime")
            .AddPrometheusExporter());
    }
}

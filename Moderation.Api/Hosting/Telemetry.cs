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
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeterName, "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime")
            .AddPrometheusExporter());
    }
}

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
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeterName, "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime")
            .AddPrometheusExporter());
    }
}

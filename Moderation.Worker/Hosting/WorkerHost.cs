using OpenTelemetry.Metrics;

namespace Moderation.Worker.Hosting;

/// <summary>Puts a worker together: the process's own, and those that tests and benchmarks run inside themselves.</summary>
internal static class WorkerHost
{
    /// <summary>Over the longest patience that <see cref="WorkerOptions"/> allows: the loops bound the stop, not the host.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(11);

    /// <summary>Builds a worker that is not yet started.</summary>
    /// <param name="args">Settings as <c>--Section:Key=value</c>; environment variables work too.</param>
    /// <param name="configure">Changes settings or replaces parts, above all the scorer factory, before anything is built.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddConsoleLog();
        configure?.Invoke(builder);
        builder.WebHost.UseUrls(builder.Configuration[$"{WorkerOptions.Section}:{nameof(WorkerOptions.Url)}"] ?? WorkerOptions.DefaultUrl);
        builder.Services.AddWorkerOptions(builder.Configuration);
        builder.Services.AddWorkerParts();
        builder.Services.AddRoles(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.AddHealthChecks().AddCheck<WorkerReadiness>("worker");
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(WorkerTelemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting")
            .AddPrometheusExporter());
        var app = builder.Build();
        app.MapHealth();
        return app;
    }

    /// <summary>One line per event, in UTC, and of the framework only what is wrong. Section <c>Logging</c> overrides.</summary>
    private static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // It would repeat, with forty lines of stack, what whoever starts the host is told by the exception.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }
}

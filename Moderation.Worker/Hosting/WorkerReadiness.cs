using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Hosting;

/// <summary>Ready when the models are loaded, every loop owns partitions or stands by, and the broker answers.</summary>
internal sealed class WorkerReadiness(RoleRunner runner, RecordPublisher publisher, BrokerLink link, HostFault fault) : IHealthCheck
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(FindFault() is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy(runner.Says));

    private string? FindFault()
    {
        if (fault.IsReported)
            return "the worker is stopping because of a failure";
        if (!runner.Started)
            return "models are being loaded";
        if (runner.NotReady is { } waiting)
            return waiting;
        if (runner.Loops.FirstOrDefault(loop => !loop.HasPlace) is { } idle)
            return $"{idle.Name} owns no partition";
        return link.IsDown && !publisher.Probe(ProbePatience) ? "no broker answers" : null;
    }
}

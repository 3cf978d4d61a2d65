using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Npgsql;

namespace Moderation.Api.Hosting;

internal sealed class DatabaseCheck(NpgsqlDataSource source) : IHealthCheck
{
    private static readonly SqlStatement Touch = new("select 1");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await source.ExecuteAsync(Touch, new { }, cancellationToken);
            return HealthCheckResult.Healthy("PostgreSQL answers");
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer");
        }
    }
}

internal sealed class ProjectionCheck(ProjectionState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Assigned is { } partitions
            ? HealthCheckResult.Healthy($"{partitions.Count} partitions are assigned")
            : HealthCheckResult.Unhealthy(state.Trouble ?? "no partitions are assigned yet"));
}

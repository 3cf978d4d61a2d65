using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Core.Enforcement;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Ready when everything is read that gifts are answered from. Whether enforcement is heard is told, but makes nothing unready: gifts have an answer without it.</summary>
internal sealed class GiftCheck(RestrictionWatch watch, GiftFeedState state, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!watch.IsLoaded)
            return Task.FromResult(HealthCheckResult.Unhealthy(state.Trouble is { } trouble ? $"what is in force cannot be read: {trouble}" : "what is in force is being read"));
        var heard = watch.HeardAt is { } at ? $"enforcement spoke {Math.Max(0, (time.GetUtcNow() - at).TotalSeconds):0} s ago" : "enforcement has not spoken yet";
        return Task.FromResult(HealthCheckResult.Healthy($"something is in force in {watch.LastRead!.LiveCount} lives; {heard}"));
    }
}

using System.Diagnostics.Metrics;
using Moderation.Api.Hosting;

namespace Moderation.Api.Jobs;

/// <summary>Counts recurring work in this process.</summary>
internal sealed class JobMetrics
{
    private readonly Counter<long> _runs;

    public JobMetrics(IMeterFactory meters) =>
        _runs = meters.Create(Telemetry.MeterName).CreateCounter<long>("moderation.jobs.runs", "{run}", "Recurring work that was done or failed here, by job and outcome.");

    public void Ran(string job, string outcome) =>
        _runs.Add(1, new KeyValuePair<string, object?>("job", job), new KeyValuePair<string, object?>("outcome", outcome));
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Moderation.Worker.Hosting;

/// <summary>Names under which metrics and traces are published, and the buckets of latencies.</summary>
internal static class WorkerTelemetry
{
    public const string Name = "Moderation.Worker";

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Bucket bounds in seconds; 0.25 is the promised bound from frame to action.</summary>
    public static InstrumentAdvice<double> LatencyBuckets { get; } = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10],
    };
}

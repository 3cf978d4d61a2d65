using System.Diagnostics.Metrics;
using System.Text.Json;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Sampling;

/// <summary>Counts every frame by what became of it.</summary>
internal sealed class SamplingMetrics(IMeterFactory meters)
{
    private static readonly KeyValuePair<string, object?>[] Fates =
        [.. Enum.GetValues<SamplingFate>().Select(f => new KeyValuePair<string, object?>("fate", JsonNamingPolicy.SnakeCaseLower.ConvertName(f.ToString())))];

    private readonly Counter<long> _frames = meters.Create(WorkerTelemetry.Name).CreateCounter<long>(
        "moderation.sampling.frames", "{frame}", "Frames read, by fate: taken, rate, out_of_order, stale; overload counts some of the taken ones again");

    public void Count(SamplingFate fate) => _frames.Add(1, Fates[(int)fate]);
}

namespace Moderation.Cli.Demo.Watch;

/// <summary>What the Worker's own counters say that no topic does: frames that were not chosen for scoring, by reason.</summary>
internal sealed record WorkerCounts(IReadOnlyDictionary<string, long> SampledOut)
{
    public long Total => SampledOut.Values.Sum();

    public WorkerCounts Since(WorkerCounts before) =>
        new(SampledOut.ToDictionary(n => n.Key, n => n.Value - before.SampledOut.GetValueOrDefault(n.Key), StringComparer.Ordinal));
}

/// <summary>Reads the Worker's metrics page.</summary>
internal sealed class WorkerMetrics(HttpClient http, Uri workerUrl)
{
    private const string SampledFrames = "moderation_sampling_frames_total";
    private const string FateLabel = "fate";

    /// <summary>Frames that go on to the models; every other fate is the end.</summary>
    private const string Taken = "taken";

    /// <summary>The counters; null while the Worker does not answer.</summary>
    public async Task<WorkerCounts?> TryReadAsync(CancellationToken stop)
    {
        try
        {
            return Read(PrometheusText.Parse(await http.GetStringAsync(new Uri(workerUrl, "/metrics"), stop)));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or FormatException)
        {
            return null;
        }
    }

    public static WorkerCounts Read(IEnumerable<MetricSample> samples) => new(samples
        .Where(s => s.Name == SampledFrames && s.Labels.TryGetValue(FateLabel, out var fate) && fate != Taken)
        .GroupBy(s => s.Labels[FateLabel], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (long)g.Sum(s => s.Value), StringComparer.Ordinal));
}

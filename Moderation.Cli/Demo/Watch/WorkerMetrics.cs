using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>What the Worker's own counters say that no topic does: what was not chosen for scoring, by reason.</summary>
/// <param name="FramesSampledOut">Frames.</param>
/// <param name="LinesSkipped">Text lines.</param>
internal sealed record WorkerCounts(IReadOnlyDictionary<string, long> FramesSampledOut, IReadOnlyDictionary<string, long> LinesSkipped)
{
    public WorkerCounts Since(WorkerCounts before) =>
        new(Since(FramesSampledOut, before.FramesSampledOut), Since(LinesSkipped, before.LinesSkipped));

    private static Dictionary<string, long> Since(IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long> before) =>
        now.ToDictionary(n => n.Key, n => n.Value - before.GetValueOrDefault(n.Key), StringComparer.Ordinal);
}

/// <summary>Reads the Worker's metrics page.</summary>
internal sealed class WorkerMetrics(HttpClient http, Uri workerUrl)
{
    private const string SampledFrames = "moderation_sampling_frames_total";
    private const string SampledLines = "moderation_sampling_lines_total";
    private const string FateLabel = "fate";
    private const string ReasonLabel = "reason";

    /// <summary>Frames and lines that go on to the models; every other fate is the end.</summary>
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

    public static WorkerCounts Read(IReadOnlyList<MetricSample> samples) => new(NotTaken(samples, SampledFrames, FateLabel), NotTaken(samples, SampledLines, ReasonLabel));

    private static Dictionary<string, long> NotTaken(IEnumerable<MetricSample> samples, string name, string nameOfReason) => samples
        .Where(s => s.Name == name && s.Labels.TryGetValue(FateLabel, out var fate) && fate != Taken)
        .GroupBy(s => s.Labels[nameOfReason], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (long)g.Sum(s => s.Value), StringComparer.Ordinal);
}

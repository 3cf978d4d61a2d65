using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Watch;

/// <summary>What the Worker's role that reads streams has counted.</summary>
internal sealed class StreamCounts(HttpClient http, Uri workerUrl)
{
    private const string Prefix = "moderation_intake_str";
    private const string Suffix = "_total";

    /// <summary>The counters by name and label, as in <c>stream_frames_published</c>; null while the Worker does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, long>?> TryReadAsync(CancellationToken stop)
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

    public static SortedDictionary<string, long> Read(IEnumerable<MetricSample> samples) => new(
        samples.Where(sample => sample.Name.StartsWith(Prefix, StringComparison.Ordinal) && sample.Name.EndsWith(Suffix, StringComparison.Ordinal))
            .ToDictionary(Name, sample => (long)sample.Value, StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string Name(MetricSample sample)
    {
        var name = sample.Name["moderation_intake_".Length..^Suffix.Length];
        var label = sample.Labels.GetValueOrDefault("fate") ?? sample.Labels.GetValueOrDefault("reason");
        return label is null ? name : $"{name}_{label}";
    }
}

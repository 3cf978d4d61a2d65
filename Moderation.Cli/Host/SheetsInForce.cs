using System.Diagnostics;
using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Cli.Host;

/// <summary>Waits until the Worker decides by every policy sheet of which the Api says that it decides.</summary>
/// <remarks>Sheets travel from the database over a topic into the log of each partition. A live that is faster than they are is judged by nothing.</remarks>
internal sealed class SheetsInForce(HttpClient http, Uri apiUrl, Uri workerUrl)
{
    public const string Metric = "moderation_decisions_policies";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly string[] DecidingStates = ["shadow", "canary", "live"];

    /// <summary>Asks until it is so.</summary>
    /// <param name="patience">For how long.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many versions decide.</returns>
    /// <exception cref="ToolException">They do not in time; the message says how many do.</exception>
    public async Task<int> WaitAsync(TimeSpan patience, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var (wanted, inForce) = await LookAsync(ct);
            if (wanted is { } all && inForce >= all)
                return all;
            if (clock.Elapsed > patience)
            {
                throw new ToolException(
                    $"after {patience.TotalSeconds:0} s the Worker decides by {inForce?.ToString() ?? "an unknown number"} of {wanted?.ToString() ?? "an unknown number of"} policy versions: "
                    + $"see {new Uri(apiUrl, "/v1/policies")}, {new Uri(workerUrl, "/metrics")} and both logs");
            }

            await Task.Delay(PollInterval, ct);
        }
    }

    /// <summary>How many versions should decide and how many do in every partition; null where nobody answers.</summary>
    public async Task<(int? Wanted, int? InForce)> LookAsync(CancellationToken ct) => (await WantedAsync(ct), await InForceAsync(ct));

    /// <summary>Versions that decide, by what the Api answers.</summary>
    public static int Wanted(JsonElement policies) => policies.GetProperty("items").EnumerateArray()
        .SelectMany(policy => policy.GetProperty("versions").EnumerateArray())
        .Count(version => DecidingStates.Contains(version.GetProperty("state").GetString()));

    /// <summary>Versions that decide in every partition, by the Worker's metrics; null where it does not tell yet.</summary>
    public static int? InForce(IEnumerable<MetricSample> samples) => (int?)samples.FirstOrDefault(sample => sample.Name == Metric)?.Value;

    private async Task<int?> WantedAsync(CancellationToken ct)
    {
        if (await AskAsync(new Uri(apiUrl, "/v1/policies"), ct) is not { } answer)
            return null;
        using var document = JsonDocument.Parse(answer);
        return Wanted(document.RootElement);
    }

    private async Task<int?> InForceAsync(CancellationToken ct) =>
        await AskAsync(new Uri(workerUrl, "/metrics"), ct) is { } answer ? InForce(PrometheusText.Parse(answer)) : null;

    private async Task<string?> AskAsync(Uri url, CancellationToken ct)
    {
        try
        {
            return await http.GetStringAsync(url, ct);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Moderation.Cli.Bench;

/// <summary>Times of one request, asked again and again by one caller.</summary>
internal sealed record PageTimes(string Name, int Requests, double P50Ms, double P99Ms);

/// <summary>Asks a running Api for pages of reports.</summary>
internal sealed class ReportPages(HttpClient http, Uri api)
{
    private const int WarmUp = 100;
    private const int Requests = 1000;
    private const int WidestPage = 500;

    /// <param name="depth">Rows before the deep page.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IReadOnlyList<PageTimes>> MeasureAsync(int depth, CancellationToken stop)
    {
        var cursor = await CursorAsync(depth, stop);
        return
        [
            // What a request costs that asks nobody anything.
            await MeasureAsync("no database", "/health/live", stop),
            await MeasureAsync("first page", "/v1/reports", stop),
            await MeasureAsync("deep page", $"/v1/reports?cursor={cursor}", stop),
            await MeasureAsync("of one live", $"/v1/reports?liveId={ReportFeed.Live(0)}", stop),
        ];
    }

    private async Task<PageTimes> MeasureAsync(string name, string path, CancellationToken stop)
    {
        var times = new List<double>(Requests);
        for (var i = 0; i < WarmUp + Requests; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            _ = await http.GetByteArrayAsync(new Uri(api, path), stop);
            if (i >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        var summary = Demo.Watch.LatencySummary.Of(times);
        return new PageTimes(name, Requests, Math.Round(summary.P50!.Value, 2), Math.Round(summary.P99!.Value, 2));
    }

    /// <summary>Walks there as a caller would.</summary>
    private async Task<string> CursorAsync(int depth, CancellationToken stop)
    {
        var path = $"/v1/reports?limit={Math.Min(depth, WidestPage)}";
        for (var passed = 0; ; )
        {
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri(api, path), stop);
            passed += page.GetProperty("items").GetArrayLength();
            var cursor = page.GetProperty("nextCursor").GetString() ?? throw new ToolException($"the list of reports ends after {passed}");
            if (passed >= depth)
                return cursor;
            path = $"/v1/reports?limit={WidestPage}&cursor={cursor}";
        }
    }
}

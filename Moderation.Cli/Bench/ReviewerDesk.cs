using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Moderation.Cli.Bench;

/// <summary>What one request was, and whether it was answered as it should be.</summary>
internal enum ReviewAnswer
{
    /// <summary>It failed.</summary>
    Wrong,

    /// <summary>The request that does nothing.</summary>
    Nothing,

    /// <summary>One case, a queue's beginning, or the queues.</summary>
    Read,

    /// <summary>A verdict on a case that was claimed for it.</summary>
    Verdict,
}

/// <summary>Works as reviewers do, over HTTP.</summary>
internal sealed class ReviewerDesk(Uri api, int cases) : IDisposable
{
    private static readonly object Anything = new();
    private readonly HttpClient _http = new() { BaseAddress = api };

    public Task<ReviewAnswer> TouchAsync(CancellationToken stop) => GetAsync("/health/live", ReviewAnswer.Nothing, stop);

    /// <summary>Reads what a console reads: mostly cases, the beginning of the queue, and now and then the counts.</summary>
    public Task<ReviewAnswer> ReadAsync(int number, CancellationToken stop) => GetAsync(
        (number % 8) switch
        {
            < 4 => string.Create(CultureInfo.InvariantCulture, $"/v1/cases/case-{1 + number * 7919L % cases}"),
            < 6 => "/v1/cases?order=priority&limit=50",
            6 => "/v1/cases?limit=50",
            _ => "/v1/queues",
        },
        ReviewAnswer.Read, stop);

    /// <summary>Claims the next case and decides it. What is told is the time of the verdict alone.</summary>
    public async Task<(ReviewAnswer Answer, TimeSpan Claim, TimeSpan Verdict)> DecideAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        if (await PostAsync("/v1/cases:claim-next", Anything, stop) is not { } held)
            return (ReviewAnswer.Wrong, default, default);
        var claimed = clock.Elapsed;
        var verdict = new
        {
            version = held.GetProperty("version").GetInt64(), reportsSeen = held.GetProperty("reportCount").GetInt32(), kind = "confirmed", reasonCode = "bench",
        };
        var answer = await PostAsync($"/v1/cases/{held.GetProperty("caseId").GetString()}/verdicts", verdict, stop);
        return (answer is null ? ReviewAnswer.Wrong : ReviewAnswer.Verdict, claimed, clock.Elapsed - claimed);
    }

    public async Task<bool> ClaimAndReleaseAsync(CancellationToken stop) =>
        await PostAsync("/v1/cases:claim-next", Anything, stop) is { } held
        && await PostAsync($"/v1/cases/{held.GetProperty("caseId").GetString()}:release", new { version = held.GetProperty("version").GetInt64() }, stop) is not null;

    public void Dispose() => _http.Dispose();

    private async Task<ReviewAnswer> GetAsync(string path, ReviewAnswer good, CancellationToken stop)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), stop);
            _ = await response.Content.ReadAsByteArrayAsync(stop);
            return response.IsSuccessStatusCode ? good : ReviewAnswer.Wrong;
        }
        catch (HttpRequestException)
        {
            return ReviewAnswer.Wrong;
        }
    }

    private async Task<JsonElement?> PostAsync(string path, object body, CancellationToken stop)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, stop);
            return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync<JsonElement>(stop) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}

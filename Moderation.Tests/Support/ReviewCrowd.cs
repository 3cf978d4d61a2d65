using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Moderation.Tests.Support;

/// <summary>Reviewers at work over HTTP, who send again whatever was answered with 503, as they are told to; the developer stands for all of them.</summary>
internal sealed class ReviewCrowd(ModerationApplication app) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly object Anything = new();
    private readonly HttpClient _http = app.CreateClient();
    private readonly Lock _lock = new();
    private int _refused, _numbered;
    private TimeSpan _slowest;

    /// <summary>Verdicts by case, as they were answered.</summary>
    public ConcurrentDictionary<string, string> Given { get; } = [];

    /// <summary>Cases that were decided more than once, and answers that nobody should get.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>How often the database was said to be away, with a word when to ask again.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>The longest that anybody waited for one answer.</summary>
    public TimeSpan Slowest
    {
        get
        {
            lock (_lock)
                return _slowest;
        }
    }

    /// <summary>Claims and decides until told to stop; what was begun is brought to its end.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await PostAsync("/v1/cases:claim-next", Anything) is { } held)
                await DecideAsync(held);
            else
                await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Decides one case, also one that a claim holds of which the answer was lost.</summary>
    public async Task FinishAsync(string caseId)
    {
        if (await PostAsync($"/v1/cases/{caseId}:claim", Anything) is { } held)
            await DecideAsync(held);
    }

    public void Dispose() => _http.Dispose();

    private async Task DecideAsync(JsonElement held)
    {
        var caseId = held.GetProperty("caseId").GetString()!;
        var verdict = new
        {
            version = held.GetProperty("version").GetInt64(), reportsSeen = held.GetProperty("reportCount").GetInt32(),
            kind = Interlocked.Increment(ref _numbered) % 5 == 0 ? "overturned" : "confirmed", reasonCode = "outage",
        };
        if (await PostAsync($"/v1/cases/{caseId}/verdicts", verdict) is { } given && !Given.TryAdd(caseId, given.GetProperty("verdictId").GetString()!))
            Wrong.Enqueue($"{caseId} was decided twice");
    }

    /// <returns>What was answered; null where there is nothing to do, or the right to do it has passed on.</returns>
    private async Task<JsonElement?> PostAsync(string path, object body)
    {
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
            Note(Stopwatch.GetElapsedTime(begun));
            if (answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.NoContent)
                return await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.Conflict))
                    Wrong.Enqueue($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                return null;
            }

            if (answer.Headers.RetryAfter?.Delta is null || !(await answer.Content.ReadAsStringAsync()).Contains("database-unavailable", StringComparison.Ordinal))
                Wrong.Enqueue($"{path}: 503 without a word why, or when to ask again");
            Interlocked.Increment(ref _refused);
            await Task.Delay(Pause);
        }
    }

    private void Note(TimeSpan took)
    {
        lock (_lock)
            _slowest = took > _slowest ? took : _slowest;
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>What one request came to.</summary>
internal enum GiftAnswerSeen
{
    /// <summary>It failed, or was answered otherwise than what is in force says.</summary>
    Wrong,

    /// <summary>The request that does nothing was answered.</summary>
    Nothing,

    /// <summary>A gift was allowed.</summary>
    Allow,

    /// <summary>A gift was held.</summary>
    Hold,
}

/// <summary>Asks a running Api about gifts, and for nothing.</summary>
internal sealed class GiftPlatform(Uri api, int lives) : IDisposable
{
    /// <summary>One gift in so many goes to a receiver whose gifts are frozen.</summary>
    public const int HeldOneIn = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = new() { BaseAddress = api };
    private int _given;

    public static LiveId Live(int number) => LiveId.Parse(string.Create(CultureInfo.InvariantCulture, $"bench-live-{number}"));

    public async Task<GiftAnswerSeen> TouchAsync(CancellationToken stop)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/health/live", UriKind.Relative), stop);
            _ = await response.Content.ReadAsByteArrayAsync(stop);
            return response.StatusCode == HttpStatusCode.OK ? GiftAnswerSeen.Nothing : GiftAnswerSeen.Wrong;
        }
        catch (HttpRequestException)
        {
            return GiftAnswerSeen.Wrong;
        }
    }

    /// <summary>Asks about the next gift.</summary>
    public async Task<GiftAnswerSeen> GiveAsync(CancellationToken stop)
    {
        var number = Interlocked.Increment(ref _given);
        var isHeld = number % HeldOneIn == 0;
        // A step that shares no factor with the number of lives would do; a large prime goes through all of them in no order.
        var live = Live((int)(number * 7919L % lives));
        var body = string.Create(CultureInfo.InvariantCulture,
            $$"""{"giftId":"g-{{number}}","liveId":"{{live}}","payerId":"viewer-{{number % 5000}}","receiverId":"{{(isHeld ? RestrictionFeed.Frozen : RestrictionFeed.Capped)}}","coins":{{number % 500 + 1}}}""");
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) { Headers = { ContentType = new("application/json") } };
        try
        {
            using var response = await _http.PostAsync(new Uri("/v1/gifts:authorize", UriKind.Relative), content, stop);
            var answer = await response.Content.ReadAsByteArrayAsync(stop);
            if (isHeld)
                return answer.AsSpan().IndexOf("\"decision\":\"hold\""u8) >= 0 ? GiftAnswerSeen.Hold : GiftAnswerSeen.Wrong;
            return answer.AsSpan().IndexOf("within every cap"u8) >= 0 ? GiftAnswerSeen.Allow : GiftAnswerSeen.Wrong;
        }
        catch (HttpRequestException)
        {
            return GiftAnswerSeen.Wrong;
        }
    }

    /// <summary>How many gifts the Api has answered since its start, and how many of them within ten milliseconds by its own clock: without the wire, the server's queue and this client.</summary>
    public async Task<(double Within, double All)> AnsweredAsync(CancellationToken stop)
    {
        const string Name = "moderation_enforcement_gift_answer_duration_seconds_bucket";
        var samples = PrometheusText.Parse(await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop)).Where(sample => sample.Name == Name).ToList();
        return (Of("0.01"), Of("+Inf"));

        double Of(string bound) => samples.Where(sample => sample.Labels["le"] == bound).Sum(sample => sample.Value);
    }

    /// <summary>Waits until gifts are answered from what is in force in every live.</summary>
    public async Task WaitUntilKnownAsync(TimeProvider time, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        for (var right = 0; right < lives;)
        {
            if (await GiveAsync(stop) is GiftAnswerSeen.Wrong)
            {
                if (time.GetElapsedTime(begun) > Patience)
                    throw new ToolException($"the Api does not answer gifts by what is in force after {Patience.TotalSeconds:0} s");
                right = 0;
                await Task.Delay(Pause, time, stop);
                continue;
            }

            right++;
        }
    }

    public void Dispose() => _http.Dispose();
}

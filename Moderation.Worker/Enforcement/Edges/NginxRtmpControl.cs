using System.Globalization;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>Closes publishers' connections through nginx-rtmp's control module (<c>rtmp_control all</c>).</summary>
/// <remarks>
/// Whoever reaches that address can drop anybody, so nginx must offer it on loopback or behind a login only. A publisher that was dropped can come back:
/// whoever orders the drop also has to refuse the name at <c>on_publish</c>, before.
/// Needs one worker process of nginx: the control module knows only the connections of the process that it happens to ask.
/// </remarks>
/// <param name="http">Its time-out bounds each call.</param>
/// <param name="controlUrl">Where the module answers, as <c>http://127.0.0.1:8080/control</c>.</param>
/// <param name="application">The application that is published to.</param>
internal sealed class NginxRtmpControl(HttpClient http, Uri controlUrl, string application)
{
    /// <summary>Drops whoever publishes a stream. To drop nobody is no fault, so it can be repeated.</summary>
    /// <param name="streamName">The stream; obeys the rules of live ids.</param>
    /// <param name="ct">Gives up; what nginx did by then is not known.</param>
    public async Task<DropOutcome> DropPublisherAsync(string streamName, CancellationToken ct)
    {
        // nginx-rtmp compares the name as it stands in the query, without decoding it: one that needs escapes would never be found
        if (!TextId.IsValid(streamName))
            return new DropOutcome.Failed("the name is no live's id");
        try
        {
            using var response = await http.GetAsync(new Uri($"{controlUrl.AbsoluteUri.TrimEnd('/')}/drop/publisher?app={application}&name={streamName}"), ct);
            var answer = (await response.Content.ReadAsStringAsync(ct)).Trim();
            if (!response.IsSuccessStatusCode)
                return new DropOutcome.Failed($"nginx answers {(int)response.StatusCode}");
            if (!int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return new DropOutcome.Failed("what answers there is not nginx-rtmp's control module");
            return count == 0 ? new DropOutcome.WasNotThere() : new DropOutcome.Dropped(count);
        }
        catch (HttpRequestException e)
        {
            return new DropOutcome.Failed(e.Message);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new DropOutcome.Failed($"nginx does not answer within {http.Timeout.TotalSeconds:0.#} s");
        }
    }
}

using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Moderation.Client.Publication;

/// <summary>What changes, as it happens.</summary>
public sealed class EventsClient
{
    private readonly ApiCaller _api;

    internal EventsClient(ApiCaller api) => _api = api;

    /// <summary>Events without an end. An answer that the Api ends is asked for again from the last event on; where the connection breaks, this throws, and goes on with <paramref name="lastEventId"/>.</summary>
    /// <param name="filter">What one wants to be told of.</param>
    /// <param name="lastEventId">The last id that was read; null to begin now. Where what came after it is not known, <c>reset</c> is told.</param>
    /// <param name="token">Ends it.</param>
    public async IAsyncEnumerable<SseItem<ChangeEvent>> FollowAsync(EventFilter filter, string? lastEventId = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        while (true)
        {
            using var answer = await OpenAsync(filter, lastEventId, token).ConfigureAwait(false);
            var body = await answer.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            var isEmpty = true;
            await foreach (var item in SseParser.Create(body, Read).EnumerateAsync(token).ConfigureAwait(false))
            {
                isEmpty = false;
                lastEventId = item.EventId ?? lastEventId;
                yield return item;
            }

            // The Api says at least that it is ready. Asking again at once would never end.
            if (isEmpty)
                throw new EndOfStreamException("The answer ended before its first event.");
        }
    }

    private static ChangeEvent Read(string kind, ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, ClientJson.Default.ChangeEvent) ?? throw new JsonException($"The event {kind} says nothing.");

    private async Task<HttpResponseMessage> OpenAsync(EventFilter filter, string? lastEventId, CancellationToken token)
    {
        using var request = new HttpRequestMessage(
            Operations.ReadEvents.Method, Operations.ReadEvents.Address(("queue", filter.Queue), ("case", filter.CaseId), ("live", filter.LiveId)));
        if (!string.IsNullOrEmpty(lastEventId))
            request.Headers.Add("Last-Event-ID", lastEventId);
        return await _api.OpenAsync(request, token).ConfigureAwait(false);
    }
}

using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Moderation.Tests.Support;

/// <summary>Reads <c>/v1/events</c> as a browser does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpClient client, HttpResponseMessage answer, Stream body)
    {
        (_client, _answer) = (client, answer);
        _items = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Answer => _answer;

    /// <summary>Opens a connection, as soon as the process hears of changes and has a place for the reader.</summary>
    public static async Task<EventReader> OpenAsync(ModerationApplication app, string key, string query = "", string? lastId = null) =>
        (await ModerationApplication.EventuallyAsync(() => TryOpenAsync(app, key, query, lastId), reader => reader is not null))!;

    /// <summary>The next event; null where the answer ended.</summary>
    public async Task<ReadEvent?> NextAsync()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(Patience))
            return null;
        var item = _items.Current;
        using var data = JsonDocument.Parse(item.Data);
        return new ReadEvent(item.EventType, item.EventId, data.RootElement.Clone());
    }

    /// <summary>Events up to the first of a kind, that one included.</summary>
    public async Task<IReadOnlyList<ReadEvent>> UntilAsync(string kind)
    {
        var read = new List<ReadEvent>();
        while (read.Count == 0 || read[^1].Kind != kind)
            read.Add(await NextAsync() ?? throw new EndOfStreamException($"the answer ended before {kind}: {string.Join(", ", read.Select(one => one.Kind))}"));
        return read;
    }

    /// <summary>Everything until the answer ends.</summary>
    public async Task<IReadOnlyList<ReadEvent>> ToEndAsync()
    {
        var read = new List<ReadEvent>();
        while (await NextAsync() is { } one)
            read.Add(one);
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        // Closed first: an enumerator in the middle of a read would wait for the next event.
        _answer.Dispose();
        _client.Dispose();
        await _items.DisposeAsync();
    }

    private static async Task<EventReader?> TryOpenAsync(ModerationApplication app, string key, string query, string? lastId)
    {
        var client = app.With(key);
        client.Timeout = Timeout.InfiniteTimeSpan;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events" + query);
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        if (answer.StatusCode == HttpStatusCode.OK)
            return new EventReader(client, answer, await answer.Content.ReadAsStreamAsync());
        answer.Dispose();
        client.Dispose();
        return null;
    }
}

/// <summary>An event as it was read.</summary>
internal sealed record ReadEvent(string Kind, string? Id, JsonElement Data)
{
    public string? Text(string name) => Data.TryGetProperty(name, out var value) ? value.GetString() : null;
}

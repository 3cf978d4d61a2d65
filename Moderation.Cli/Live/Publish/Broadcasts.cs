using System.Xml;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Live.Nginx;
using Moderation.Cli.Live.Watch;
using Moderation.Core.Subjects;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Cli.Live.Publish;

/// <summary>The streams that are published.</summary>
internal sealed class Broadcasts(IReadOnlyList<LiveBroadcast> lives, ClipShape shape, NginxRtmp nginx, HttpClient http, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AdmissionPatience = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(StreamPublisher Publisher, Task Filming)> _all = [];
    private readonly Dictionary<LiveId, StreamPublisher> _latest = [];

    /// <summary>Begins all of them.</summary>
    public void Begin()
    {
        foreach (var live in lives)
            Begin(live);
    }

    /// <summary>Who published a live last.</summary>
    public StreamPublisher Of(LiveId live) => _latest[live];

    /// <summary>Publishes a live again, under the same name.</summary>
    /// <returns>Whether nginx let it in; null when neither was seen.</returns>
    public async Task<bool?> TryAgainAsync(LiveId live, CancellationToken stop)
    {
        var publisher = Begin(lives.Single(broadcast => broadcast.Live.Id == live));
        var startedAt = time.GetTimestamp();
        while (time.GetElapsedTime(startedAt) < AdmissionPatience)
        {
            if (publisher.Exited.IsCompleted)
                return false;
            if (await IsPublishedAsync(live, stop))
                return true;
            await Task.Delay(PollInterval, time, stop);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_all.Select(broadcast => broadcast.Filming));
        await Task.WhenAll(_all.Select(broadcast => broadcast.Publisher.DisposeAsync().AsTask()));
        _stopping.Dispose();
    }

    private StreamPublisher Begin(LiveBroadcast live)
    {
        var publisher = StreamPublisher.Start(nginx.PlayUrl, live.Live.Id, shape);
        _all.Add((publisher, Task.Run(() => new Camera(live.Live, shape, live.Clock, time).FilmAsync(publisher, _stopping.Token))));
        return _latest[live.Live.Id] = publisher;
    }

    private async Task<bool> IsPublishedAsync(LiveId live, CancellationToken stop)
    {
        try
        {
            await using var page = await http.GetStreamAsync(nginx.StatUrl, stop);
            return RtmpStatPage.Publishing(page, NginxRtmpOptions.Application).Contains(live.Value);
        }
        catch (Exception e) when (e is HttpRequestException or XmlException or InvalidDataException)
        {
            return false;
        }
    }
}

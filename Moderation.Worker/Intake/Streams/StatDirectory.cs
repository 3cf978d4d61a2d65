using System.Xml;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Asks nginx-rtmp who publishes. That the page cannot be read says nothing about anybody.</summary>
internal sealed class StatDirectory(HttpClient http, StreamsOptions options, StreamMetrics metrics, ILogger<StatDirectory> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private bool? _isReadable;

    /// <summary>Whether the page could be read once.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Names of the streams that somebody publishes; null where that is not known.</summary>
    public async Task<IReadOnlyList<string>?> LookAsync(CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(Patience);
        try
        {
            await using var page = await http.GetStreamAsync(new Uri(options.StatUrl!), soon.Token);
            // the reader of XML reads as it goes, and its length is bounded; a page that trickles is bounded here
            using var whole = new MemoryStream();
            await CopyAsync(page, whole, soon.Token);
            var names = RtmpStatPage.Publishing(whole, options.Application);
            if (_isReadable != true)
                log.StatPageReadable();
            _isReadable = WasRead = true;
            return names;
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException or XmlException or InvalidDataException)
        {
            metrics.CountPageFailure();
            if (_isReadable != false)
                log.StatPageUnreadable(e.Message);
            _isReadable = false;
            return null;
        }
    }

    private static async Task CopyAsync(Stream page, MemoryStream whole, CancellationToken stop)
    {
        var buffer = new byte[64 << 10];
        while (await page.ReadAsync(buffer, stop) is > 0 and var count)
        {
            if (whole.Length + count > RtmpStatPage.MostCharacters)
                throw new IOException($"the page has more than {RtmpStatPage.MostCharacters} bytes");
            whole.Write(buffer, 0, count);
        }

        whole.Position = 0;
    }
}

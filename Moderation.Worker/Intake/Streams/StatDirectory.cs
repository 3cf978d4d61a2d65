using System.Xml;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Asks nginx-rtmp who publishes. That the page cannot be read says nothing about anybody.</summary>
internal sealed class StatDirectory(HttpClient http, StreamsOptions options, StreamMetrics metrics, ILogger<StatDirectory> log)
{
    private bool? _isReadable;

    /// <summary>Whether the page could be read once.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Names of the streams that somebody publishes; null where that is not known.</summary>
    public async Task<IReadOnlyList<string>?> LookAsync(CancellationToken stop)
    {
        try
        {
            var page = await WholePage.ReadAsync(http, new Uri(options.StatUrl!), RtmpStatPage.MostCharacters, stop);
            var names = RtmpStatPage.Publishing(page.Required(), options.Application);
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
}

using System.Net;

namespace Moderation.Worker.Intake.Streams;

/// <summary>
/// Tells when a live HLS playlist goes on. Without it a reader would play the last segment of a publisher that is gone again and again, each time as if it
/// were now: servers keep playlists for seconds, some for ever. For one live; not safe for several threads.
/// </summary>
internal sealed class HlsWatch(HttpClient http, StreamAddress address, StreamsOptions options, TimeProvider time, ILogger<LiveStream> log)
{
    private bool? _isReadable;
    private TimeSpan _pause = options.FirstRestartWait;

    /// <summary>Waits until the playlist names something that it did not name when this was called. What cannot be read is not known, and not new when it can be again; a playlist that was not there and then is, is new.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task MovedAsync(CancellationToken stop)
    {
        HlsMark? known = null;
        while (true)
        {
            var mark = await LookAsync(stop);
            if (mark is not null && known is not null && mark != known && mark != HlsMark.Nothing)
                return;
            known = mark ?? known;
            await Task.Delay(_pause, time, stop);
        }
    }

    /// <summary>Where it stands; null when that is not known.</summary>
    private async Task<HlsMark?> LookAsync(CancellationToken stop)
    {
        try
        {
            var playlist = await ReadAsync(new Uri(address.Url), mayHaveVariants: true, stop);
            if (_isReadable == false)
                log.PlaylistReadable(address.LiveId);
            _isReadable = true;
            // twice as often as segments come, as the standard asks; where there is none, ever more rarely
            _pause = playlist is null ? Longer(_pause) : Largest(options.PollInterval, (playlist.TargetDuration ?? TimeSpan.Zero) / 2);
            return playlist?.Mark ?? HlsMark.Nothing;
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            if (_isReadable != false)
                log.PlaylistUnreadable(address.LiveId, e is HttpRequestException { StatusCode: { } status } ? $"answered {(int)status}" : e.GetType().Name);
            _isReadable = false;
            _pause = Longer(_pause);
            return null;
        }
    }

    /// <summary>The playlist of segments; null where there is none.</summary>
    private async Task<HlsPlaylist?> ReadAsync(Uri place, bool mayHaveVariants, CancellationToken stop)
    {
        var page = await WholePage.ReadAsync(http, place, HlsPlaylist.MostBytes, stop);
        if (page.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return null;
        var playlist = HlsPlaylist.Read(page.Required());
        if (playlist.Variant is not { } variant)
            return playlist;
        return mayHaveVariants && Uri.TryCreate(page.Address, variant, out var next) && StreamAddress.IsHttp(next.AbsoluteUri)
            ? await ReadAsync(next, mayHaveVariants: false, stop)
            : throw new InvalidDataException("the playlist names a variant that cannot be read");
    }

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < options.LongestRestartWait ? pause * 2 : options.LongestRestartWait;

    private static TimeSpan Largest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

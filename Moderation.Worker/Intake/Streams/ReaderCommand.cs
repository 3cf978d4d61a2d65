using System.Diagnostics;
using System.Globalization;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Writes the command line of ffmpeg that reads one stream and writes every frame of it as JPEG into its standard output.</summary>
/// <remarks>
/// No shell sees it: arguments are a list. Protocols are limited to those that the address itself needs, and the container is named, so that no content
/// can make ffmpeg open a file or another address. Its environment is emptied, for it may hold passwords of ours.
/// <c>-threads 1</c> at the output: with more, ffmpeg's JPEG encoder holds one frame back (40 ms at 25 frames a second).
/// Without <c>-fflags nobuffer</c>: what is read to know the stream would be thrown away, the first key frame with it, and joining would take one more
/// group of pictures; it does not make the frames come sooner.
/// </remarks>
internal static class ReaderCommand
{
    private static readonly string[] KeptVariables = ["PATH", "LD_LIBRARY_PATH"];

    public static ProcessStartInfo For(StreamAddress address, StreamsOptions options)
    {
        var start = new ProcessStartInfo(options.Ffmpeg, Arguments(address, options))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(KeptVariables, StringComparer.Ordinal).ToList())
            start.Environment.Remove(name);
        return start;
    }

    public static IReadOnlyList<string> Arguments(StreamAddress address, StreamsOptions options) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error",
        "-protocol_whitelist", Protocols(address.Url),
        // a reader whose worker was killed while nothing came would never notice
        "-rw_timeout", Number(options.StallAfter.TotalMicroseconds),
        .. address.IsHls ? HlsInput : RtmpInput,
        .. address.PlayPath is { } name ? ["-rtmp_live", "live", "-rtmp_app", options.Application, "-rtmp_playpath", name] : Array.Empty<string>(),
        "-flags", "low_delay",
        "-i", address.Url,
        "-map", "0:v:0", "-an", "-sn", "-dn",
        "-vf", $"scale=w=min(iw\\,{Number(options.MaxWidthPx)}):h=-2",
        "-fps_mode", "passthrough",
        "-c:v", "mjpeg", "-threads", "1", "-q:v", Number(options.Quantiser), "-pix_fmt", "yuvj420p",
        "-f", "image2pipe", "-flush_packets", "1", "pipe:1",
    ];

    private static string[] RtmpInput => ["-f", "flv", "-probesize", "50000", "-analyzeduration", "3000000", "-fpsprobesize", "0"];

    // segments come at once: -re lets their frames go at the pace at which they were taken
    private static string[] HlsInput => ["-f", "hls", "-re", "-live_start_index", "-1"];

    private static string Protocols(string url) => new Uri(url).Scheme switch
    {
        "rtmp" => "rtmp,tcp",
        "rtmps" => "rtmps,tls,tcp",
        "http" or "https" => "http,https,tls,tcp,crypto",
        var other => throw new ArgumentException($"streams are not read over {other}", nameof(url)),
    };

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;

namespace Moderation.Cli.Live.Publish;

/// <summary>ffmpeg as a broadcaster's phone: takes raw pictures and publishes them over RTMP, H.264 with silence beside it.</summary>
/// <remarks>With a track of sound, because players wait for the second track of a stream that has none. It ends when its input does, so none outlives the tool.</remarks>
internal sealed class StreamPublisher : IAsyncDisposable
{
    /// <summary>Frames per second; each third of a second shows another picture of the clip.</summary>
    public const int Fps = 24;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);
    private readonly Process _process;

    private StreamPublisher(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Exited = WaitAsync();
    }

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="ToolException">ffmpeg is not there.</exception>
    public static StreamPublisher Start(string playUrl, LiveId live, ClipShape shape)
    {
        var fps = Fps.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "ffmpeg",
            [
                "-hide_banner", "-loglevel", "error",
                "-probesize", "32", "-analyzeduration", "0", "-f", "rawvideo", "-pix_fmt", "bgr24", "-video_size", $"{shape.WidthPx}x{shape.HeightPx}", "-framerate", fps, "-i", "pipe:0",
                "-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono", "-map", "0:v", "-map", "1:a", "-shortest",
                "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-b:v", "1200k", "-g", fps, "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "32k",
                "-flush_packets", "1", "-f", "flv", "-rtmp_playpath", live.Value, playUrl,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new StreamPublisher(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new ToolException("ffmpeg is needed to publish streams: apt-get install ffmpeg", e);
        }
    }

    /// <summary>Hands one picture over; waits until ffmpeg has taken it.</summary>
    /// <exception cref="IOException">ffmpeg has ended.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bgr, CancellationToken ct)
    {
        await _process.StandardInput.BaseStream.WriteAsync(bgr, ct);
        await _process.StandardInput.BaseStream.FlushAsync(ct);
    }

    /// <summary>Ends the broadcast as its host would.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it is gone already
        }

        await ((Task)Exited.WaitAsync(StopPatience)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Exited.IsCompleted)
            _process.Kill();
        await Exited;
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}

using System.Diagnostics;
using Moderation.Cli.Host;

namespace Moderation.Tests.Support;

/// <summary>ffmpeg, publishing a moving test picture with silence until it is ended or thrown out.</summary>
internal sealed class TestPublisher : IAsyncDisposable
{
    private readonly Process _process;

    private TestPublisher(Process process) => (_process, Exited) = (process, WaitAsync(process));

    public int Pid => _process.Id;

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exited { get; }

    /// <param name="playUrl">The application.</param>
    /// <param name="name">The stream's name, as it is.</param>
    /// <param name="size">Size of the picture.</param>
    public static TestPublisher Start(string playUrl, string name, string size = "320x180")
    {
        var start = new ProcessStartInfo(
            "ffmpeg",
            [
                "-nostdin", "-hide_banner", "-loglevel", "error", "-re", "-f", "lavfi", "-i", $"testsrc2=s={size}:r=25", "-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono",
                "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "12", "-pix_fmt", "yuv420p", "-c:a", "aac",
                "-f", "flv", "-rtmp_playpath", name, playUrl,
            ])
        {
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new TestPublisher(process);
    }

    /// <summary>Stops sending without closing the connection, as a phone in a tunnel does.</summary>
    public void Freeze() => Frozen.Freeze(Pid);

    public void Thaw() => Frozen.Thaw(Pid);

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
            Signals.Send(Pid, Signal.Kill);
        await Exited;
        _process.Dispose();
    }

    private static async Task<int> WaitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

using System.Diagnostics;
using Moderation.Cli.Host;

namespace Moderation.Cli.Live.Nginx;

/// <summary>An nginx with RTMP of this project alone: own configuration, folder and ports, loopback only. For the demo and for tests.</summary>
internal sealed class NginxRtmp : IAsyncDisposable
{
    public const string ProgramName = "nginx";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly NginxRtmpOptions _options;

    private NginxRtmp(ChildProcess server, NginxRtmpOptions options) => (Server, _options) = (server, options);

    public ChildProcess Server { get; }

    /// <summary>Where streams are published to and played from, without a stream's name.</summary>
    public string PlayUrl => $"rtmp://127.0.0.1:{_options.RtmpPort}/{NginxRtmpOptions.Application}";

    public Uri StatUrl => StatOf(_options);

    public Uri ControlUrl => new($"http://127.0.0.1:{_options.HttpPort}/control");

    /// <summary>Where a stream is played as HLS, if that is on.</summary>
    public Uri HlsUrl(string stream) => new($"http://127.0.0.1:{_options.HttpPort}/hls/{stream}.m3u8");

    /// <exception cref="ToolException">It cannot run; the message says why and what to do.</exception>
    public static async Task<NginxRtmp> StartAsync(
        NginxRtmpFolder folder, NginxRtmpOptions wanted, ChildLog log, ChildLauncher launcher, IProgress<string> progress, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var binaries = NginxBinaries.Find();
        await ClearLeftoverAsync(folder, progress, ct);
        var rtmpPort = PortOwner.PickFrom(wanted.RtmpPort, ProgramName, progress);
        var options = wanted with { RtmpPort = rtmpPort, HttpPort = PortOwner.PickFrom(wanted.HttpPort == rtmpPort ? rtmpPort + 1 : wanted.HttpPort, ProgramName, progress) };
        folder.Prepare(options.Write(binaries.RtmpModule));
        var server = await ChildProcess.StartAsync(
            new ChildProgram
            {
                Name = ProgramName,
                FileName = binaries.Server,
                Arguments = ["-p", folder.Root, "-c", folder.Configuration, "-e", "stderr"],
                WorkingFolder = folder.Root,
                Log = log,
            },
            launcher);
        try
        {
            await WaitUntilItAnswersAsync(server, StatOf(options), ct);
        }
        catch (Exception)
        {
            await server.DisposeAsync();
            throw;
        }

        progress.Report($"nginx: RTMP on 127.0.0.1:{options.RtmpPort}, statistics and control on 127.0.0.1:{options.HttpPort} ({clock.Elapsed.TotalSeconds:0.0} s)");
        return new NginxRtmp(server, options);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(StopPatience);
        await Server.DisposeAsync();
    }

    private static Uri StatOf(NginxRtmpOptions options) => new($"http://127.0.0.1:{options.HttpPort}/stat");

    private static async Task ClearLeftoverAsync(NginxRtmpFolder folder, IProgress<string> progress, CancellationToken ct)
    {
        if (folder.Leftover() is not { } left)
            return;
        progress.Report($"nginx: a server of an earlier run still serves out of {folder.Root} (process {left.Pid}); it is stopped");
        Signals.Send(left.Pid, Signal.Terminate);
        var clock = Stopwatch.StartNew();
        while (left.IsAlive())
        {
            if (clock.Elapsed > StopPatience)
                Signals.Send(left.Pid, Signal.Kill);
            await Task.Delay(PollInterval, ct);
        }
    }

    private static async Task WaitUntilItAnswersAsync(ChildProcess server, Uri url, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = StartPatience };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await http.GetStringAsync(url, ct);
                return;
            }
            catch (HttpRequestException e)
            {
                if (server.Exited.IsCompleted)
                    throw new ToolException($"nginx ended at its start; {server.Log.Path} ends with:\n{string.Join('\n', server.Log.Tail(8))}", e);
                if (clock.Elapsed > StartPatience)
                    throw new ToolException($"nginx does not answer after {StartPatience.TotalSeconds:0} s, see {server.Log.Path}", e);
            }

            await Task.Delay(PollInterval, ct);
        }
    }
}

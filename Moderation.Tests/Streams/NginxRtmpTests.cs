using Moderation.Cli;
using Moderation.Cli.Host;
using Moderation.Cli.Live.Nginx;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Supervision;

namespace Moderation.Tests.Streams;

public sealed class NginxRtmpTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestFolder _project = new();
    private readonly ChildLauncher _launcher = new();
    private readonly RecordedProgress _progress = new();

    [RtmpFact]
    public async Task It_writes_into_its_own_folder_and_listens_on_loopback_only()
    {
        await using var nginx = await StartAsync();
        var listening = await CommandLine.RunAsync(["ss", "-Hltnp"], None);

        var own = listening.Output.Split('\n').Where(line => line.Contains($"pid={nginx.Server.Identity.Pid},", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, own.Count);
        Assert.All(own, line => Assert.Contains(" 127.0.0.1:", line, StringComparison.Ordinal));
        Assert.True(File.Exists(NginxRtmpFolder.Of(_project.Home).PidFile));
    }

    [RtmpFact]
    public async Task A_server_that_an_earlier_run_left_is_stopped_first_and_one_that_was_killed_is_no_hindrance()
    {
        var left = await StartAsync();
        await using (var second = await StartAsync())
        {
            Assert.True(left.Server.Exited.IsCompleted);
            Assert.Contains(_progress.Lines, line => line.Contains("earlier run", StringComparison.Ordinal));
            Signals.Send(second.Server.Identity.Pid, Signal.Kill);
            await second.Server.Exited;
            Assert.True(File.Exists(NginxRtmpFolder.Of(_project.Home).PidFile));
        }

        await using var third = await StartAsync();

        Assert.True(third.Server.Identity.IsAlive());
        await left.DisposeAsync();
    }

    [RtmpFact]
    public async Task A_taken_port_is_passed_over()
    {
        await using var first = await StartAsync(RtmpPort);
        using var other = new TestFolder();

        await using var second = await StartAsync(RtmpPort, other);

        Assert.NotEqual(first.PlayUrl, second.PlayUrl);
        Assert.Contains(_progress.Lines, line => line.Contains($"port {RtmpPort} is taken", StringComparison.Ordinal));
    }

    [RtmpFact]
    public async Task A_configuration_that_nginx_refuses_is_told_with_its_own_words()
    {
        var options = new NginxRtmpOptions { PublishHook = new Uri("http://no-such-host.invalid/hook"), RtmpPort = PortOwner.PickFree(), HttpPort = PortOwner.PickFree() };

        var refusal = await Assert.ThrowsAsync<ToolException>(() => StartAsync(options, _project));

        Assert.Contains("no-such-host.invalid", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _project.Dispose();
    }

    private int RtmpPort { get; } = PortOwner.PickFree();

    private Task<NginxRtmp> StartAsync() => StartAsync(PortOwner.PickFree());

    private Task<NginxRtmp> StartAsync(int rtmpPort, TestFolder? project = null) =>
        StartAsync(new NginxRtmpOptions { RtmpPort = rtmpPort, HttpPort = PortOwner.PickFree() }, project ?? _project);

    private Task<NginxRtmp> StartAsync(NginxRtmpOptions options, TestFolder project) =>
        NginxRtmp.StartAsync(NginxRtmpFolder.Of(project.Home), options, project.Home.Log(NginxRtmp.ProgramName), _launcher, _progress, None);
}

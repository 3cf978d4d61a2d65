using System.Net;
using System.Net.Sockets;
using Moderation.Cli;
using Moderation.Cli.Host;

namespace Moderation.Tests.Unit.Host;

public sealed class DevelopmentHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestFolder _project = new();
    private readonly RecordedProgress _progress = new();

    [Fact]
    public async Task Stopping_it_ends_every_child_and_forgets_the_run()
    {
        ProcessIdentity child;
        await using (await StartAsync(Options("exec sleep 600")))
        {
            var state = HostState.Read(_project.Home.HostStateFile)!;
            Assert.True(state.Ready);
            Assert.Equal(Environment.ProcessId, state.Host.Pid);
            child = Assert.Single(state.Processes).Process;
            Assert.True(child.IsAlive());
        }

        Assert.False(child.IsAlive());
        Assert.Null(HostState.Read(_project.Home.HostStateFile));
        await using var second = await StartAsync(Options("exec sleep 600"));
        Assert.Equal("given:9092", second.BootstrapServers);
    }

    [Fact]
    public async Task A_second_host_in_the_same_project_is_refused_with_the_process_that_holds_it()
    {
        await using var first = await StartAsync(Options("exec sleep 600"));

        var refusal = await Assert.ThrowsAsync<ToolException>(() => StartAsync(Options("exec sleep 600")));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_are_told_broker_database_and_address()
    {
        var options = Options("env; exec sleep 600");
        await using var host = await StartAsync(options);
        var log = _project.Home.Log(HostedProgram.WorkerName);
        await Deadline.UntilAsync(() => log.Tail(500).Count > 5, Patience, "the environment");

        var lines = log.Tail(500);

        Assert.Contains("Kafka__BootstrapServers=given:9092", lines);
        Assert.Contains("ConnectionStrings__Moderation=Host=given", lines);
        Assert.Contains($"ASPNETCORE_URLS={options.Programs[0].Url.GetLeftPart(UriPartial.Authority)}", lines);
        Assert.Contains($"MODERATION_HOME={_project.Home.Root}", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Kafka__SessionTimeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_ends_is_reported_with_its_last_words()
    {
        await using var host = await StartAsync(Options("echo the last words; sleep 0.5; exit 7"));

        var crash = await host.WaitForCrashAsync(None).WaitAsync(Patience);

        Assert.Equal((HostedProgram.WorkerName, 7), (crash.Name, crash.ExitCode));
        Assert.Equal(["the last words"], crash.LastLines);
    }

    [Fact]
    public async Task A_program_that_never_gets_ready_because_it_ended_says_why_at_once()
    {
        var options = Options("echo no such setting: Worker:Rolez; exit 2") with { IsReady = (_, _) => Task.FromResult(false) };

        var refusal = await Assert.ThrowsAsync<ToolException>(() => StartAsync(options)).WaitAsync(Patience);

        Assert.Contains("exit code 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Worker:Rolez", refusal.Message, StringComparison.Ordinal);
        Assert.Null(HostState.Read(_project.Home.HostStateFile));
    }

    [Fact]
    public async Task A_program_that_does_not_get_ready_in_time_is_stopped()
    {
        var options = Options("exec sleep 600") with { IsReady = (_, _) => Task.FromResult(false), ReadyPatience = TimeSpan.FromMilliseconds(300) };

        var refusal = await Assert.ThrowsAsync<ToolException>(() => StartAsync(options));

        Assert.Contains("not ready", refusal.Message, StringComparison.Ordinal);
        using var free = HostLock.Take(_project.Home);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_owner_before_anything_starts()
    {
        var options = Options("exec sleep 600");
        using var taken = new TcpListener(IPAddress.Loopback, options.Programs[0].Url.Port);
        taken.Start();

        var refusal = await Assert.ThrowsAsync<ToolException>(() => StartAsync(options));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_progress.Lines);
    }

    [Fact]
    public async Task What_a_killed_host_left_is_cleared_away()
    {
        // what a host writes just before it is killed, with a child that slipped through
        using var launcher = new ChildLauncher();
        await using var left = await ChildProcess.StartAsync(
            new ChildProgram { Name = "left", FileName = "sleep", Arguments = ["600"], WorkingFolder = "/", Log = _project.Home.Log("left") }, launcher);
        Directory.CreateDirectory(_project.Home.State);
        new HostState
        {
            Host = new ProcessIdentity(999_999_999, 1),
            StartedAt = DateTimeOffset.UnixEpoch,
            Ready = true,
            BootstrapServers = "gone:1",
            BrokerEmbedded = true,
            Processes = [new HostedProcess("left", left.Identity, null, "")],
        }.Write(_project.Home.HostStateFile);

        await using var host = await StartAsync(Options("exec sleep 600"));

        Assert.Equal(128 + (int)Signal.Kill, await left.Exited.WaitAsync(Patience));
        Assert.Contains(_progress.Lines, line => line.Contains("999999999", StringComparison.Ordinal));
    }

    public void Dispose() => _project.Dispose();

    private Task<DevelopmentHost> StartAsync(DevelopmentHostOptions options) => DevelopmentHost.StartAsync(options, _progress, None);

    private DevelopmentHostOptions Options(string script)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new DevelopmentHostOptions
        {
            Home = _project.Home,
            BootstrapServers = "given:9092",
            ConnectionString = "Host=given",
            IsReady = (_, _) => Task.FromResult(true),
            StopPatience = TimeSpan.FromSeconds(5),
            Programs =
            [
                new HostedProgram
                {
                    Name = HostedProgram.WorkerName,
                    FileName = "/bin/sh",
                    Arguments = ["-c", script],
                    WorkingFolder = _project.Home.Root,
                    Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
                    NeedsDatabase = true,
                },
            ],
        };
    }
}

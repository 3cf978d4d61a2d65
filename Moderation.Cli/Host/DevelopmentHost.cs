using System.Diagnostics;
using System.Net.Sockets;
using Moderation.Cli.Broker;
using Moderation.Cli.Topics;

namespace Moderation.Cli.Host;

/// <summary>A program of the host ended although nobody asked it to.</summary>
/// <param name="Name">The program.</param>
/// <param name="ExitCode">Its exit code; 128 plus the signal's number when a signal ended it.</param>
/// <param name="LastLines">The end of its log.</param>
internal sealed record ProgramCrash(string Name, int ExitCode, IReadOnlyList<string> LastLines);

/// <summary>Broker, database, Worker and Api of one project, running on this machine; disposing stops all of them in order.</summary>
internal sealed class DevelopmentHost : IAsyncDisposable
{
    private const int CrashLineCount = 12;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(5);

    private readonly DevelopmentHostOptions _options;
    private readonly IProgress<string> _progress;
    private readonly HostLock _lock;
    private readonly ChildLauncher _launcher = new();
    private readonly List<(HostedProgram Program, ChildProcess Child)> _programs = [];
    private EmbeddedBroker? _broker;
    private PrivatePostgres? _postgres;

    private DevelopmentHost(DevelopmentHostOptions options, IProgress<string> progress, HostLock hostLock)
    {
        _options = options;
        _progress = progress;
        _lock = hostLock;
    }

    public string BootstrapServers => _options.BootstrapServers ?? _broker!.BootstrapServers;

    /// <summary>With the password: never shown or logged.</summary>
    public string ConnectionString => _options.ConnectionString ?? _postgres!.ConnectionString;

    public Uri WorkerUrl => UrlOf(HostedProgram.WorkerName);

    public Uri ApiUrl => UrlOf(HostedProgram.ApiName);

    /// <summary>Starts everything and waits until every program says that it is ready and the policy sheets decide.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="progress">Told one line per step. Called from any thread.</param>
    /// <param name="ct">Gives up; what was started is stopped.</param>
    /// <exception cref="ToolException">Something cannot start; the message says why. Nothing is left running.</exception>
    public static async Task<DevelopmentHost> StartAsync(DevelopmentHostOptions options, IProgress<string> progress, CancellationToken ct)
    {
        var host = new DevelopmentHost(options, progress, HostLock.Take(options.Home));
        try
        {
            await host.BringUpAsync(ct);
            return host;
        }
        catch (Exception)
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when a program ends that was not asked to, or is cancelled.</summary>
    public async Task<ProgramCrash> WaitForCrashAsync(CancellationToken ct)
    {
        var ended = await Task.WhenAny(Children().Select(child => child.Exited)).WaitAsync(ct);
        var crashed = Children().First(child => child.Exited == ended);
        return new ProgramCrash(crashed.Name, await ended, crashed.Log.Tail(CrashLineCount));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_programs.Select(started => StopAsync(started.Child)));
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        _launcher.Dispose();
        File.Delete(_options.Home.HostStateFile);
        _lock.Dispose();
    }

    private async Task BringUpAsync(CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        HostLeftovers.Clear(_options.Home, _progress);
        foreach (var program in _options.Programs)
            PortOwner.RequireFree(program.Url.Port, program.Name);
        StartBroker();
        var database = StartDatabaseAsync(ct);
        try
        {
            foreach (var program in _options.Programs.Where(program => !program.NeedsDatabase))
                await StartProgramAsync(program);
        }
        finally
        {
            // it must be known before anything is stopped, also when a program did not start
            await database;
        }

        foreach (var program in _options.Programs.Where(program => program.NeedsDatabase))
            await StartProgramAsync(program);
        WriteState(ready: false);
        await WaitUntilAllReadyAsync(ct);
        await WaitUntilSheetsDecideAsync(ct);
        WriteState(ready: true);
        _progress.Report($"host: ready after {clock.Elapsed.TotalSeconds:0.0} s");
        if (_options.Programs.Any(program => program.Name == HostedProgram.ApiName))
            _progress.Report($"console: {ApiUrl}console");
    }

    private void StartBroker()
    {
        if (_options.BootstrapServers is not null)
        {
            _progress.Report($"broker: {_options.BootstrapServers} is used, as Kafka__BootstrapServers says");
            return;
        }

        var clock = Stopwatch.StartNew();
        try
        {
            _broker = EmbeddedBroker.Start(_options.BrokerPort, TopicsFile.Load(_options.Home.TopicsFile));
        }
        catch (SocketException e)
        {
            throw new ToolException($"port {_options.BrokerPort}, due to the broker, is taken by {PortOwner.Describe(_options.BrokerPort)}", e);
        }

        _progress.Report($"broker: embedded, on {_broker.BootstrapServers} ({clock.Elapsed.TotalSeconds:0.0} s); {EmbeddedBroker.Limits}");
    }

    private async Task StartDatabaseAsync(CancellationToken ct)
    {
        if (_options.ConnectionString is not null)
        {
            _progress.Report("postgres: the database of ConnectionStrings__Moderation is used");
            return;
        }

        var folder = await PostgresFolder.LocateAsync(_options.Home, _progress, ct);
        var log = _options.Home.Log(PrivatePostgres.ProgramName);
        _postgres = await PrivatePostgres.StartAsync(folder, log, _options.PostgresPort, _launcher, _progress, ct, _options.Database);
    }

    private async Task StartProgramAsync(HostedProgram program)
    {
        var child = await ChildProcess.StartAsync(
            new ChildProgram
            {
                Name = program.Name,
                FileName = program.FileName,
                Arguments = program.Arguments,
                WorkingFolder = program.WorkingFolder,
                Environment = HostEnvironment.For(program, _options, BootstrapServers, program.NeedsDatabase ? ConnectionString : null),
                Log = _options.Home.Log(program.Name),
            },
            _launcher);
        _programs.Add((program, child));
    }

    private async Task WaitUntilAllReadyAsync(CancellationToken ct)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var waits = _programs.ConvertAll(started => WaitUntilReadyAsync(started.Program, started.Child, giveUp.Token));
        await foreach (var wait in Task.WhenEach(waits))
        {
            if (wait.IsCompletedSuccessfully)
                continue;
            // the first that fails tells why; the others need not be waited for
            await giveUp.CancelAsync();
            await wait;
        }
    }

    private async Task WaitUntilReadyAsync(HostedProgram program, ChildProcess child, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!await _options.IsReady(program, ct))
        {
            if (child.Exited.IsCompleted)
            {
                throw new ToolException(
                    $"{program.Name} ended at its start with exit code {await child.Exited}; {child.Log.Path} ends with:\n{string.Join('\n', child.Log.Tail(CrashLineCount))}");
            }

            if (clock.Elapsed > _options.ReadyPatience)
                throw new ToolException($"{program.Name} is not ready after {_options.ReadyPatience.TotalSeconds:0} s, see {child.Log.Path} and {program.Url}health/ready");
            await Task.Delay(PollInterval, ct);
        }

        _progress.Report($"{program.Name}: ready on {program.Url} ({clock.Elapsed.TotalSeconds:0.0} s), log {child.Log.Path}");
    }

    /// <summary>A host without Worker or Api, as of a benchmark, has no sheets.</summary>
    private async Task WaitUntilSheetsDecideAsync(CancellationToken ct)
    {
        string[] needed = [HostedProgram.WorkerName, HostedProgram.ApiName];
        if (needed.Except(_options.Programs.Select(program => program.Name)).Any())
            return;
        var clock = Stopwatch.StartNew();
        using var http = new HttpClient { Timeout = AskPatience };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var decide = new SheetsInForce(http, ApiUrl, WorkerUrl).WaitAsync(_options.SheetPatience, over.Token);
        var crash = WaitForCrashAsync(over.Token);
        var first = await Task.WhenAny(decide, crash);
        await over.CancelAsync();
        if (first == crash)
        {
            var dead = await crash;
            throw new ToolException($"{dead.Name} ended with exit code {dead.ExitCode} before the sheets were in force; its log ends with:\n{string.Join('\n', dead.LastLines)}");
        }

        _progress.Report($"policies: {await decide} versions decide ({clock.Elapsed.TotalSeconds:0.0} s)");
    }

    private async Task StopAsync(ChildProcess child)
    {
        if (!await child.StopAsync(_options.StopPatience))
            _progress.Report($"{child.Name}: did not stop within {_options.StopPatience.TotalSeconds:0} s and was killed");
        await child.DisposeAsync();
    }

    private void WriteState(bool ready) => new HostState
    {
        Host = ProcessIdentity.Of(Environment.ProcessId)!,
        StartedAt = TimeProvider.System.GetUtcNow(),
        Ready = ready,
        BootstrapServers = BootstrapServers,
        BrokerEmbedded = _broker is not null,
        PostgresPort = _postgres?.Port,
        Processes =
        [
            .. _programs.Select(started => new HostedProcess(started.Program.Name, started.Child.Identity, started.Program.Url, started.Child.Log.Path)),
            .. _postgres is { Server: var server } ? [new HostedProcess(server.Name, server.Identity, null, server.Log.Path)] : Array.Empty<HostedProcess>(),
        ],
    }.Write(_options.Home.HostStateFile);

    private IEnumerable<ChildProcess> Children()
    {
        foreach (var (_, child) in _programs)
            yield return child;
        if (_postgres is not null)
            yield return _postgres.Server;
    }

    private Uri UrlOf(string name) => _options.Programs.First(program => program.Name == name).Url;
}

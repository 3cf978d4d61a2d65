using System.CommandLine;
using System.Diagnostics;

namespace Moderation.Cli.Host;

/// <summary><c>moderation up</c>: starts the development host in the background and waits until it is ready.</summary>
internal static class UpCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var command = new Command("up", "Starts broker, database, Worker and Api in the background.");
        command.SetAction((_, ct) => RunAsync(ModerationHome.Find(), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModerationHome home, CancellationToken ct)
    {
        if (HostState.Read(home.HostStateFile) is { } running && running.Host.IsAlive())
            throw new ToolException($"a development host already runs in {home.Root} (process {running.Host.Pid}): `moderation status` tells more");
        var log = home.Log("host");
        log.Rotate();
        // a session of its own, so that the host outlives this terminal; setsid keeps the process id because a child leads no group
        string[] command =
        [
            "-c", """log=$1; shift; exec "$@" >"$log" 2>&1 </dev/null""", "sh", log.Path,
            "setsid", .. OwnProgram(), HostCommand.Name, HostCommand.RunName,
        ];
        using var host = Process.Start(new ProcessStartInfo("/bin/sh", command) { Environment = { ["MODERATION_HOME"] = home.Root } })!;
        var relay = new LogRelay(log.Path);
        while (true)
        {
            var ended = host.HasExited;
            relay.CopyNewLines(Console.Out);
            if (ended)
                throw new ToolException($"the host ended with exit code {host.ExitCode}, see {log.Path}");
            if (HostState.Read(home.HostStateFile) is { Ready: true } state && state.Host.Pid == host.Id)
                break;
            await Task.Delay(PollInterval, ct);
        }

        relay.CopyNewLines(Console.Out);
        Console.WriteLine("`moderation status` shows it, `moderation down` stops it");
        return 0;
    }

    /// <summary>This tool again: its own executable, or <c>dotnet</c> with its assembly.</summary>
    private static string[] OwnProgram() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
            ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
            : [Environment.ProcessPath!];
}

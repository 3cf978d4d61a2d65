using System.ComponentModel;
using System.Diagnostics;

namespace Moderation.Cli.Host;

/// <summary>A running child. It dies with the host, however the host dies.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // The shell sends the output straight to the file, so that it is whole even when the host is killed; every step replaces the one before, so the
    // process id stays the same. A session of its own keeps the terminal's Ctrl-C away: the host stops its children in order.
    private const string Wrapper = """log=$1; shift; exec "$@" >>"$log" 2>&1 </dev/null""";

    private readonly Process _process;
    private readonly ChildProgram _program;

    private ChildProcess(Process process, ChildProgram program)
    {
        _process = process;
        _program = program;
        Identity = ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, 0);
        Exited = WaitAsync();
    }

    public string Name => _program.Name;

    public ChildLog Log => _program.Log;

    public ProcessIdentity Identity { get; }

    /// <summary>Completes with the exit code; 128 plus the signal's number when a signal ended it.</summary>
    public Task<int> Exited { get; }

    /// <exception cref="ToolException">The program cannot be started.</exception>
    public static async Task<ChildProcess> StartAsync(ChildProgram program, ChildLauncher launcher)
    {
        program.Log.Rotate();
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = program.WorkingFolder, UseShellExecute = false };
        foreach (var argument in WrappedCommand(program))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in program.Environment)
            start.Environment[name] = value;
        try
        {
            return new ChildProcess(await launcher.StartAsync(start), program);
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"{program.Name} does not start: {e.Message}", e);
        }
    }

    /// <summary>Asks it to stop and kills it when it has not after the given time. False when it had to be killed.</summary>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        if (!Exited.IsCompleted)
            Signals.Send(Identity.Pid, _program.StopSignal);
        try
        {
            await Exited.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            // with what it started itself; it leads a process group of its own once it runs
            if (!Signals.SendToGroup(Identity.Pid, Signal.Kill))
                Signals.Send(Identity.Pid, Signal.Kill);
            await Exited;
            return false;
        }
    }

    /// <summary>Kills it if it still runs. Orderly callers stop it first.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _process.Dispose();
    }

    private static IEnumerable<string> WrappedCommand(ChildProgram program)
    {
        string[] user = program.User is { } name ? [$"--reuid={name}", $"--regid={name}", "--init-groups"] : [];
        return
        [
            "-c", Wrapper, "sh", program.Log.Path,
            "setsid", "setpriv", .. user, "--pdeathsig", program.ParentDeathSignal.ShellName(), "--", program.FileName, .. program.Arguments,
        ];
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}

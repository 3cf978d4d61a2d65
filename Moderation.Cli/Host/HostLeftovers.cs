namespace Moderation.Cli.Host;

/// <summary>Clears away what a host left that was killed. The kernel ends its children with it; this catches what slipped through.</summary>
internal static class HostLeftovers
{
    public static void Clear(ModerationHome home, IProgress<string> progress)
    {
        if (HostState.Read(home.HostStateFile) is not { } state)
            return;
        progress.Report($"host: the run of process {state.Host.Pid} ended without tidying up");
        // the database is left to its own recovery: it must write its checkpoint, not be killed
        foreach (var child in state.Processes.Where(child => child.Name != PrivatePostgres.ProgramName && child.Process.IsAlive()))
        {
            progress.Report($"host: {child.Name} of that run still lives (process {child.Process.Pid}); it is killed");
            Signals.SendToGroup(child.Process.Pid, Signal.Kill);
        }

        File.Delete(home.HostStateFile);
    }
}

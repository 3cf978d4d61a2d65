using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Moderation.Cli.Host;

/// <summary>Signals that the host sends to processes it started.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

internal static partial class Signals
{
    /// <summary>Sends a signal; false when there is no such process, or it is not ours to signal.</summary>
    public static bool Send(int pid, Signal signal) => pid > 1 && Kill(pid, (int)signal) == 0;

    /// <summary>Sends a signal to a whole process group; false when there is no such group.</summary>
    public static bool SendToGroup(int leaderPid, Signal signal) => leaderPid > 1 && Kill(-leaderPid, (int)signal) == 0;

    /// <summary>The signal's name as command-line tools know it.</summary>
    public static string ShellName(this Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Kill => "KILL",
        Signal.Terminate => "TERM",
        _ => throw new UnreachableException(signal.ToString()),
    };

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

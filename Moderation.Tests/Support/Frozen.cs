using System.Diagnostics;
using System.Globalization;

namespace Moderation.Tests.Support;

/// <summary>Processes that do nothing for a while, with all that they hold open.</summary>
internal static class Frozen
{
    public static void Freeze(int pid) => Signal(pid, "STOP");

    public static void Thaw(int pid) => Signal(pid, "CONT");

    private static void Signal(int pid, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}

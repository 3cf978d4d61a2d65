using System.Globalization;

namespace Moderation.Cli.Bench;

/// <summary>How busy the machine was, for the reader of a measurement.</summary>
internal static class MachineLoad
{
    private const string File = "/proc/loadavg";

    /// <summary>Mean number of runnable threads over the last minute; null where the system does not tell.</summary>
    public static double? LastMinute() =>
        System.IO.File.Exists(File) && double.TryParse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : null;
}

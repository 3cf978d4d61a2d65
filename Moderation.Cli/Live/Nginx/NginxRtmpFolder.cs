using System.Globalization;
using Moderation.Cli.Host;

namespace Moderation.Cli.Live.Nginx;

/// <summary>The folder of the private nginx on disk; its prefix.</summary>
internal sealed record NginxRtmpFolder(string Root)
{
    public const string PidFileName = "nginx.pid";

    public static NginxRtmpFolder Of(ModerationHome home) => new(Path.Combine(home.State, "nginx"));

    public string Configuration => Path.Combine(Root, "nginx.conf");

    public string PidFile => Path.Combine(Root, PidFileName);

    /// <summary>Makes it, empty but for the configuration.</summary>
    public void Prepare(string configuration)
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(Path.Combine(Root, "temp"));
        Directory.CreateDirectory(Path.Combine(Root, "hls"));
        File.WriteAllText(Configuration, configuration);
    }

    /// <summary>The process of an earlier run that still serves out of this folder; null when there is none.</summary>
    public ProcessIdentity? Leftover()
    {
        if (!File.Exists(PidFile) || !int.TryParse(File.ReadAllText(PidFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return null;
        // another process may have been given the number since
        return ProcessIdentity.CommandLine(pid).Contains(Root, StringComparison.Ordinal) ? ProcessIdentity.Of(pid) : null;
    }
}

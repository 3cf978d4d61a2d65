using Moderation.Cli.Live.Nginx;

namespace Moderation.Tests.Support;

/// <summary>A test with real streams: visibly skipped where nginx with RTMP, ffmpeg or a model is missing, run (and so failed) in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RtmpFactAttribute : RequiresModelsFactAttribute
{
    public RtmpFactAttribute(params string[] models)
        : base(models)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] missing = [.. NginxBinaries.Missing(), .. folders.Any(folder => File.Exists(Path.Combine(folder, "ffmpeg"))) ? Array.Empty<string>() : ["ffmpeg"]];
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("CI") != "true")
            Skip ??= $"declared: not installed: apt-get install {string.Join(' ', missing)}";
    }
}

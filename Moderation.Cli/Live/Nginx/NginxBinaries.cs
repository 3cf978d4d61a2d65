namespace Moderation.Cli.Live.Nginx;

/// <summary>The programs of an installed nginx with its RTMP module.</summary>
/// <param name="Server">The server.</param>
/// <param name="RtmpModule">The module, as <c>load_module</c> wants it.</param>
internal sealed record NginxBinaries(string Server, string RtmpModule)
{
    public const string ServerPackage = "nginx";
    public const string ModulePackage = "libnginx-mod-rtmp";

    // Debian's layout; an ordinary user's PATH often lacks sbin
    private const string DebianServer = "/usr/sbin/nginx";
    private const string DebianModule = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

    /// <summary>What is missing on this machine, as names of Debian packages.</summary>
    public static IReadOnlyList<string> Missing() =>
    [
        .. File.Exists(DebianServer) ? Array.Empty<string>() : [ServerPackage],
        .. File.Exists(DebianModule) ? Array.Empty<string>() : [ModulePackage],
    ];

    /// <exception cref="ToolException">They are not there; the message says what to install.</exception>
    public static NginxBinaries Find() => Missing() is { Count: > 0 } missing
        ? throw new ToolException($"live streams need nginx with its RTMP module: apt-get install {string.Join(' ', missing)}")
        : new NginxBinaries(DebianServer, DebianModule);
}

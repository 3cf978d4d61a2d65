using Moderation.Cli.Host;
using Moderation.Cli.Live.Nginx;
using Moderation.Tests.Unit.Supervision;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Support;

/// <summary>The nginx of the demo, for one test.</summary>
internal sealed class RtmpServer : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly ChildLauncher _launcher;

    private RtmpServer(TestFolder folder, ChildLauncher launcher, NginxRtmp nginx) => (_folder, _launcher, Nginx) = (folder, launcher, nginx);

    public NginxRtmp Nginx { get; }

    public static async Task<RtmpServer> StartAsync(Uri? hook = null, bool hls = false)
    {
        var (folder, launcher) = (new TestFolder(), new ChildLauncher());
        var options = new NginxRtmpOptions { RtmpPort = PortOwner.PickFree(), HttpPort = PortOwner.PickFree(), PublishHook = hook, Hls = hls };
        return new RtmpServer(folder, launcher, await NginxRtmp.StartAsync(
            NginxRtmpFolder.Of(folder.Home), options, folder.Home.Log(NginxRtmp.ProgramName), launcher, new RecordedProgress(), CancellationToken.None));
    }

    /// <summary>Waits until exactly these publish.</summary>
    public async Task PublishingAsync(params string[] names)
    {
        using var http = new HttpClient();
        await Deadline.UntilAsync(
            async () =>
            {
                await using var page = await http.GetStreamAsync(Nginx.StatUrl);
                return RtmpStatPage.Publishing(page, NginxRtmpOptions.Application);
            },
            publishing => publishing.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)),
            TimeSpan.FromSeconds(30),
            $"exactly {names.Length} publishers");
    }

    /// <summary>Lets it do nothing, with every connection open.</summary>
    public void Freeze() => Frozen.Freeze(Nginx.Server.Identity.Pid);

    public void Thaw() => Frozen.Thaw(Nginx.Server.Identity.Pid);

    public async ValueTask DisposeAsync()
    {
        await Nginx.DisposeAsync();
        _launcher.Dispose();
        _folder.Dispose();
    }
}

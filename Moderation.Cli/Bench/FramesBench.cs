using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;
using Moderation.Models.Faces;

namespace Moderation.Cli.Bench;

/// <summary>Measures the bare models and the whole Worker in turns, so that whatever else the machine does falls on both.</summary>
internal sealed class FramesBench(ModerationHome home, TimeProvider time)
{
    private readonly ConsoleProgress _progress = new();

    public async Task<int> RunAsync(int seconds, int rounds, bool json, CancellationToken stop)
    {
        var load = MachineLoad.LastMinute();
        var split = CoreSplit.OfThisMachine();
        _progress.Report(split is null
            ? "bench: one core, or a system that does not tell which: Worker and bare models share all cores with what keeps them busy"
            : $"bench: Worker and bare models on core {split.Measured}, everything else on {CoreList.Write(split.Others)}");
        if (split is not null)
            await split.PutAsideAsync(Environment.ProcessId, stop);
        var frames = await LoadFramesAsync(stop);
        var pairs = await MeasureAsync(frames, split, TimeSpan.FromSeconds(seconds / (2.0 * rounds)), rounds, stop);
        var report = FramesBenchReport.Of(frames, pairs, split, load);
        if (json)
            Console.Out.WriteLine(report.ToJson());
        else
            _progress.Report(report.Explain());
        return 0;
    }

    private async Task<IReadOnlyList<BenchFrame>> LoadFramesAsync(CancellationToken stop)
    {
        using var scorers = FrameScorerFactory.Open(home.Models, new FrameScorerOptions());
        var frames = await BenchFrame.LoadAsync(home, scorers, stop);
        _progress.Report(string.Create(CultureInfo.InvariantCulture, $"bench: {frames.Count} frames, {frames.Average(f => f.ReadFaces):0.00} faces each"));
        return frames;
    }

    private async Task<IReadOnlyList<RoundPair>> MeasureAsync(IReadOnlyList<BenchFrame> frames, CoreSplit? split, TimeSpan length, int rounds, CancellationToken stop)
    {
        var partitionCount = TopicsFile.Load(home.TopicsFile).Single(t => t.Name == TopicNames.Frames).Partitions;
        using var http = new HttpClient();
        using var bare = BareProcess.Start(home, split);
        await using var host = await DevelopmentHost.StartAsync(WorkerOnly(split), _progress, stop);
        using var worker = new WorkerRound(host.BootstrapServers, partitionCount, frames, new WorkerGauges(http, host.WorkerUrl), time);
        using var beside = new BesideFeed(host.BootstrapServers, frames, time);
        using var following = new CancellationTokenSource();
        var followed = Task.WhenAll(worker.FollowAsync(following.Token), beside.FollowAsync(following.Token));
        try
        {
            return await new FramesRounds(bare, worker, beside, split, WorkerPid()).RunAsync(length, rounds, _progress, stop);
        }
        finally
        {
            await following.CancelAsync();
            await followed;
        }
    }

    private int WorkerPid() => HostState.Read(home.HostStateFile)!.Processes.Single(process => process.Name == HostedProgram.WorkerName).Process.Pid;

    /// <summary>
    /// Every frame is sampled, however old it claims to be. The broker is asked as often as a cluster would be: the embedded one's ten times as often exists for its
    /// own slowness to answer, which a full queue does not see.
    /// </summary>
    private DevelopmentHostOptions WorkerOnly(CoreSplit? split) => BenchHost.WorkerOnly(
        home,
        split,
        KeyValuePair.Create("Sampling__FramesPerSecond", "60"),
        KeyValuePair.Create("Sampling__MaxAge", "2.00:00:00"),
        KeyValuePair.Create("Kafka__FetchWait", new KafkaOptions().FetchWait.ToString("c", CultureInfo.InvariantCulture)));
}

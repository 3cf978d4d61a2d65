using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;
using Moderation.Models.Faces;

namespace Moderation.Cli.Bench;

/// <summary>Measures the bare models and the whole Worker in turns, so that whatever else the machine does falls on both.</summary>
internal sealed class FramesBench(ModerationHome home, TimeProvider time)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private readonly ConsoleProgress _progress = new();

    public async Task<int> RunAsync(int seconds, int rounds, bool json, CancellationToken stop)
    {
        var frames = await LoadFramesAsync(stop);
        var report = await MeasureAsync(frames, TimeSpan.FromSeconds(seconds / (2.0 * rounds)), rounds, stop);
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

    private async Task<FramesBenchReport> MeasureAsync(IReadOnlyList<BenchFrame> frames, TimeSpan length, int rounds, CancellationToken stop)
    {
        var partitionCount = TopicsFile.Load(home.TopicsFile).Single(t => t.Name == TopicNames.Frames).Partitions;
        using var http = new HttpClient();
        using var following = new CancellationTokenSource();
        using var bare = new BareRound(home.Models, frames);
        await using var host = await DevelopmentHost.StartAsync(WorkerOnly(), _progress, stop);
        using var worker = new WorkerRound(host.BootstrapServers, partitionCount, frames, new WorkerGauges(http, host.WorkerUrl), time);
        var followed = worker.FollowAsync(following.Token);
        try
        {
            await bare.RunAsync(WarmUp);
            await worker.RunAsync(WarmUp, stop);
            var pairs = new List<RoundPair>();
            for (var i = 0; i < rounds; i++)
            {
                var pair = new RoundPair(await bare.RunAsync(length), await worker.RunAsync(length, stop));
                pairs.Add(pair);
                _progress.Report(string.Create(CultureInfo.InvariantCulture,
                    $"bench: round {i + 1}: bare {pair.Bare.FramesPerSecondAndCore:0.0}, Worker {pair.Worker.FramesPerSecondAndCore:0.0} frames/s and core, ratio {pair.Ratio:0.000}"));
            }

            return FramesBenchReport.Of(frames, pairs);
        }
        finally
        {
            await following.CancelAsync();
            await followed;
        }
    }

    /// <summary>Every frame is sampled, however old it claims to be.</summary>
    private DevelopmentHostOptions WorkerOnly() => BenchHost.WorkerOnly(
        home, KeyValuePair.Create("Sampling__FramesPerSecond", "60"), KeyValuePair.Create("Sampling__MaxAge", "2.00:00:00"));
}

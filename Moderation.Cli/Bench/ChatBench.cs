using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>Measures the bare session, the scorer and the whole Worker in turns, so that whatever else the machine does falls on all.</summary>
internal sealed class ChatBench(ModerationHome home, TimeProvider time)
{
    private const int LineCount = 4_096;
    private const int TransformerBatch = 8;
    private const int SidesPerRound = 3;
    private static readonly int[] TransformerTokens = [16, 32];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private readonly ConsoleProgress _progress = new();

    public async Task<int> RunAsync(TextModel model, int seconds, int rounds, bool json, CancellationToken stop)
    {
        var before = MachineLoad.LastMinute();
        var lines = BenchLines.Make(LineCount);
        var length = TimeSpan.FromSeconds(seconds / (double)(SidesPerRound * rounds));
        var transformer = MeasureTransformer(length, rounds);
        var measured = await MeasureAsync(model, lines, length, rounds, stop);
        var report = ChatBenchReport.Of(lines, measured, transformer, [before, MachineLoad.LastMinute()]);
        if (json)
            Console.Out.WriteLine(report.ToJson());
        else
            _progress.Report(report.Explain());
        return 0;
    }

    private async Task<IReadOnlyList<ChatRounds>> MeasureAsync(TextModel model, IReadOnlyList<string> lines, TimeSpan length, int rounds, CancellationToken stop)
    {
        var partitionCount = TopicsFile.Load(home.TopicsFile).Single(topic => topic.Name == TopicNames.Chat).Partitions;
        using var http = new HttpClient();
        using var following = new CancellationTokenSource();
        using var text = new TextRounds(model, lines);
        await using var host = await DevelopmentHost.StartAsync(
            BenchHost.WorkerOnly(home, KeyValuePair.Create("Sampling__Chat__MaxAge", "2.00:00:00")), _progress, stop);
        using var worker = new ChatWorkerRound(host.BootstrapServers, partitionCount, lines, new WorkerGauges(http, host.WorkerUrl), time);
        var followed = worker.FollowAsync(following.Token);
        try
        {
            text.Bare(WarmUp);
            text.Scorer(WarmUp);
            await worker.RunAsync(WarmUp * 2, stop);
            var measured = new List<ChatRounds>();
            for (var i = 0; i < rounds; i++)
            {
                var round = new ChatRounds(text.Bare(length), text.Scorer(length), await worker.RunAsync(length, stop));
                measured.Add(round);
                _progress.Report(string.Create(CultureInfo.InvariantCulture,
                    $"bench: round {i + 1}: bare {round.Bare.LinesPerSecond:N0}, scorer {round.Scorer.LinesPerSecond:N0} lines/s and core, ratio {round.Ratio:0.000}; Worker {round.Worker.Frames / round.Worker.CpuSeconds:N0} a core of its own"));
            }

            return measured;
        }
        finally
        {
            await following.CancelAsync();
            await followed;
        }
    }

    private List<TransformerSide> MeasureTransformer(TimeSpan length, int rounds)
    {
        Directory.CreateDirectory(home.State);
        using var transformer = new TransformerRound(TransformerShape.BertBase, Path.Combine(home.State, "transformer.onnx"));
        _progress.Report(string.Create(CultureInfo.InvariantCulture, $"bench: BERT-base-shaped graph, {TransformerShape.BertBase.ParameterCount / 1e6:0} million random weights"));
        var sides = new List<TransformerSide>();
        foreach (var tokens in TransformerTokens)
        {
            transformer.Measure(TransformerBatch, tokens, WarmUp);
            var best = Enumerable.Range(0, rounds).Max(_ => transformer.Measure(TransformerBatch, tokens, length));
            sides.Add(new TransformerSide(tokens, TransformerBatch, Math.Round(best, 1)));
        }

        return sides;
    }
}

using System.Diagnostics;
using System.Threading.Channels;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>Folds stored logs under two versions of a policy at once. Each live stays with one thread, so its entries keep their order.</summary>
internal sealed class Backtest(DeciderRules rules, PolicySet candidate, PolicySet? against, OutcomeBook outcomes, int threads)
{
    private const int BatchSize = 512;
    private const int BatchesAhead = 16;

    /// <summary>Event times that count; entries outside are passed over.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Between { get; init; } = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Runs it.</summary>
    /// <param name="lines">The stored logs.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<BacktestResult> RunAsync(IEnumerable<LoggedLine> lines, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var channels = Enumerable.Range(0, threads).Select(_ => Channel.CreateBounded<List<LoggedLine>>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true })).ToList();
        var workers = channels.Select(channel => Task.Run(() => FoldAsync(channel.Reader, ended), stop)).ToList();
        await Task.Run(() => DealAsync(lines, channels, ended.Token), stop);
        var folded = await Task.WhenAll(workers);
        // only now is every verdict known: one may lie in the log of a live that another thread read
        var totals = new BacktestTotals();
        foreach (var live in folded.SelectMany(lives => lives))
            live.AddTo(totals);
        return new BacktestResult(totals, clock.Elapsed, threads);
    }

    private static async Task DealAsync(IEnumerable<LoggedLine> lines, List<Channel<List<LoggedLine>>> channels, CancellationToken stop)
    {
        var batches = channels.Select(_ => new List<LoggedLine>(BatchSize)).ToArray();
        try
        {
            foreach (var line in lines)
            {
                var place = line.PlaceAmong(channels.Count);
                batches[place].Add(line);
                if (batches[place].Count < BatchSize)
                    continue;
                await channels[place].Writer.WriteAsync(batches[place], stop);
                batches[place] = new List<LoggedLine>(BatchSize);
            }

            for (var place = 0; place < batches.Length; place++)
                await channels[place].Writer.WriteAsync(batches[place], stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // a thread that could not go on has the reason
        }
        finally
        {
            foreach (var channel in channels)
                channel.Writer.TryComplete();
        }
    }

    private async Task<IReadOnlyCollection<LiveBacktest>> FoldAsync(ChannelReader<List<LoggedLine>> lines, CancellationTokenSource ended)
    {
        var lives = new Dictionary<LiveId, LiveBacktest>();
        try
        {
            await foreach (var batch in lines.ReadAllAsync(ended.Token))
            {
                foreach (var line in batch)
                    Fold(lives, line);
            }
        }
        catch (ToolException)
        {
            await ended.CancelAsync();
            throw;
        }

        foreach (var live in lives.Values)
            live.Finish();
        return lives.Values;
    }

    private void Fold(Dictionary<LiveId, LiveBacktest> lives, LoggedLine line)
    {
        // markers say what decided then; here it is these versions that decide
        if (line.Read() is not { } entry || entry.Signal.LiveId == SignalRecord.EveryLive || entry.Signal.At < Between.From || entry.Signal.At >= Between.To)
            return;
        if (!lives.TryGetValue(entry.Signal.LiveId, out var live))
            lives.Add(entry.Signal.LiveId, live = new LiveBacktest(entry.Signal.LiveId, rules, candidate, against, outcomes));
        live.Apply(entry.Signal, entry.At);
    }
}

/// <param name="Totals">What was counted.</param>
/// <param name="Took">Time of the whole run, reading included.</param>
/// <param name="Threads">Threads that folded.</param>
internal sealed record BacktestResult(BacktestTotals Totals, TimeSpan Took, int Threads)
{
    /// <summary>Event time folded in a second by one thread, under both versions.</summary>
    public double TimesLivePerCore => Totals.LiveTime.TotalSeconds / Took.TotalSeconds / Threads;
}

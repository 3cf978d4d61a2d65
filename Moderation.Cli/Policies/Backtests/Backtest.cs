using System.Diagnostics;
using System.Threading.Channels;
using Moderation.Core.PolicyReports.Backtests;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>Folds stored logs under two versions of a policy at once. Each live stays with one thread, so its entries keep their order.</summary>
internal sealed class Backtest(BacktestQuestion question, OutcomeBook outcomes, int threads)
{
    private const int BatchSize = 512;
    private const int BatchesAhead = 16;

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
        foreach (var fold in folded)
            fold.AddTo(totals);
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

    private async Task<BacktestFold> FoldAsync(ChannelReader<List<LoggedLine>> lines, CancellationTokenSource ended)
    {
        var fold = new BacktestFold(question, outcomes);
        try
        {
            await foreach (var batch in lines.ReadAllAsync(ended.Token))
            {
                foreach (var line in batch)
                {
                    if (line.Read() is { } entry)
                        fold.Apply(entry.Signal, entry.At);
                }
            }
        }
        catch (ToolException)
        {
            await ended.CancelAsync();
            throw;
        }

        fold.Finish();
        return fold;
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

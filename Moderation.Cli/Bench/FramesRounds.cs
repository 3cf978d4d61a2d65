using System.Diagnostics;
using System.Globalization;

namespace Moderation.Cli.Bench;

/// <summary>The turns of <c>bench frames</c>: bare, Worker, Worker, bare and so on, so that what grows slower or faster during the run falls on both.</summary>
/// <param name="bare">The bare models.</param>
/// <param name="worker">The Worker's rounds.</param>
/// <param name="beside">What goes on beside the bare models.</param>
/// <param name="split">How the cores are divided; null where they are not: then nothing goes on beside the bare models, because it would take part of what they could use.</param>
/// <param name="workerPid">The Worker's process.</param>
internal sealed class FramesRounds(BareProcess bare, WorkerRound worker, BesideFeed beside, CoreSplit? split, int workerPid)
{
    private const double SmallCompilingShare = 0.005;
    private const int QuietWarmUps = 2;
    private const int MostWarmUps = 30;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>What the Worker reached last: what goes on beside the bare models keeps that rate.</summary>
    private double _rate;

    public async Task<IReadOnlyList<RoundPair>> RunAsync(TimeSpan length, int rounds, IProgress<string> progress, CancellationToken stop)
    {
        await WarmUpAsync("Worker", WorkerAsync, progress, stop);
        await WarmUpAsync("bare", BareAsync, progress, stop);
        var pairs = new List<RoundPair>();
        for (var i = 0; i < rounds; i++)
        {
            var pair = i % 2 == 0 ? await BareFirstAsync(length, stop) : await WorkerFirstAsync(length, stop);
            pairs.Add(pair);
            progress.Report(string.Create(CultureInfo.InvariantCulture,
                $"bench: round {i + 1}: bare {pair.Bare.FramesPerSecondAndCore:0.0}, Worker {pair.Worker.FramesPerSecondAndCore:0.0} frames/s and core, ratio {pair.Ratio:0.000}, of CPU time {pair.CpuRatio:0.000}"));
        }

        return pairs;
    }

    /// <summary>Runs until the runtime has compiled what runs often, which a Worker does once in its life and beside the work that shares its core.</summary>
    /// <remarks>Two quiet rounds in a row: between its stages the compiler waits.</remarks>
    private static async Task WarmUpAsync(
        string what, Func<TimeSpan, CancellationToken, Task<(RoundResult Result, double)>> round, IProgress<string> progress, CancellationToken stop)
    {
        var (quiet, count, share) = (0, 0, 1.0);
        for (; quiet < QuietWarmUps && count < MostWarmUps; count++)
        {
            var (result, _) = await round(WarmUp, stop);
            share = result.CompilingSeconds / result.Seconds;
            quiet = share <= SmallCompilingShare ? quiet + 1 : 0;
        }

        progress.Report(string.Create(
            CultureInfo.InvariantCulture, $"bench: {what} warmed up for {count * WarmUp.TotalSeconds:0} s; compiling took {share * 100:0.0} % of the last {WarmUp.TotalSeconds:0}"));
    }

    private async Task<RoundPair> BareFirstAsync(TimeSpan length, CancellationToken stop)
    {
        var (first, besideFirst) = await BareAsync(length, stop);
        var (second, besideSecond) = await WorkerAsync(length, stop);
        return new RoundPair(first, second, besideFirst, besideSecond);
    }

    private async Task<RoundPair> WorkerFirstAsync(TimeSpan length, CancellationToken stop)
    {
        var (first, besideFirst) = await WorkerAsync(length, stop);
        var (second, besideSecond) = await BareAsync(length, stop);
        return new RoundPair(second, first, besideSecond, besideFirst);
    }

    private async Task<(RoundResult Result, double BesideCores)> WorkerAsync(TimeSpan length, CancellationToken stop)
    {
        if (split is not null)
            await split.PutOnAsync(workerPid, stop);
        var measured = await WithBesideAsync(async () => await worker.RunAsync(length, stop) with { Cores = split is null ? Environment.ProcessorCount : 1 });
        _rate = measured.Result.Frames / measured.Result.Seconds;
        return measured;
    }

    /// <summary>The Worker, which is idle now but asks its broker for news, waits on the other cores.</summary>
    private async Task<(RoundResult Result, double BesideCores)> BareAsync(TimeSpan length, CancellationToken stop)
    {
        if (split is null)
            return await WithBesideAsync(() => bare.RunAsync(length, stop));
        await split.PutAsideAsync(workerPid, stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var goesOn = beside.RunAsync(_rate, over.Token);
        try
        {
            return await WithBesideAsync(() => bare.RunAsync(length, stop));
        }
        finally
        {
            await over.CancelAsync();
            await goesOn;
        }
    }

    /// <summary>Measures also what this process, with broker, feeder and reader, uses meanwhile.</summary>
    private static async Task<(RoundResult Result, double BesideCores)> WithBesideAsync(Func<Task<RoundResult>> round)
    {
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var result = await round();
        return (result, (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(started));
    }
}

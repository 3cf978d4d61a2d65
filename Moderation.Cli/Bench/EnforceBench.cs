using System.Globalization;
using Moderation.Cli.Demo.Watch;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>Measures an order's way through the Worker that enforces beside a record's bare way through the same broker, in turns.</summary>
internal sealed class EnforceBench(ModerationHome home, TimeProvider time)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private readonly ConsoleProgress _progress = new();

    public async Task<int> RunAsync(int rate, int seconds, int rounds, bool json, CancellationToken stop)
    {
        var report = await MeasureAsync(rate, TimeSpan.FromSeconds(seconds / (2.0 * rounds)), rounds, stop);
        if (json)
            Console.Out.WriteLine(report.ToJson());
        else
            _progress.Report(report.Explain());
        return 0;
    }

    private async Task<EnforceBenchReport> MeasureAsync(int rate, TimeSpan length, int rounds, CancellationToken stop)
    {
        var load = new List<double?> { MachineLoad.LastMinute() };
        using var http = new HttpClient();
        using var following = new CancellationTokenSource();
        await using var host = await DevelopmentHost.StartAsync(
            BenchHost.WorkerOnly(
                home,
                KeyValuePair.Create("Worker__Roles", "enforcer"),
                // More than any rate that can be asked for: what is measured is the way of an order, and a held one has none.
                KeyValuePair.Create("Enforcement__Breakers__ThrottleGifts", "1000000")),
            _progress,
            stop);
        var gauges = new WorkerGauges(http, host.WorkerUrl);
        using var orders = new OrderRounds(host.BootstrapServers, time);
        var followed = orders.FollowAsync(following.Token);
        try
        {
            await orders.RunAsync(enforced: false, rate, WarmUp, stop);
            await orders.RunAsync(enforced: true, rate, WarmUp, stop);
            var measured = new List<EnforceRound>();
            for (var i = 0; i < rounds; i++)
            {
                var bare = await orders.RunAsync(enforced: false, rate, length, stop);
                var before = await gauges.ReadAsync(stop);
                var enforced = await orders.RunAsync(enforced: true, rate, length, stop);
                var round = new EnforceRound(bare, enforced, (await gauges.ReadAsync(stop)).CpuSeconds - before.CpuSeconds);
                measured.Add(round);
                var (plain, through) = (LatencySummary.Of(bare), LatencySummary.Of(enforced));
                _progress.Report(string.Create(CultureInfo.InvariantCulture,
                    $"bench: round {i + 1}: bare p50 {plain.P50:0.0} ms, p99 {plain.P99:0.0} ms; enforced p50 {through.P50:0.0} ms, p99 {through.P99:0.0} ms; {bare.Count} and {enforced.Count} orders"));
            }

            load.Add(MachineLoad.LastMinute());
            return EnforceBenchReport.Of(rate, measured, load);
        }
        finally
        {
            await following.CancelAsync();
            await followed;
        }
    }
}

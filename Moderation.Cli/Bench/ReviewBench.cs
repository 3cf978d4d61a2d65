using System.Diagnostics;
using System.Globalization;
using Moderation.Cli.Host;
using Npgsql;

namespace Moderation.Cli.Bench;

/// <summary>Measures the queue of the Api as it ships, on a database that holds many reports and open cases and exists only for the run.</summary>
internal sealed class ReviewBench(ModerationHome home, TimeProvider time)
{
    /// <summary>Requests that run at the same time where claims are counted.</summary>
    public const int Reviewers = 50;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private readonly ConsoleProgress _progress = new();

    public Task<int> RunAsync(ReviewLoad load, bool json, CancellationToken stop) =>
        BenchHost.InScratchAsync(home, scratch => MeasureAsync(scratch, load, stop), report => json ? report.ToJson() : report.Explain());

    private async Task<ReviewBenchReport> MeasureAsync(ModerationHome scratch, ReviewLoad load, CancellationToken stop)
    {
        var options = BenchHost.ApiOnly(home, scratch);
        // One caller stands for all reviewers, whose shift has no end.
        options = options with { Programs = [.. options.Programs.Select(program => program with { Settings = new Dictionary<string, string>(program.Settings) { ["Review__ExposureBudget"] = "0" } })] };
        await using var host = await DevelopmentHost.StartAsync(options, _progress, stop);
        await using (var database = NpgsqlDataSource.Create(host.ConnectionString))
            await ReviewFill.RunAsync(database, load, _progress, stop);
        using var desk = new ReviewerDesk(host.ApiUrl, load.Cases);
        await OpenLoop.RunAsync(load.Rate, WarmUp, number => desk.ReadAsync(number, stop), time, stop);
        var nothing = await OpenLoop.RunAsync(load.Rate, load.Duration, _ => desk.TouchAsync(stop), time, stop);
        // Of a rate of requests a tenth are claims, and a tenth the verdicts on them; the rest reads.
        var pairs = Math.Max(1, load.Rate / 10);
        var reading = OpenLoop.RunAsync(load.Rate - 2 * pairs, load.Duration, number => desk.ReadAsync(number, stop), time, stop);
        var deciding = OpenLoop.RunAsync(pairs, load.Duration, _ => desk.DecideAsync(stop), time, stop);
        await Task.WhenAll(reading, deciding);
        _progress.Report(string.Create(CultureInfo.InvariantCulture, $"bench: now {Reviewers} reviewers who claim and put back as fast as they can"));
        var (claims, took) = await ClaimAsync(desk, load.Duration, stop);
        return ReviewBenchReport.Of(load, nothing, await reading, await deciding, claims, took);
    }

    private static async Task<(int Claims, TimeSpan Took)> ClaimAsync(ReviewerDesk desk, TimeSpan duration, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Reviewers).Select(async _ =>
        {
            var count = 0;
            while (clock.Elapsed < duration)
                count += await desk.ClaimAndReleaseAsync(stop) ? 1 : 0;
            return count;
        }));
        return (counts.Sum(), clock.Elapsed);
    }
}

/// <summary>What the queue is measured with.</summary>
/// <param name="Reports">Reports in the database.</param>
/// <param name="Cases">Open cases.</param>
/// <param name="Rate">Requests a second.</param>
/// <param name="Duration">For how long each part is measured.</param>
internal sealed record ReviewLoad(int Reports, int Cases, int Rate, TimeSpan Duration);

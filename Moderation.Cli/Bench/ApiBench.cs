using System.Diagnostics;
using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Cli.Bench;

/// <summary>Measures the Api as it ships, on a broker and a database that exist only for the run.</summary>
internal sealed class ApiBench(ModerationHome home)
{
    public const int LeastReports = 2_000;
    public const int MostReports = 10_000_000;

    /// <summary>What is published before the Api has all of it: far under what the embedded broker keeps of its partitions.</summary>
    private const int PortionSize = 20_000;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ProjectionPatience = TimeSpan.FromMinutes(2);
    private readonly ConsoleProgress _progress = new();

    public Task<int> RunAsync(int reports, bool json, CancellationToken stop) =>
        BenchHost.InScratchAsync(home, scratch => MeasureAsync(scratch, reports, stop), report => json ? report.ToJson() : report.Explain());

    private async Task<ApiBenchReport> MeasureAsync(ModerationHome scratch, int reports, CancellationToken stop)
    {
        await using var host = await DevelopmentHost.StartAsync(BenchHost.ApiOnly(home, scratch), _progress, stop);
        await using var database = NpgsqlDataSource.Create(host.ConnectionString);
        using var feed = new ReportFeed(host.BootstrapServers, TopicsFile.Load(home.TopicsFile).Single(t => t.Name == TopicNames.Reports).Partitions);
        var portions = new List<ProjectedPortion>();
        for (var first = 0; first < reports; first += PortionSize)
        {
            var portion = await ProjectAsync(feed, database, first, Math.Min(PortionSize, reports - first), stop);
            portions.Add(portion);
            _progress.Report(string.Create(CultureInfo.InvariantCulture,
                $"bench: {first + portion.Records} reports: read {portion.Records / portion.PlainSeconds:0}/s, projected {portion.Records / portion.ProjectedSeconds:0}/s"));
        }

        await RequireRowsAsync(database, reports, stop);
        using var http = new HttpClient();
        return ApiBenchReport.Of(portions, feed.ByteCount, await new ReportPages(http, host.ApiUrl).MeasureAsync(reports / 2, stop));
    }

    /// <summary>The Api's time begins before the first record is published, the plain reader's with all there: what that costs falls on the Api.</summary>
    private static async Task<ProjectedPortion> ProjectAsync(ReportFeed feed, NpgsqlDataSource database, int first, int count, CancellationToken stop)
    {
        var values = ReportFeed.Values(first, count);
        var clock = Stopwatch.StartNew();
        var begin = feed.Publish(first, values);
        await WaitUntilProjectedAsync(database, first + count, stop);
        var projected = clock.Elapsed.TotalSeconds;
        clock.Restart();
        feed.Consume(begin, count);
        return new ProjectedPortion(count, clock.Elapsed.TotalSeconds, projected);
    }

    private static async Task WaitUntilProjectedAsync(NpgsqlDataSource database, long count, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        await using var passed = database.CreateCommand("select coalesce(sum(next_offset), 0)::bigint from projection_offset where topic = $1");
        passed.Parameters.AddWithValue(TopicNames.Reports);
        while (await passed.ExecuteScalarAsync(stop) is long number && number < count)
        {
            if (clock.Elapsed > ProjectionPatience)
                throw new ToolException($"the Api has projected {number} of {count} reports after {ProjectionPatience.TotalSeconds:0} s");
            await Task.Delay(PollInterval, stop);
        }
    }

    private static async Task RequireRowsAsync(NpgsqlDataSource database, int count, CancellationToken stop)
    {
        await using var rows = database.CreateCommand("select count(*) from report");
        if (await rows.ExecuteScalarAsync(stop) is not long found || found != count)
            throw new ToolException($"the table does not hold the {count} reports that were published");
    }
}

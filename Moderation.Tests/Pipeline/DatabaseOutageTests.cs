using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Moderation.Cli.Demo.Platform;
using Moderation.Cli.Host;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Supervision;
using Npgsql;
using Xunit.Abstractions;

namespace Moderation.Tests.Pipeline;

/// <summary>A real PostgreSQL that is stopped and started again while reports and flags come, reviewers decide and orders are enforced. <c>MODERATION_TEST_OUTAGE_SECONDS</c> says how long at least it is away.</summary>
public sealed class DatabaseOutageTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const string Variable = "MODERATION_TEST_OUTAGE_SECONDS";
    private const int UsualSeconds = 2;
    private const int Enough = 20;
    private const int Reviewers = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly KafkaFixture _kafka = new();
    private readonly TestFolder _project = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();
    private readonly RecordedProgress _progress = new();
    private readonly HashSet<string> _reports = [];
    private readonly HashSet<string> _flags = [];
    private readonly int _port = PortOwner.PickFree();
    private PrivatePostgres _postgres = null!;

    private static TimeSpan Length => TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : UsualSeconds);

    public async Task InitializeAsync() => _postgres = await StartDatabaseAsync();

    public async Task DisposeAsync() => await _postgres.DisposeAsync();

    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Dispose();
        _project.Dispose();
        _kafka.Dispose();
    }

    [Fact]
    public async Task A_database_that_is_stopped_stops_no_enforcement_and_neither_loses_nor_doubles_a_report_a_flag_or_a_verdict()
    {
        using var watch = new EnforcementWatch(_kafka);
        await using var app = new ModerationApplication(_postgres.ConnectionString, _kafka.Bootstrap, ("Review:QueuesFile", QueuesFile()), ("Review:ExposureBudget", "0"), ("Projection:RetryDelayMax", "00:00:00.5"));
        using var crowd = new ReviewCrowd(app);
        await using var platform = new SimulatedPlatform(_kafka.Bootstrap, SimulatedPlatform.Quick, what => Assert.Fail(what), TimeProvider.System);
        await using var enforcer = await TestEnforcer.StartAsync(_kafka, OrderFlow.Breakers);
        var flow = new OrderFlow(_kafka, watch);
        using var over = new CancellationTokenSource();
        var playing = flow.PlayAsync(_ => !over.IsCancellationRequested);
        var telling = TellAsync(over.Token);
        var reviewing = Task.WhenAll(Enumerable.Range(0, Reviewers).Select(_ => crowd.WorkAsync(over.Token)));
        await KafkaFixture.Until(() => crowd.Given.Count >= Enough && watch.Actions.Count >= Enough, "cases are decided and orders are sent");

        await StopAndStartAsync(crowd, watch);

        var decided = crowd.Given.Count;
        var back = Stopwatch.GetTimestamp();
        await KafkaFixture.Until(() => crowd.Given.Count >= decided + Enough, "cases are decided again");
        await over.CancelAsync();
        await Task.WhenAll(playing, telling, reviewing);
        await flow.AssertCompleteAsync(platform.InForce);
        await AssertStoredAsync(app, watch);
        var stored = Stopwatch.GetElapsedTime(back);
        foreach (var open in await IdsAsync(app, "select case_id from review_case where outcome is null"))
            await crowd.FinishAsync(open);
        await AssertDecidedAsync(app, crowd);
        output.WriteLine($"all is stored {stored.TotalSeconds:0.0} s and decided {Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s after the database was back: {_reports.Count} reports, {_flags.Count} flags, {crowd.Given.Count} verdicts, {watch.Orders.Count} orders");
    }

    private static async Task<HashSet<string>> IdsAsync(ModerationApplication app, string select)
    {
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(select, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new HashSet<string>();
        while (await reader.ReadAsync())
            Assert.True(ids.Add(reader.GetString(0)), $"{reader.GetString(0)} is there twice");
        return ids;
    }

    /// <summary>Stops the server, and starts it again when everybody has felt it, orders went on, and the asked time is over.</summary>
    private async Task StopAndStartAsync(ReviewCrowd crowd, EnforcementWatch watch)
    {
        await _postgres.DisposeAsync();
        var stopped = Stopwatch.GetTimestamp();
        var (refused, given, sent, fates) = (crowd.Refused, crowd.Given.Count, watch.Actions.Count, watch.Dispatches.Count);
        await KafkaFixture.Until(() => crowd.Refused >= refused + Enough && watch.Actions.Count >= sent + Enough, "reviewers are told to wait, and orders are sent all the same");
        if (Length - Stopwatch.GetElapsedTime(stopped) is { Ticks: > 0 } rest)
            await Task.Delay(rest, TimeProvider.System);
        output.WriteLine($"away for {Stopwatch.GetElapsedTime(stopped).TotalSeconds:0.0} s: {watch.Dispatches.Count - fates} orders met their fate and {watch.Actions.Count - sent} of them were sent, {crowd.Refused - refused} requests answered with 503, the slowest answer of the run after {crowd.Slowest.TotalSeconds:0.00} s");
        // A verdict that was committed before the stop can be answered after it; none is given meanwhile.
        Assert.InRange(crowd.Given.Count, given, given + Reviewers);
        _postgres = await StartDatabaseAsync();
    }

    /// <summary>Reports, each of a live of its own, and flags on others, until told to stop.</summary>
    private async Task TellAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Pause);
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var report = ReviewRoom.Report(number, $"{_kafka.Unique}-reported-{number}");
            _reports.Add(report.ReportId.Value);
            await _kafka.SendAsync(TopicNames.Reports, Encoding.UTF8.GetBytes(report.LiveId.Value), JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Default.ReportRecord));
            // each by somebody else: what one account flags beyond its limit opens no case
            var flag = MoneyRecords.Flag(number, $"viewer-{number}", live: $"{_kafka.Unique}-flagged-{number}");
            _flags.Add(flag.FlagId);
            await _kafka.SendAsync(TopicNames.Flags, Encoding.UTF8.GetBytes(flag.LiveId.Value), JsonSerializer.SerializeToUtf8Bytes(flag, WireJson.Default.FlagRecord));
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AssertStoredAsync(ModerationApplication app, EnforcementWatch watch)
    {
        await ModerationApplication.EventuallyAsync(() => app.CountAsync("report"), count => count == _reports.Count);
        await ModerationApplication.EventuallyAsync(() => app.CountAsync("flag"), count => count == _flags.Count);
        await ModerationApplication.EventuallyAsync(() => app.CountAsync("action"), count => count == watch.Orders.Select(order => order.ActionId).Distinct().Count());
        await ModerationApplication.EventuallyAsync(() => app.CountAsync("action_dispatch"), count => count == watch.Dispatches.Count);
        Assert.Equal(_reports, await IdsAsync(app, "select report_id from report"));
        Assert.Equal(_flags, await IdsAsync(app, "select flag_id from flag"));
        Assert.Equal(_reports.Count + _flags.Count, await app.CountAsync("review_case"));
        Assert.Equal(0, await app.CountAsync("projection_fault"));
    }

    /// <summary>Every case has the one verdict that somebody was answered, or whose answer was lost; and every report's verdict is on the topic, the same however often it is there.</summary>
    private async Task AssertDecidedAsync(ModerationApplication app, ReviewCrowd crowd)
    {
        Assert.Empty(crowd.Wrong);
        Assert.Empty(await IdsAsync(app, "select case_id from review_case where outcome is null"));
        Assert.Equal(_reports.Count + _flags.Count, (await IdsAsync(app, "select case_id from review_verdict")).Count);
        Assert.Equal(crowd.Given.Values.ToHashSet(), await IdsAsync(app, "select verdict_id from review_verdict"));
        await ModerationApplication.EventuallyAsync(() => app.CountAsync("verdict"), count => count == _reports.Count);
        LogFold.AssertTold(_kafka, TopicNames.Verdicts, WireJson.Default.VerdictRecord, verdict => verdict.ReportId.Value, _reports);
    }

    private string QueuesFile()
    {
        var path = _folder.File("queues.yaml");
        var shipped = File.ReadAllLines(Path.Combine(Repository.Root, "review", "queues.yaml"));
        // Chance opens no second looks here, so that every case is known.
        File.WriteAllLines(path, shipped.Where(line => !line.TrimStart().StartsWith("second_review:", StringComparison.Ordinal)));
        return path;
    }

    private async Task<PrivatePostgres> StartDatabaseAsync()
    {
        var folder = await PostgresFolder.LocateAsync(_project.Home, _progress, CancellationToken.None);
        var postgres = await PrivatePostgres.StartAsync(folder, _project.Home.Log("postgres"), _port, _launcher, _progress, CancellationToken.None);
        Assert.Equal(_port, postgres.Port);
        return postgres;
    }
}

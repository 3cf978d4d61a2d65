using System.Net;
using System.Text;
using System.Text.Json;
using Moderation.Api.Decisions;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class BacktestTests(PostgresServer server) : BacktestFixture(server)
{
    [PostgresFact]
    public async Task Report_and_table_are_those_that_the_tool_makes_of_the_same_log()
    {
        var lives = FiveLives();
        var reports = lives.Take(4).Select(log => PlayedLives.Decide(log, Compile(Slower), Rules)[0]).ToList();
        // Said in the log; what is said of the first and the third stands in the tables alone.
        var overturned = PlayedLives.After(lives[1], PlayedLives.Verdict(reports[1], VerdictKind.Overturned));
        Kafka.Publish([lives[0], [.. lives[1], overturned], .. lives.Skip(2)]);
        var app = Open();
        await app.MakeLiveAsync(Slower, BacktestRequests.Policy);
        await app.Database.ProjectAsync(new DecisionProjector(), reports);
        await app.Database.ProjectAsync(new VerdictProjector(TimeProvider.System), PlayedLives.Verdict(reports[0], VerdictKind.Confirmed), PlayedLives.Verdict(reports[2], VerdictKind.Undecided));
        using var tool = new PolicyTool();
        var outcomes = tool.Write("outcomes.csv", $"report_id,outcome\n{reports[0].ReportId},confirmed\n{reports[2].ReportId},undecided\n");
        var csv = Path.Combine(tool.Folder, "hits.csv");
        var expected = PolicyTool.RunJson(
            "backtest", "--sheet", tool.Write("candidate.yaml", PolicyTool.Minors), "--against", tool.Write("against.yaml", Slower), "--bootstrap", Kafka.BootstrapServers,
            "--from", "2020-01-01T00:00:00Z", "--outcomes", outcomes, "--csv", csv);

        var id = await app.AskAsync(new { sheet = PolicyTool.Minors, against = "live" });
        var done = await app.BacktestAsync(id, "done");

        var report = done.GetProperty("report");
        Assert.Equal(expected.WithoutTiming(), report.WithoutTiming());
        Assert.Equal((5, 4, 4), (report.GetProperty("lives").GetInt32(), Hits(report, "candidate"), Hits(report, "against")));
        Assert.Equal("""{"actioned_upheld":1,"reported_upheld":0,"overturned":1,"reviewed_clean":1,"never_reviewed":1,"exempt":0}""", JsonSerializer.Serialize(report.GetProperty("outcomes")));
        Assert.True(Restricted(report, "candidate") > Restricted(report, "against"));
        Assert.True(report.GetProperty("timesLivePerCore").GetDouble() > 0);
        var progress = done.GetProperty("progress");
        Assert.Equal((1.0, 0, progress.GetProperty("signalsTotal").GetInt64()), (progress.GetProperty("share").GetDouble(), progress.GetProperty("signalsGone").GetInt64(), progress.GetProperty("signalsRead").GetInt64()));
        Assert.Equal(report.GetProperty("liveHours").GetDouble(), progress.GetProperty("liveHours").GetDouble(), 9);
        Assert.Equal(await File.ReadAllTextAsync(csv), await TextAsync(app, done.GetProperty("links").GetProperty("csv").GetString()!));
    }

    [PostgresFact]
    public async Task Confirmed_orders_count_as_given_because_reports_have_the_ids_that_the_deciders_gave_them()
    {
        var waiting = PolicyTool.Minors.Replace("when: belief(under_18) >= 0.90 for 10s", "when: belief(under_18) >= 0.90 for 10s\n    confirm: human", StringComparison.Ordinal);
        var log = PlayedLives.Log(waiting, 0, "live-1");
        var throttle = PlayedLives.Decide(log, Compile(waiting), Rules)[^1];
        var confirmed = PlayedLives.Verdict(throttle, VerdictKind.Confirmed) with { At = throttle.At };
        var place = log.TakeWhile(entry => entry.Signal.At <= throttle.At).Count();
        Kafka.Publish([[.. log.Take(place), PlayedLives.After(log, confirmed), .. log.Skip(place)]]);

        var report = await Open().ReportAsync(new { sheet = waiting });

        Assert.Equal("throttle", throttle.Rung);
        Assert.Equal(1, report.GetProperty("candidate").GetProperty("totals").GetProperty("orders").GetInt32());
        Assert.Equal(1, report.GetProperty("outcomes").GetProperty("actioned_upheld").GetInt32());
    }

    [PostgresFact]
    public async Task Candidate_can_be_a_text_in_either_form_or_a_stored_version()
    {
        Kafka.Publish(FiveLives());
        var app = Open();
        await app.MakeLiveAsync(PolicyTool.Minors, BacktestRequests.Policy);
        var version = await app.GetJsonAsync($"/v1/policies/{BacktestRequests.Policy}/versions/1");
        var hash = version.GetProperty("version").GetProperty("sheetHash").GetString();

        var expected = (await app.ReportAsync(new { sheet = PolicyTool.Minors })).WithoutTiming();

        Assert.Equal(expected, (await app.ReportAsync(new { sheet = version.GetProperty("json").GetRawText() })).WithoutTiming());
        Assert.Equal(expected, (await app.ReportAsync(new { sheetHash = hash })).WithoutTiming());
        Assert.Equal(expected, (await app.ReportAsync(new { sheetHash = "1", against = (string?)null })).WithoutTiming());
        var same = await app.BacktestAsync(await app.AskAsync(new { sheet = PolicyTool.Minors, against = hash }), "done");
        Assert.Equal((hash, 1), (same.GetProperty("candidate").GetProperty("sheetHash").GetString(), same.GetProperty("candidate").GetProperty("version").GetInt32()));
        Assert.Equal("""{"onlyCandidate":0,"onlyAgainst":0,"both":4,"earlier":0,"later":0,"medianSecondsLater":0}""", same.GetProperty("report").GetProperty("differences").GetRawText());
    }

    [PostgresFact]
    public async Task Only_signals_of_the_time_that_was_asked_for_count()
    {
        var lives = FiveLives();
        Kafka.Publish(lives);
        var app = Open();
        var middle = lives[0][0].Signal.At.AddSeconds(30);
        var (before, after) = (lives.Sum(log => log.Count(entry => entry.Signal.At < middle)), lives.Sum(log => log.Count(entry => entry.Signal.At >= middle)));

        Assert.Equal(before, await SignalsAsync(app, new { sheet = PolicyTool.Minors, to = $"{middle:O}" }));
        Assert.Equal(after, await SignalsAsync(app, new { sheet = PolicyTool.Minors, from = $"{middle:O}" }));
        Assert.Equal(0, await SignalsAsync(app, new { sheet = PolicyTool.Minors, from = $"{middle.AddDays(1):O}" }));
        Assert.Equal(before + after, await SignalsAsync(app, new { sheet = PolicyTool.Minors, from = $"{middle.AddDays(-1):O}", to = $"{middle.AddDays(1):O}" }));
    }

    [PostgresFact]
    public async Task Records_that_are_no_signals_are_passed_over()
    {
        Kafka.Publish(FiveLives());
        Kafka.Queue(TopicNames.Signals, "live-1", "{ nonsense"u8.ToArray());
        Kafka.Queue(TopicNames.Signals, "live-2", Encoding.UTF8.GetBytes("""{"kind":"from_the_future","v":1}"""));
        Kafka.Flush();

        var report = await Open().ReportAsync(new { sheet = PolicyTool.Minors });

        Assert.Equal(FiveLives().Sum(log => log.Count), report.GetProperty("signals").GetInt32());
    }

    [PostgresFact]
    public async Task Empty_log_gives_an_empty_report()
    {
        var app = Open();

        var done = await app.BacktestAsync(await app.AskAsync(new { sheet = PolicyTool.Minors }), "done");

        Assert.Equal((0, 1.0), (done.GetProperty("report").GetProperty("lives").GetInt32(), done.GetProperty("progress").GetProperty("share").GetDouble()));
        Assert.False(done.GetProperty("report").GetProperty("candidate").GetProperty("totals").TryGetProperty("unknownShare", out _));
        Assert.Equal("live,subject,outcome,rungs,candidate_at,against_at\n", await TextAsync(app, done.GetProperty("links").GetProperty("csv").GetString()!));
    }

    private static int Hits(JsonElement report, string version) => report.GetProperty(version).GetProperty("totals").GetProperty("hits").GetInt32();

    private static double Restricted(JsonElement report, string version) => report.GetProperty(version).GetProperty("totals").GetProperty("restrictedMinutes").GetDouble();

    private static async Task<int> SignalsAsync(ModerationApplication app, object body) => (await app.ReportAsync(body)).GetProperty("signals").GetInt32();

    private static async Task<string> TextAsync(ModerationApplication app, string path)
    {
        using var client = app.CreateClient();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return await response.Content.ReadAsStringAsync();
    }
}

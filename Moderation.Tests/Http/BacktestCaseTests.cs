using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>From the signals that the broker holds to what reviewers say of the cases, and into the next backtest.</summary>
[Collection(PostgresTests.Name)]
public sealed class BacktestCaseTests(PostgresServer server) : BacktestFixture(server)
{
    // What is live never sees enough of anybody.
    private static readonly string Blind = PolicyTool.Minors.Replace("clear_faces >= 5", "clear_faces >= 5000", StringComparison.Ordinal);

    [PostgresFact]
    public async Task What_only_the_tried_version_reports_is_asked_of_people_once_and_what_they_say_counts_in_the_next_backtest()
    {
        Kafka.Publish(FiveLives());
        var app = Open();
        await app.MakeLiveAsync(Blind, BacktestRequests.Policy);
        var id = await app.AskAsync(new { sheet = PolicyTool.Minors, against = "live" });
        Assert.Equal(4, (await app.BacktestAsync(id, "done")).GetProperty("report").GetProperty("differences").GetProperty("onlyCandidate").GetInt32());

        using (var author = app.With(await app.KeyAsync("ada", Role.PolicyAuthor)))
            Assert.Contains($"POST {BacktestRequests.Path}/{id}/cases", await author.GetStringAsync($"/console/policies/{BacktestRequests.Policy}/backtests/{id}"), StringComparison.Ordinal);
        Assert.Equal((3, 0, 1), await CasesAsync(app, id, 3));
        Assert.Equal((0, 3, 1), await CasesAsync(app, id, 3));
        Assert.Equal((1, 3, 0), await CasesAsync(app, id, null));
        // Another backtest that finds the same asks nothing that is asked already.
        var again = await app.AskAsync(new { sheet = PolicyTool.Minors, against = "live" });
        await app.BacktestAsync(again, "done");
        Assert.Equal((0, 4, 0), await CasesAsync(app, again, null));
        await AssertAskedAsync(app, id);

        var (room, ann) = (new ReviewRoom(app), ReviewRoom.Person("ann", Role.ChildSafety));
        await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Confirmed);
        await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Overturned);

        var outcomes = (await app.ReportAsync(new { sheet = PolicyTool.Minors, against = "live" })).GetProperty("outcomes");
        Assert.Equal("""{"actioned_upheld":1,"reported_upheld":0,"overturned":1,"reviewed_clean":0,"never_reviewed":2,"exempt":0}""", JsonSerializer.Serialize(outcomes));
        Assert.Empty(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord));
        Assert.Empty(await room.VerdictsAsync());
    }

    [PostgresFact]
    public async Task A_backtest_that_waits_or_compares_with_nothing_has_no_cases_and_says_why()
    {
        Kafka.Publish(FiveLives().Take(1));
        var app = Open(works: false);
        var waiting = await app.AskAsync(new { sheet = PolicyTool.Minors });
        var (status, problem) = await TryCasesAsync(app, waiting, new { });
        Assert.Equal((HttpStatusCode.Conflict, true), (status, problem.GetProperty("detail").GetString()!.Contains("queued", StringComparison.Ordinal)));

        var working = Open();
        await working.BacktestAsync(waiting, "done");

        (status, problem) = await TryCasesAsync(working, waiting, new { });
        Assert.Equal((HttpStatusCode.Conflict, true), (status, problem.GetProperty("detail").GetString()!.Contains("against: live", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, (await TryCasesAsync(working, "bt-none", new { })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await TryCasesAsync(working, waiting, new { limit = 201 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await TryCasesAsync(working, waiting, new { limit = 0 })).Status);
    }

    /// <summary>The cases say where they come from, on the pages, too, and who had them opened is in the audit log.</summary>
    private static async Task AssertAskedAsync(ModerationApplication app, string id)
    {
        // What may be about children stays where only some may see it.
        var cases = (await app.GetJsonAsync("/v1/cases?queue=child-safety&open=true")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["live-1", "live-2", "live-3", "live-4"], cases.Select(one => one.GetProperty("liveId").GetString()).Order());
        Assert.All(cases, one => Assert.Equal(("backtest", JsonValueKind.Null, 3, "high"), (one.GetProperty("kind").GetString(), one.GetProperty("dueAt").ValueKind, one.GetProperty("priority").GetProperty("band").GetInt32(), one.GetProperty("urgency").GetString())));
        var caseId = cases[0].GetProperty("caseId").GetString()!;
        var origin = (await app.GetJsonAsync($"/v1/cases/{caseId}")).GetProperty("backtest");
        Assert.Equal((id, Compile(PolicyTool.Minors).SheetHash, """["report","throttle"]"""), (origin.GetProperty("backtestId").GetString(), origin.GetProperty("sheetHash").GetString(), origin.GetProperty("rungs").GetRawText()));
        using var browser = app.CreateClient();
        var page = await browser.GetStringAsync($"/console/cases/{caseId}");
        Assert.Contains("asked by a backtest", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Change single orders", page, StringComparison.Ordinal);
        Assert.Equal(2, await app.CountAsync($"audit_entry where kind = 'backtest.cases_opened' and actor = 'ann' and target = '{id}'"));
    }

    private static async Task<(int Opened, int Covered, int Left)> CasesAsync(ModerationApplication app, string id, int? limit)
    {
        var (status, answer) = await TryCasesAsync(app, id, new { limit });
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return (answer.GetProperty("opened").GetInt32(), answer.GetProperty("alreadyCovered").GetInt32(), answer.GetProperty("leftOver").GetInt32());
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> TryCasesAsync(ModerationApplication app, string id, object body) =>
        app.SendAsync(HttpMethod.Post, $"{BacktestRequests.Path}/{id}/cases", JsonContent.Create(body), "ann");
}

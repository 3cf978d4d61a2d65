using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.PolicyReports.Backtests;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

/// <summary>Cases that backtests open, among those that reports open.</summary>
[Collection(PeopleTests.Name)]
public sealed class BacktestReviewTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private const string Id = "bt-1";

    [PostgresFact]
    public async Task The_gravest_and_newest_are_asked_first_where_second_looks_lie_and_after_everything_that_was_reported()
    {
        var room = await fixture.EmptyAsync();
        await DoneAsync(room, Subject("live-1", ReportPriority.Urgent, 30), Subject("live-2", ReportPriority.Normal, 50), Subject("live-3", ReportPriority.Urgent, 40));
        Assert.Equal(new BacktestCasesResponse(2, 0, 1), await OpenAsync(room, 2));
        await room.ReportAsync(ReviewRoom.Report(9, "live-9"));

        var ann = ReviewRoom.Person("ann");
        var order = new List<(string, string)>();
        while (await room.NextAsync(ann) is { } held)
            order.Add((held.LiveId, held.Queue));

        Assert.Equal([("live-9", "toxicity"), ("live-1", "quality"), ("live-3", "quality")], [order[0], .. order.Skip(1).Order()]);
        Assert.Equal(0, (await room.App.GetJsonAsync("/v1/queues")).EnumerateArray().Single(queue => queue.GetProperty("queue").GetString() == "quality").GetProperty("overdue").GetInt32());
    }

    [PostgresFact]
    public async Task No_order_comes_of_such_a_case_whatever_is_said_of_it()
    {
        var room = await fixture.EmptyAsync();
        await DoneAsync(room, Subject("live-1", ReportPriority.High, 1), Subject("live-2", ReportPriority.High, 2), Subject("live-3", ReportPriority.High, 3));
        await OpenAsync(room, 10);
        var ann = ReviewRoom.Person("ann");
        var held = (await room.NextAsync(ann))!;

        var fault = (await room.DecideAsync(ann, held, VerdictKind.Confirmed, new VerdictAction { Do = VerdictActionKind.Order, Kind = ActionKind.SlowChat, LastsSeconds = 600 })).Fault;
        Assert.Contains("no order comes of it", fault, StringComparison.Ordinal);
        Assert.Equal("upheld", (await room.DecideAsync(ann, held, VerdictKind.Confirmed)).Case!.Outcome);
        Assert.Equal("overturned", (await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Overturned)).Case!.Outcome);
        Assert.Null((await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Undecided)).Fault);

        Assert.Empty(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord));
        Assert.Empty(await room.VerdictsAsync());
        Assert.Equal((0, 0), ((int)await room.App.CountAsync("action"), (int)await room.App.CountAsync("review_case where kind <> 'backtest'")));
    }

    [PostgresFact]
    public async Task What_a_report_of_the_policy_asks_about_already_or_asked_is_not_asked_again()
    {
        var room = await fixture.EmptyAsync();
        var (open, decided) = (ReviewRoom.Report(1, "live-1"), ReviewRoom.Report(2, "live-2"));
        await room.ReportAsync(open, decided, ReviewRoom.Report(3, "live-3", "toxicity.other"));
        var ann = ReviewRoom.Person("ann");
        var first = (await room.Store.FindAsync(ReviewRoom.CaseOf(decided), CancellationToken.None))!;
        await room.DecideAsync(ann, (await room.Claims.ClaimAsync(ann, first.CaseId, CancellationToken.None)).Row!, VerdictKind.Overturned);
        await DoneAsync(room, [.. new[] { "live-1", "live-2", "live-3" }.Select(live => new UnreportedSubject(LiveId.Parse(live), open.Subject, ReportPriority.High, ["begging"], Records.Noon))]);

        Assert.Equal(new BacktestCasesResponse(1, 2, 0), await OpenAsync(room, 10));
        Assert.Equal(["live-3"], (await room.App.GetJsonAsync("/v1/cases?queue=quality")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("liveId").GetString()));
    }

    [PostgresFact]
    public async Task Who_asks_twice_at_once_opens_no_more_than_who_asks_once()
    {
        var room = await fixture.EmptyAsync();
        await DoneAsync(room, [.. Enumerable.Range(1, 20).Select(i => Subject($"live-{i}", ReportPriority.High, i))]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(room, 8)));

        Assert.Equal((8, 8), (answers.Sum(answer => answer.Opened), (int)await room.App.CountAsync("review_case")));
        Assert.All(answers, answer => Assert.Equal((20, 8L), (answer.Opened + answer.AlreadyCovered + (int)answer.LeftOver, answer.Opened + answer.AlreadyCovered)));
    }

    private static UnreportedSubject Subject(string live, ReportPriority urgency, int minute) =>
        new(LiveId.Parse(live), SubjectRef.OfLive(), urgency, ["begging"], Records.Noon.AddMinutes(minute));

    private static async Task<BacktestCasesResponse> OpenAsync(ReviewRoom room, int limit)
    {
        var (opened, refusal) = await room.App.Services.GetRequiredService<BacktestCases>().OpenAsync(ReviewRoom.Policy, Id, limit, "ada", CancellationToken.None);
        Assert.Null(refusal);
        return opened!;
    }

    /// <summary>A backtest that is done, as its run leaves it.</summary>
    private static async Task DoneAsync(ReviewRoom room, params UnreportedSubject[] found)
    {
        await using var command = room.Database.CreateCommand(
            """
            insert into policy_backtest
              (backtest_id, policy_name, state, asked_by, asked_at, candidate_hash, candidate_sheet, against_hash, against_sheet, attempt, losses, signals_read, signals_gone, live_seconds,
               ended_at, unreported, unreported_count)
            values ($1, $2, 'done', 'ada', now(), '0123456789abcdef', '{}', 'fedcba9876543210', '{}', 1, 0, 0, 0, 0, now(), $3, $4)
            """);
        foreach (var value in new object[] { Id, ReviewRoom.Policy, JsonSerializer.Serialize(found.OrderByDescending(one => one.Urgency).ThenByDescending(one => one.At), JsonSerializerOptions.Web), (long)found.Length })
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}

using Moderation.Api.Enforcement;
using Moderation.Api.Review.Appeals;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class VerdictTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private static readonly Moderation.Api.Access.Caller Ann = ReviewRoom.Person("ann"), Bo = ReviewRoom.Person("bo"), Cy = ReviewRoom.Person("cy"), Platform = ReviewRoom.Person("platform", Role.Service);

    [PostgresFact]
    public async Task A_confirmed_verdict_can_take_one_order_back_and_give_another_in_its_place()
    {
        var room = await fixture.EmptyAsync();
        var report = ReviewRoom.Report(1, "live-1");
        var order = Order(report);
        await room.ReportAsync(report);
        await room.Database.ProjectAsync(new ActionProjector(), order);
        var held = (await room.NextAsync(Ann))!;

        var given = await room.DecideAsync(
            Ann, held, VerdictKind.Confirmed,
            new VerdictAction { Do = VerdictActionKind.Replace, ActionId = order.ActionId, Kind = ActionKind.ThrottleGifts, LastsSeconds = 600, MaxCoinsPerMinute = 50 });

        Assert.Null(given.Fault);
        var orders = await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord);
        Assert.Equal([order.ActionId, (ActionId?)null], orders.Select(sent => sent.Reverses));
        Assert.Equal((ActionKind.ThrottleGifts, 50L, "terms 4.2", TimeSpan.FromMinutes(10)), (orders[1].Kind, orders[1].MaxCoinsPerMinute!.Value, orders[1].Ground, orders[1].ExpiresAt - orders[1].OrderedAt));
        Assert.Null(orders[1].FindFault());
    }

    [PostgresFact]
    public async Task A_severe_order_by_hand_takes_two_people_who_both_ask_for_it()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1));
        var cut = new VerdictAction { Do = VerdictActionKind.Order, Kind = ActionKind.CutLive, LastsSeconds = 3600 };
        var pause = cut with { Kind = ActionKind.PauseLive };

        Assert.Null((await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed, cut)).Case!.Outcome);
        Assert.Empty(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord));
        var held = (await room.NextAsync(Bo))!;
        Assert.Contains("pause_live needs two people", (await room.DecideAsync(Bo, held, VerdictKind.Confirmed, pause)).Fault, StringComparison.Ordinal);
        Assert.Equal("upheld", (await room.DecideAsync(Bo, held, VerdictKind.Confirmed, cut)).Case!.Outcome);

        Assert.Equal(ActionKind.CutLive, Assert.Single(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord)).Kind);
    }

    [PostgresFact]
    public async Task An_order_of_another_case_or_without_its_numbers_is_refused_and_nothing_is_decided()
    {
        var room = await fixture.EmptyAsync();
        var (mine, other) = (ReviewRoom.Report(1, "live-1"), ReviewRoom.Report(2, "live-2"));
        await room.ReportAsync(mine, other);
        var strange = Order(other);
        await room.Database.ProjectAsync(new ActionProjector(), strange);
        var held = (await room.Claims.ClaimAsync(Ann, ReviewRoom.CaseOf(mine), CancellationToken.None)).Row!;

        Assert.Contains("no order of this case", (await room.DecideAsync(Ann, held, VerdictKind.Confirmed, new VerdictAction { Do = VerdictActionKind.Lift, ActionId = strange.ActionId })).Fault, StringComparison.Ordinal);
        Assert.Contains("lastsSeconds", (await room.DecideAsync(Ann, held, VerdictKind.Confirmed, new VerdictAction { Do = VerdictActionKind.Order, Kind = ActionKind.SlowChat })).Fault, StringComparison.Ordinal);
        Assert.Contains("Only a confirmed verdict", (await room.DecideAsync(Ann, held, VerdictKind.Overturned, new VerdictAction { Do = VerdictActionKind.Lift, ActionId = strange.ActionId })).Fault, StringComparison.Ordinal);
        Assert.Null((await room.Store.FindAsync(held.CaseId, CancellationToken.None))!.Outcome);
    }

    [PostgresFact]
    public async Task An_appeal_is_one_is_decided_by_somebody_else_who_is_not_told_what_the_first_said_and_when_right_overturns_the_report()
    {
        var room = await fixture.EmptyAsync();
        var report = ReviewRoom.Report(1, "live-1");
        var order = Order(report);
        await room.ReportAsync(report);
        await room.Database.ProjectAsync(new ActionProjector(), order);
        await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed);

        var opened = await AppealAsync(room, order.ActionId);
        var again = await AppealAsync(room, order.ActionId);

        Assert.Equal((opened.Appeal!.CaseId, null), (again.Appeal!.CaseId, again.Refusal));
        Assert.Null(await room.NextAsync(Ann));
        var held = (await room.NextAsync(Bo))!;
        Assert.Equal((opened.Appeal.CaseId, "appeals"), (held.CaseId, held.Queue));
        var before = await room.App.GetJsonAsync($"/v1/cases/{held.CaseId}");
        Assert.Equal((0, System.Text.Json.JsonValueKind.Null), (before.GetProperty("verdicts").GetArrayLength(), before.GetProperty("about").ValueKind));
        Assert.Equal("I am 34.", before.GetProperty("statement").GetString());
        Assert.False(await room.Store.IsLookedAtAgainByAsync(ReviewRoom.CaseOf(report), Cy.Pseudonym, CancellationToken.None));
        Assert.True(await room.Store.IsLookedAtAgainByAsync(ReviewRoom.CaseOf(report), Bo.Pseudonym, CancellationToken.None));
        await room.DecideAsync(Bo, held, VerdictKind.Overturned);

        Assert.Equal((report.ReportId, VerdictKind.Overturned, Bo.Pseudonym), (await room.VerdictsAsync()).Select(v => (v.ReportId, v.Kind, v.Reviewer)).Last());
        var told = await room.App.GetJsonAsync($"/v1/actions/{order.ActionId}/appeal");
        Assert.Equal("overturned", told.GetProperty("outcome").GetString());
        Assert.DoesNotContain(Bo.Pseudonym, told.GetRawText(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_golden_case_looks_like_any_second_look_measures_each_reviewer_and_changes_nothing()
    {
        var room = await fixture.EmptyAsync();
        var report = ReviewRoom.Report(1);
        await room.ReportAsync(report);
        var (id, golden) = (ReviewRoom.CaseOf(report), room.App.Services.GetRequiredService<Moderation.Api.Review.Quality.GoldenCases>());
        var quality = ReviewRoom.Person("quinn", Role.Quality);
        Assert.Empty((await golden.OpenAsync(quality, id, Core.Review.CaseOutcome.Upheld, 2, CancellationToken.None))!);
        await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed);

        Assert.Equal(2, (await golden.OpenAsync(quality, id, Core.Review.CaseOutcome.Upheld, 2, CancellationToken.None))!.Count);
        Assert.Null(await room.NextAsync(Ann));
        await room.DecideAsync(Bo, (await room.NextAsync(Bo))!, VerdictKind.Confirmed);
        await room.DecideAsync(Cy, (await room.NextAsync(Cy))!, VerdictKind.Overturned);

        Assert.Single(await room.VerdictsAsync());
        Assert.Equal(0, await room.App.CountAsync("review_case where kind = 'appeal'"));
        var records = (await room.App.GetJsonAsync("/v1/review/agreement")).GetProperty("golden").EnumerateArray()
            .ToDictionary(record => record.GetProperty("reviewer").GetString()!, record => (record.GetProperty("judged").GetInt32(), record.GetProperty("right").GetInt32()));
        Assert.Equal(((1, 1), (1, 0)), (records[Bo.Pseudonym], records[Cy.Pseudonym]));
    }

    [PostgresFact]
    public async Task A_shift_has_an_end_for_each_queue_and_nobody_is_given_what_they_asked_not_to_see()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(Enumerable.Range(1, 3).Select(i => ReviewRoom.Report(i)));
        var care = room.App.Services.GetRequiredService<ReviewerCare>();
        await room.NextAsync(Ann);
        await room.App.ExecuteAsync($"insert into review_exposure (reviewer, queue, case_id, at) select '{Ann.Pseudonym}', 'toxicity', 'case-' || n, now() from generate_series(1, 59) n");
        await care.OptOutAsync(Bo, ["toxicity"], CancellationToken.None);

        Assert.DoesNotContain("toxicity", (await care.StateAsync(Ann, CancellationToken.None)).Open);
        Assert.DoesNotContain("toxicity", (await care.StateAsync(Bo, CancellationToken.None)).Open);
        Assert.Contains("toxicity", (await care.StateAsync(Cy, CancellationToken.None)).Open);
    }

    private static Task<(AppealRow? Appeal, string? Refusal)> AppealAsync(ReviewRoom room, ActionId action) => room.App.Services.GetRequiredService<AppealDesk>().AppealAsync(
        Platform, new AppealRequest { ActionId = action, AppellantId = UserId.Parse("u1"), Statement = "I am 34." }, CancellationToken.None);

    private static ActionRecord Order(ReportRecord report) => Records.Action(1, live: report.LiveId.Value) with
    {
        ReportId = report.ReportId, OrderedAt = ReviewRoom.Now, ExpiresAt = ReviewRoom.Now.AddMinutes(10),
    };
}

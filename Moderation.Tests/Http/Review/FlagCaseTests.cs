using Moderation.Api.Enforcement;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class FlagCaseTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    [PostgresFact]
    public async Task Flags_on_the_same_thing_are_one_case_and_whoever_flags_twice_weighs_once()
    {
        var room = await fixture.EmptyAsync();

        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "dora"), Flag(2, "emil"), Flag(3, "dora"), Flag(4, "fay", target: "p2"));
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "dora"), Flag(5, "emil"));

        Assert.Equal(2, await room.App.CountAsync("review_case"));
        var both = (await room.App.GetJsonAsync("/v1/cases?liveId=live-1")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("flagTargetId").GetString()!);
        Assert.Equal((4, 1), (both["p1"].GetProperty("flagCount").GetInt32(), both["p2"].GetProperty("flagCount").GetInt32()));
        var detail = await room.App.GetJsonAsync($"/v1/cases/{both["p1"].GetProperty("caseId").GetString()}");
        Assert.Equal([0.0, 0.0, 0.125, 0.125], detail.GetProperty("flags").EnumerateArray().Select(flag => flag.GetProperty("weight").GetDouble()).Order());
        Assert.DoesNotContain("dora", detail.GetRawText(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_flag_on_what_a_case_looks_at_already_joins_it_and_raises_it()
    {
        var room = await fixture.EmptyAsync();
        var (flagged, other) = (ReviewRoom.Report(1, "live-1"), ReviewRoom.Report(2, "live-2"));
        await room.ReportAsync(flagged, other);

        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "dora"));

        Assert.Equal(2, await room.App.CountAsync("review_case"));
        Assert.Equal(ReviewRoom.CaseOf(flagged), (await room.NextAsync(ReviewRoom.Person("ann")))!.CaseId);
    }

    [PostgresFact]
    public async Task Somebody_in_danger_jumps_the_queue_and_what_trusted_flaggers_say_has_a_lane_of_its_own()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1, "live-1"));

        await room.Database.ProjectAsync(
            Projectors.Flags(), Flag(1, "dora") with { Reason = "imminent_harm" }, Flag(2, "hotline", live: "live-2") with { Trusted = true });

        var ann = ReviewRoom.Person("ann");
        Assert.Equal(["imminent-harm", "trusted-flaggers"], new[] { (await room.NextAsync(ann))!.Queue, (await room.Claims.ClaimNextAsync(ann, ["trusted-flaggers"], CancellationToken.None))!.Queue });
    }

    [PostgresFact]
    public async Task Whoever_is_ordered_something_because_people_flagged_is_not_told_that_a_machine_found_it()
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "dora"));
        var ann = ReviewRoom.Person("ann");
        await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Confirmed, new VerdictAction { Do = VerdictActionKind.Order, Kind = ActionKind.SlowChat, LastsSeconds = 600 });
        var order = Assert.Single(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord));
        await room.Database.ProjectAsync(new ActionProjector(), order);

        var notice = await room.App.GetJsonAsync($"/v1/actions/{order.ActionId}/notice");

        Assert.Equal("Somebody reported this, and a person decided it.", notice.GetProperty("automation").GetString());
    }

    [PostgresFact]
    public async Task A_flag_on_a_decided_case_opens_it_again()
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "dora"));
        var ann = ReviewRoom.Person("ann");
        var held = (await room.NextAsync(ann))!;
        Assert.Equal("upheld", (await room.DecideAsync(ann, held, VerdictKind.Confirmed)).Case!.Outcome);

        await room.Database.ProjectAsync(Projectors.Flags(), Flag(2, "emil"));

        Assert.Equal((held.CaseId, 2), ((await room.NextAsync(ann))!.CaseId, (await room.Store.FindAsync(held.CaseId, CancellationToken.None))!.FlagCount));
    }

    [PostgresFact]
    public async Task Nobody_has_looked_at_a_flag_before_it_was_raised()
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "dora"));
        var ann = ReviewRoom.Person("ann");
        await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Confirmed);
        var first = await FirstLookAsync(room, 1);
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(2, "emil"));
        Assert.Null(await FirstLookAsync(room, 2));

        await room.NextAsync(ann);

        Assert.True(await FirstLookAsync(room, 2) > first);
        Assert.Equal(first, await FirstLookAsync(room, 1));
    }

    private static async Task<DateTimeOffset?> FirstLookAsync(ReviewRoom room, int flag) =>
        (await room.App.GetJsonAsync($"/v1/flags/live-1/f-{flag}")).GetProperty("firstLookAt") is { ValueKind: System.Text.Json.JsonValueKind.String } at ? at.GetDateTimeOffset() : null;

    private static FlagRecord Flag(int number, string flagger, string target = "p1", string live = "live-1") => MoneyRecords.Flag(number, flagger, target, live) with { At = ReviewRoom.Now };
}

using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class DeadlineTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    [PostgresFact]
    public async Task A_case_whose_time_is_up_goes_to_seniors_once_where_its_queue_says_so()
    {
        var room = await fixture.EmptyAsync();
        var (children, chat) = (ReviewRoom.Report(1, policy: "minors.host"), ReviewRoom.Report(2));
        await room.ReportAsync(new[] { children, chat }.Select(report => report with { RaisedAt = ReviewRoom.Now.AddHours(-5) }));
        var escalation = room.App.Services.GetRequiredService<CaseEscalation>();

        Assert.Equal((1, 0), (await escalation.RunAsync(CancellationToken.None), await escalation.RunAsync(CancellationToken.None)));

        Assert.True((await room.Store.FindAsync(ReviewRoom.CaseOf(children), CancellationToken.None))!.NeedsSenior);
        Assert.False((await room.Store.FindAsync(ReviewRoom.CaseOf(chat), CancellationToken.None))!.NeedsSenior);
        Assert.Null(await room.Claims.ClaimNextAsync(ReviewRoom.Person("eve", Role.ChildSafety), ["child-safety"], CancellationToken.None));
        Assert.NotNull(await room.Claims.ClaimNextAsync(ReviewRoom.Person("dee", Role.ChildSafety, Role.Senior), ["child-safety"], CancellationToken.None));
    }

    [PostgresFact]
    public async Task A_case_that_is_open_again_has_a_time_of_its_own_that_can_be_up_again()
    {
        var room = await fixture.EmptyAsync();
        var escalation = room.App.Services.GetRequiredService<CaseEscalation>();
        var late = ReviewRoom.Report(1, "live-1", "minors.host") with { RaisedAt = ReviewRoom.Now.AddHours(-5) };
        await room.ReportAsync(late);
        Assert.Equal(1, await escalation.RunAsync(CancellationToken.None));
        var senior = ReviewRoom.Person("dee", Role.ChildSafety, Role.Senior);
        await room.DecideAsync(senior, (await room.Claims.ClaimAsync(senior, ReviewRoom.CaseOf(late), CancellationToken.None)).Row!, VerdictKind.Confirmed);

        await room.ReportAsync(ReviewRoom.Report(2, "live-1", "minors.host") with { RaisedAt = ReviewRoom.Now.AddHours(-4) });

        Assert.False((await room.Store.FindAsync(ReviewRoom.CaseOf(late), CancellationToken.None))!.NeedsSenior);
        Assert.Equal((1, 0), (await escalation.RunAsync(CancellationToken.None), await escalation.RunAsync(CancellationToken.None)));
        Assert.True((await room.Store.FindAsync(ReviewRoom.CaseOf(late), CancellationToken.None))!.NeedsSenior);
    }

    [PostgresFact]
    public async Task What_somebody_holds_is_not_taken_away_when_its_time_is_up()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1, policy: "minors.host") with { RaisedAt = ReviewRoom.Now.AddHours(-5) });
        var eve = ReviewRoom.Person("eve", Role.ChildSafety);
        var held = (await room.NextAsync(eve))!;

        Assert.Equal(0, await room.App.Services.GetRequiredService<CaseEscalation>().RunAsync(CancellationToken.None));
        Assert.Equal("upheld", (await room.DecideAsync(eve, held, VerdictKind.Confirmed)).Case!.Outcome);
    }

    [PostgresFact]
    public async Task A_case_that_was_decided_elsewhere_is_closed_whichever_comes_first_the_report_or_the_verdict()
    {
        var room = await fixture.EmptyAsync();
        await room.App.ExecuteAsync("truncate verdict");
        var (before, after, open) = (ReviewRoom.Report(1), ReviewRoom.Report(2), ReviewRoom.Report(3, confirmationsNeeded: 2));
        await room.ReportAsync(before, open);
        var held = (await room.Claims.ClaimAsync(ReviewRoom.Person("ann"), ReviewRoom.CaseOf(before), CancellationToken.None)).Row!;

        await room.Database.ProjectAsync(new VerdictProjector(TimeProvider.System), Verdict(before, VerdictKind.Overturned), Verdict(after, VerdictKind.Confirmed), Verdict(open, VerdictKind.Confirmed));
        await room.ReportAsync(after);

        var outcomes = new List<string?>();
        foreach (var report in new[] { before, after, open })
            outcomes.Add((await room.Store.FindAsync(ReviewRoom.CaseOf(report), CancellationToken.None))?.Outcome);
        Assert.Equal(["overturned", "upheld", null], outcomes);
        Assert.Equal(Core.Review.CaseRefusal.Closed, (await room.DecideAsync(ReviewRoom.Person("ann"), held, VerdictKind.Confirmed)).Refusal);
    }

    [PostgresFact]
    public async Task Whoever_flagged_is_told_that_somebody_looked_and_how_it_ended()
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(), MoneyRecords.Flag(1, "dora") with { At = ReviewRoom.Now });
        var path = "/v1/flags/live-1/f-1";
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await room.App.GetJsonAsync(path)).GetProperty("firstLookAt").ValueKind);

        var ann = ReviewRoom.Person("ann");
        await room.DecideAsync(ann, (await room.NextAsync(ann))!, VerdictKind.Overturned);

        var told = await room.App.GetJsonAsync(path);
        Assert.Equal(("overturned", "tested"), (told.GetProperty("outcome").GetString(), told.GetProperty("reasonCode").GetString()));
        Assert.DoesNotContain("rev-", told.GetRawText(), StringComparison.Ordinal);
    }

    private static VerdictRecord Verdict(ReportRecord report, VerdictKind kind) => new()
    {
        V = 1, LiveId = report.LiveId, ReportId = report.ReportId, VerdictId = $"elsewhere-{report.ReportId}", Reviewer = "theirs", At = ReviewRoom.Now, Kind = kind, ReasonCode = "elsewhere",
    };
}

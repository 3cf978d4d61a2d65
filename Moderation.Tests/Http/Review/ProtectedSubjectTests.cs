using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Access;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class ProtectedSubjectTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private static readonly Caller Ann = ReviewRoom.Person("ann"), Bo = ReviewRoom.Person("bo"), Sue = ReviewRoom.Person("sue", Role.Senior);
    private static readonly VerdictAction Throttle = new() { Do = VerdictActionKind.Order, Kind = ActionKind.ThrottleGifts, LastsSeconds = 600, MaxCoinsPerMinute = 50 };

    [PostgresFact]
    public async Task Who_is_protected_is_told_to_the_deciders_until_it_ends_and_each_change_is_in_the_audit_log()
    {
        var room = await EmptyAsync();
        var (status, put) = await PutAsync(room, "u-told");
        Assert.Equal((HttpStatusCode.OK, "verified_news"), (status, put.GetProperty("kind").GetString()));
        Assert.Equal("u-told", Assert.Single((await room.App.GetJsonAsync("/v1/protected-subjects")).GetProperty("items").EnumerateArray()).GetProperty("userId").GetString());
        Assert.True(await StandsAsync(room, "u-told", isProtected: true));

        Assert.Equal(HttpStatusCode.NoContent, (await room.App.SendAsync(HttpMethod.Delete, "/v1/protected-subjects/u-told", null, "ada")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await room.App.SendAsync(HttpMethod.Delete, "/v1/protected-subjects/u-told", null, "ada")).Status);

        Assert.True(await StandsAsync(room, "u-told", isProtected: false));
        Assert.Equal(1, await room.App.CountAsync("audit_entry where kind = 'subject.protected' and target = 'u-told'"));
        Assert.Equal(1, await room.App.CountAsync("audit_entry where kind = 'subject.unprotected' and target = 'u-told'"));
    }

    [PostgresFact]
    public async Task Protection_without_a_reason_or_that_is_over_is_refused()
    {
        var room = await EmptyAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(room, "u1", reason: " ")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(room, "u1", until: ReviewRoom.Now.AddMinutes(-1))).Status);
        Assert.Equal(0, await room.App.CountAsync("protected_subject"));
    }

    [PostgresFact]
    public async Task Protection_ends_by_itself()
    {
        var room = await EmptyAsync();
        await PutAsync(room, "u1", until: ReviewRoom.Now.AddHours(1));
        Assert.True(await StandsAsync(room, "u1", isProtected: true));

        Assert.True((int)(await PutAsync(room, "u1", until: ReviewRoom.Now.AddSeconds(3))).Status < 300);

        Assert.True(await StandsAsync(room, "u1", isProtected: false));
    }

    [PostgresFact]
    public async Task The_case_says_that_its_subject_is_protected_and_why_and_nothing_that_is_told_to_the_subject_does()
    {
        var room = await EmptyAsync();
        var report = ReviewRoom.Report(1, "live-1");
        var order = Records.Action(1) with { ReportId = report.ReportId, Subject = report.Subject, OrderedAt = ReviewRoom.Now, ExpiresAt = ReviewRoom.Now.AddMinutes(10) };
        await room.ReportAsync(report);
        await room.Database.ProjectAsync(new ActionProjector(), order);
        await room.Database.ProjectAsync(new DispatchProjector(), DispatchRecords.Dispatch(order, DispatchState.Applied));
        var before = await DetailAsync(room, report);
        await PutAsync(room, "u1");

        var after = await DetailAsync(room, report);
        Assert.Equal((JsonValueKind.Null, "The evening news."), (before.GetProperty("protection").ValueKind, after.GetProperty("protection").GetProperty("reason").GetString()));
        foreach (var path in new[] { "notice", "statement" })
            Assert.DoesNotContain("news", (await room.App.GetJsonAsync($"/v1/actions/{order.ActionId}/{path}")).GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [PostgresFact]
    public async Task An_order_about_a_protected_subject_takes_two_people_of_whom_one_is_a_senior()
    {
        var room = await EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1));
        await PutAsync(room, "u1");

        Assert.Null((await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed, Throttle)).Case!.Outcome);
        Assert.Null(await room.NextAsync(Bo));
        Assert.Empty(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord));
        Assert.Equal("upheld", (await room.DecideAsync(Sue, (await room.NextAsync(Sue))!, VerdictKind.Confirmed, Throttle)).Case!.Outcome);

        Assert.Equal(ActionKind.ThrottleGifts, Assert.Single(await room.OutboxAsync(TopicNames.Orders, WireJson.Default.ActionRecord)).Kind);
    }

    [PostgresFact]
    public async Task Where_a_senior_spoke_first_any_second_person_will_do()
    {
        var room = await EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1));
        await PutAsync(room, "u1");

        await room.DecideAsync(Sue, (await room.NextAsync(Sue))!, VerdictKind.Confirmed, Throttle);

        Assert.Equal("upheld", (await room.DecideAsync(Bo, (await room.NextAsync(Bo))!, VerdictKind.Confirmed, Throttle)).Case!.Outcome);
    }

    [PostgresFact]
    public async Task Whoever_comes_to_be_protected_between_two_verdicts_is_not_ordered_about_without_a_senior()
    {
        var room = await EmptyAsync();
        await room.ReportAsync(ReviewRoom.Report(1, confirmationsNeeded: 2) with { Proposes = [new ProposedAction(ActionKind.ThrottleGifts, 900, 100)] });
        await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed);
        var held = (await room.NextAsync(Bo))!;
        await PutAsync(room, "u1");

        Assert.Equal(CaseRefusal.SeniorOnly, (await room.DecideAsync(Bo, held, VerdictKind.Confirmed)).Refusal);

        Assert.Single(await room.VerdictsAsync());
    }

    [PostgresFact]
    public async Task A_case_about_somebody_else_takes_a_senior_only_for_what_touches_the_protected_hosts_live_and_one_from_which_no_order_follows_takes_one_person()
    {
        var room = await EmptyAsync();
        await room.Database.ProjectAsync(new LiveProjector(), Hosted("live-1", "u7"), Hosted("live-2", "u7"));
        var guest = SubjectRef.OfParticipant(ParticipantId.Parse("p2"), ParticipantRole.Guest, UserId.Parse("u2"));
        await room.ReportAsync(ReviewRoom.Report(1, "live-1") with { Subject = guest }, ReviewRoom.Report(2, "live-2") with { Subject = guest });
        await PutAsync(room, "u7");
        var slow = new VerdictAction { Do = VerdictActionKind.Order, Kind = ActionKind.SlowChat, LastsSeconds = 300 };

        Assert.Equal("upheld", (await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed, Throttle)).Case!.Outcome);
        Assert.Null((await room.DecideAsync(Ann, (await room.NextAsync(Ann))!, VerdictKind.Confirmed, slow)).Case!.Outcome);

        await PutAsync(room, "u1");
        await room.ReportAsync(ReviewRoom.Report(3));
        Assert.Equal("upheld", (await room.DecideAsync(Bo, (await room.NextAsync(Bo))!, VerdictKind.Confirmed)).Case!.Outcome);
    }

    private static LiveStateRecord Hosted(string live, string user)
    {
        var state = Records.Live(live, 1);
        return state with { Participants = [state.Participants[0] with { UserId = UserId.Parse(user) }] };
    }

    private static Task<JsonElement> DetailAsync(ReviewRoom room, ReportRecord report) => room.App.GetJsonAsync($"/v1/cases/{ReviewRoom.CaseOf(report)}");

    private static Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(ReviewRoom room, string user, string reason = "The evening news.", DateTimeOffset? until = null) =>
        room.App.SendAsync(HttpMethod.Put, $"/v1/protected-subjects/{user}", JsonContent.Create(new { kind = "verified_news", reason, until }), "ada");

    /// <summary>Waits until what was published of the user says it, or gives up.</summary>
    private static async Task<bool> StandsAsync(ReviewRoom room, string user, bool isProtected)
    {
        var store = room.App.Services.GetRequiredService<StandingStore>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while ((await store.FindAsync(UserId.Parse(user), deadline.Token))?.Protected != isProtected)
            await Task.Delay(20, deadline.Token);
        return true;
    }

    private async Task<ReviewRoom> EmptyAsync()
    {
        var room = await fixture.EmptyAsync();
        await room.App.ExecuteAsync("truncate protected_subject, standing, standing_due, action_dispatch, live");
        return room;
    }
}

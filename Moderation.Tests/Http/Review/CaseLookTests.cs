using System.Net;
using Moderation.Api.Evidence;
using Moderation.Client;
using Moderation.Client.Review;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Http.Access;
using Moderation.Tests.Support;
using SubjectRef = Moderation.Core.Wire.SubjectRef;

namespace Moderation.Tests.Http.Review;

/// <summary>What a case's page shows, as programs read it.</summary>
[Collection(PeopleTests.Name)]
public sealed class CaseLookTests(PostgresServer server) : AccessFixture(server)
{
    protected override (string Key, string Value)[] Settings => [("Notices:AppealAddress", "https://example.org/appeals/{actionId}")];

    private ReviewRoom Room => new(App);

    [PostgresFact]
    public async Task Gifts_are_told_by_minute_of_everybody_or_of_the_gifter_whom_the_case_is_about()
    {
        var (host, gifter) = (ReviewRoom.Report(1, "live-1"), ReviewRoom.Report(2, "live-1") with { Subject = SubjectRef.OfGifter(UserId.Parse("u7")) });
        await Room.ReportAsync(host, gifter);
        var noon = Records.Noon;
        await App.Database.ProjectAsync(
            new GiftProjector(), MoneyRecords.Gift(1, "u7", "u1", 100, noon), MoneyRecords.Gift(2, "u8", "u1", 50, noon.AddSeconds(59)), MoneyRecords.Gift(3, "u7", "u1", 10, noon.AddMinutes(3)));
        var cases = await ClientAsync("looks", Role.Reviewer);

        var (all, one) = (await cases.GiftsAsync(ReviewRoom.CaseOf(host)), await cases.GiftsAsync(ReviewRoom.CaseOf(gifter)));

        Assert.Equal([(noon, 150, 2), (noon.AddMinutes(3), 10, 1)], all.Minutes.Select(minute => (minute.Minute, minute.Coins, minute.Gifts)));
        Assert.Equal([(noon, 100, 1), (noon.AddMinutes(3), 10, 1)], one.Minutes.Select(minute => (minute.Minute, minute.Coins, minute.Gifts)));
        Assert.Equal((null, "u7"), (all.PayerId, one.PayerId));
    }

    [PostgresFact]
    public async Task Preview_of_the_notice_speaks_the_language_that_was_asked_for_and_names_no_order_that_is_not_there()
    {
        var (waits, plain) = (ReviewRoom.Report(1) with { Proposes = [new ProposedAction(ActionKind.ThrottleGifts, 600, 100), new ProposedAction(ActionKind.SlowChat, 300)], ConfirmationsNeeded = 1 }, ReviewRoom.Report(2));
        await Room.ReportAsync(waits, plain);
        var cases = await ClientAsync("looks", Role.Reviewer);

        var (english, french) = (await cases.NoticePreviewAsync(ReviewRoom.CaseOf(waits)), await cases.NoticePreviewAsync(ReviewRoom.CaseOf(waits), NoticeLanguage.Fr));

        Assert.Equal([NoticeLanguage.En, NoticeLanguage.En], english.Notices.Select(notice => notice.Language));
        Assert.Contains("gifts worth at most 100 coins a minute", english.Notices[0].Text, StringComparison.Ordinal);
        Assert.Contains("https://example.org/appeals/[the reference of the order will stand here]", english.Notices[0].Text, StringComparison.Ordinal);
        Assert.Contains("https://example.org/appeals/[la référence de la mesure figurera ici]", french.Notices[1].Text, StringComparison.Ordinal);
        Assert.All(english.Notices.Concat(french.Notices), notice => Assert.DoesNotContain("{", notice.Text, StringComparison.Ordinal));
        Assert.Empty((await cases.NoticePreviewAsync(ReviewRoom.CaseOf(plain))).Notices);
    }

    [PostgresFact]
    public async Task Neither_is_told_of_a_case_that_the_caller_may_not_see_nor_in_a_language_that_there_is_not()
    {
        var report = ReviewRoom.Report(1, policy: "minors.host");
        await Room.ReportAsync(report);
        using var plain = App.With(await App.KeyAsync("plain", Role.Reviewer));
        using var trained = App.With(await App.KeyAsync("trained", Role.ChildSafety));
        foreach (var what in new[] { "gifts", "notice-preview" })
        {
            var path = $"/v1/cases/{ReviewRoom.CaseOf(report)}/{what}";
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await plain.AskAsync(HttpMethod.Get, path)).Status, (await trained.AskAsync(HttpMethod.Get, path)).Status));
        }

        Assert.Equal("invalid-query", (await trained.AskAsync(HttpMethod.Get, $"/v1/cases/{ReviewRoom.CaseOf(report)}/notice-preview?language=de")).Body.Problem());
    }

    private async Task<CasesClient> ClientAsync(string name, params Role[] roles) => new ModerationClient(App.With(await App.KeyAsync(name, roles))).Cases;
}

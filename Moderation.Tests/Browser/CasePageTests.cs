using Microsoft.Playwright;
using Moderation.Api.Decisions;
using Moderation.Api.Evidence;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Browser;

/// <summary>What the page of a case tells of the live and of the evidence.</summary>
[Collection(BrowserTests.Name)]
public sealed class CasePageTests(PostgresServer server, ConsoleBrowser browser) : IAsyncLifetime
{
    private ModerationApplication App { get; set; } = null!;

    private Uri Address { get; set; } = null!;

    private ReviewRoom Room => new(App);

    public async Task InitializeAsync()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is not null)
            return;
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", AccessClient.Closed, ("Notices:AppealAddress", "https://example.org/appeals/{actionId}"));
        Address = App.Listen();
    }

    public async Task DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
    }

    [BrowserFact]
    public async Task The_course_of_the_live_is_told_in_words_and_whom_the_case_is_about_is_marked()
    {
        var report = ReviewRoom.Report(1) with
        {
            Subject = SubjectRef.OfParticipant(ParticipantId.Parse("p2"), ParticipantRole.Guest, UserId.Parse("u2")),
            Proposes = [new ProposedAction(ActionKind.HideTile, 600)], ConfirmationsNeeded = 1,
        };
        await Room.ReportAsync(report);
        var live = report.LiveId.Value;
        await App.Database.ProjectAsync(
            new SessionEventProjector(),
            SessionEvents.Event(live, 1, SessionEventKind.LiveStarted) with { Country = "FR" },
            SessionEvents.Joined(live, 2, "p1", ParticipantRole.Host, NormalizedBox.WholeFrame, "u1"),
            SessionEvents.Joined(live, 60, "p2", ParticipantRole.Guest, SessionEvents.RightHalf, "u2"),
            SessionEvents.Event(live, 61, SessionEventKind.TileChanged, "p1") with { Tile = new NormalizedBox(0, 0.1, 0.4, 0.8) },
            SessionEvents.Event(live, 70, SessionEventKind.MatchStarted) with { MatchId = "m-7" },
            SessionEvents.Event(live, 75, SessionEventKind.OverlayOn, "p2"),
            SessionEvents.Event(live, 80, SessionEventKind.FilterOn, "p1"),
            SessionEvents.Event(live, 90, SessionEventKind.ParticipantLeft, "p2"));
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "ada", Role.Reviewer);
        await reader.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");
        var steps = reader.Page.Locator("#case-timeline ol.timeline > li");

        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("u1 came on screen as host: the whole picture");
        await Assertions.Expect(steps.Nth(2)).ToContainTextAsync("u2 came on screen as guest: the right half of the picture whom the case is about");
        await Assertions.Expect(steps.Nth(3)).ToContainTextAsync("40% of the width and 80% of the height, from 0% of the width and 10% of the height on");
        await Assertions.Expect(steps.Nth(5)).ToContainTextAsync("covers the face of u2");
        Assert.Equal(3, await reader.Page.Locator("#case-timeline ol.timeline .tag").CountAsync());
        await reader.Page.GetByText("What the subject is told if you confirm").ClickAsync();
        await Assertions.Expect(reader.Page.Locator(".letter").First).ToContainTextAsync("[the reference of the order will stand here]");
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("case-course");

        await using var phone = await browser.OpenAsync(Address, widthPx: 390, language: "fr-FR", dark: true);
        await phone.SignInAsync(App, "bea", Role.Reviewer);
        await phone.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");
        await Assertions.Expect(phone.Page.Locator("#case-timeline ol.timeline > li").Nth(4)).ToContainTextAsync("le match m-7 a commencé");
        Assert.Empty(await phone.FaultsAsync());
        await phone.ShootAsync("case-course-fr-dark-390");
    }

    [BrowserFact]
    public async Task The_curve_has_its_intervals_and_says_when_nothing_was_known_and_where_no_interval_is_defined()
    {
        var report = Records.Report(3, "live-3", "minors.host") with { RaisedAt = ReviewRoom.Now, EpisodeStartedAt = ReviewRoom.Now.AddMinutes(-9) };
        var at = report.RaisedAt;
        var age = (AgeEvidenceSummary)report.Evidence;
        report = report with { Evidence = age with { BeliefLow = 0.62, BeliefHigh = 0.97, Gaps = [new EvidenceGap(at.AddMinutes(-6), at.AddMinutes(-4))] } };
        var earlier = MoneyRecords.Decision(report, null) with { DecisionId = DecisionId.Parse("dec-earlier"), At = at.AddMinutes(-5), Evidence = age with { Belief = 0.81, BeliefLow = 0.4, BeliefHigh = 0.95, Gaps = [new EvidenceGap(at.AddMinutes(-8), at.AddMinutes(-7.5)), new EvidenceGap(at.AddMinutes(-6), at.AddMinutes(-5))] } };
        var old = MoneyRecords.Decision(report, null) with { DecisionId = DecisionId.Parse("dec-old"), At = at.AddMinutes(-9), Evidence = age with { Belief = 0.7 } };
        var gifts = ReviewRoom.Report(4, policy: "money.rings") with { Subject = SubjectRef.OfGifter(UserId.Parse("u7")), Evidence = new FactEvidenceSummary { Models = [] } };
        await Room.ReportAsync(report, gifts);
        await App.Database.ProjectAsync(new DecisionProjector(), earlier, old);
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "chloe", Role.ChildSafety, Role.Reviewer);
        await reader.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");
        var curve = reader.Page.Locator("#curve");

        await Assertions.Expect(curve.Locator("figcaption")).ToContainTextAsync("Values stored: 3, from 70% to 91%");
        await Assertions.Expect(curve.Locator("figcaption")).ToContainTextAsync("The newest interval with 95 % is 62% to 97%.");
        await Assertions.Expect(curve.Locator("figcaption")).ToContainTextAsync("Nothing new was known in 2 stretches, 2 min 30 s in all, which are shaded: no clear face of the person.");
        await curve.GetByText("The numbers").ClickAsync();
        await Assertions.Expect(curve.Locator("table").First.Locator("tbody tr").First).ToContainTextAsync("not stored");
        await Assertions.Expect(curve.Locator("table").First.Locator("tbody tr").Nth(1)).ToContainTextAsync("40% to 95%");
        Assert.Equal(2, await curve.Locator("table").Nth(1).Locator("tbody tr").CountAsync());
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("case-curve");
        await reader.GoAsync($"/console/cases/{ReviewRoom.CaseOf(gifts)}");
        await Assertions.Expect(curve.GetByText("so no interval is defined for it either")).ToBeVisibleAsync();

        await using var phone = await browser.OpenAsync(Address, widthPx: 390, language: "fr-FR", dark: true);
        await phone.SignInAsync(App, "dora", Role.ChildSafety, Role.Reviewer);
        await phone.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");
        await phone.Page.Locator("#curve summary").ClickAsync();
        await Assertions.Expect(phone.Page.Locator("#curve figcaption")).ToContainTextAsync("Le dernier intervalle à 95\u202f% va de 62");
        Assert.Empty(await phone.FaultsAsync());
        await phone.ShootAsync("case-curve-fr-dark-390");
    }
}

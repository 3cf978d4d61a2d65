using System.Text.Json;
using Microsoft.Playwright;
using Moderation.Core.Access;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class ReviewPageTests(PostgresServer server, ConsoleBrowser browser) : IAsyncLifetime
{
    private ModerationApplication App { get; set; } = null!;

    private Uri Address { get; set; } = null!;

    private TestVault Vault { get; } = new();

    private ReviewRoom Room => new(App);

    public async Task InitializeAsync()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is not null)
            return;
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", AccessClient.Closed, ("Evidence:Vault:Directory", Vault.Path));
        Address = App.Listen();
        Vault.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
    }

    public async Task DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        Vault.Dispose();
    }

    [BrowserFact]
    public async Task A_reviewer_claims_looks_grey_takes_a_verdict_back_gives_it_and_goes_on_to_the_next_case()
    {
        var first = ReviewRoom.Report(1) with { Proposes = [new ProposedAction(ActionKind.ThrottleGifts, 600, 100)], ConfirmationsNeeded = 1 };
        await Room.ReportAsync(first, ReviewRoom.Report(2));
        await StoreEvidenceAsync(first);
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "ada", Role.Reviewer);
        await reader.GoAsync("/console/queues");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Claim the next case of Everything else" }).ClickAsync();
        await reader.Page.WaitForURLAsync("**/console/cases/*");
        await reader.Page.Locator("#release").ClickAsync();
        await Assertions.Expect(reader.Page.Locator("#claim")).ToBeVisibleAsync();
        await reader.GoAsync($"/console/cases/{ReviewRoom.CaseOf(first)}");
        await reader.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(reader.Page.Locator("#holder")).ToContainTextAsync("You hold it");

        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Picture 1: colour" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("#says")).ToContainTextAsync("grey");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Picture 1: grey" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("#item-0")).ToBeVisibleAsync();
        Assert.Equal(1, await App.CountAsync("audit_entry where kind = 'evidence.viewed.grey'"));
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Read line 2" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("#item-1")).ToContainTextAsync("do you keep secrets?");
        await Assertions.Expect(reader.Page.Locator("#item-1 mark")).ToHaveTextAsync("keep secrets");
        await Assertions.Expect(reader.Page.Locator("#item-1")).ToContainTextAsync("secrecy – keep secrets");
        await Assertions.Expect(reader.Page.Locator("#item-1")).ToContainTextAsync("grooming 87% · flagged");
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("case");

        await DecideAsync(reader);
        await reader.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(reader.Page.Locator("#waits")).ToBeHiddenAsync();
        Assert.Empty(await Room.VerdictsAsync());
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Decide, then the next case" }).ClickAsync();
        await reader.Page.WaitForURLAsync($"**/console/cases/{ReviewRoom.CaseOf(ReviewRoom.Report(2))}");

        Assert.Equal(["insult"], (await Room.VerdictsAsync()).Select(verdict => verdict.ReasonCode));
        await Assertions.Expect(reader.Page.Locator("#holder")).ToContainTextAsync("You hold it");
    }

    [BrowserFact]
    public async Task A_verdict_on_a_case_that_somebody_else_has_taken_meanwhile_is_refused_and_loses_no_word()
    {
        var report = ReviewRoom.Report(1);
        await Room.ReportAsync(report);
        await using var ada = await browser.OpenAsync(Address);
        await ada.SignInAsync(App, "ada", Role.Reviewer);
        await ada.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");
        await ada.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(ada.Page.Locator("#holder")).ToContainTextAsync("You hold it");
        await ada.Page.GetByLabel("Note", new() { Exact = true }).FillAsync("said three times");
        await Room.ReportAsync(ReviewRoom.Report(2, report.LiveId.Value));
        await Assertions.Expect(ada.Page.Locator("#report-count")).ToHaveTextAsync("Reports: 2");
        await DecideAsync(ada);
        await App.ExecuteAsync("update review_case set lease_until = now() - interval '1 minute'");
        await using var bea = await browser.OpenAsync(Address);
        await bea.SignInAsync(App, "bea", Role.Reviewer);
        await bea.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");
        await bea.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(bea.Page.Locator("#holder")).ToContainTextAsync("You hold it");

        await Assertions.Expect(ada.Page.Locator("#says")).ToContainTextAsync("Your claim is over", new() { Timeout = 20_000 });

        Assert.Empty(await Room.VerdictsAsync());
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Read what changed" }).ClickAsync();
        await Assertions.Expect(ada.Page.Locator("#holder")).ToContainTextAsync("holds it until");
        await Assertions.Expect(ada.Page.GetByLabel("Note", new() { Exact = true })).ToHaveValueAsync("said three times");
        Assert.Empty(await ada.FaultsAsync());
    }

    [BrowserFact]
    public async Task Lists_are_filtered_and_read_in_French_on_a_telephone_and_in_the_dark()
    {
        await Room.ReportAsync(ReviewRoom.Report(1), ReviewRoom.Report(2), Records.Report(3, "live-3", "minors.host") with { RaisedAt = ReviewRoom.Now, EpisodeStartedAt = ReviewRoom.Now });
        await using var reader = await browser.OpenAsync(Address, widthPx: 390, language: "fr-FR", dark: true);
        await reader.SignInAsync(App, "chloe", Role.ChildSafety, Role.Reviewer);
        await reader.GoAsync($"/console/cases?policy={ReviewRoom.Policy}");
        Assert.Equal(2, await reader.Page.Locator("#cases tbody tr").CountAsync());
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("cases-fr-dark-390");
        await reader.GoAsync("/console/cases?order=priority&open=true");
        Assert.Equal(3, await reader.Page.Locator("#cases tbody tr").CountAsync());
        await reader.Page.Locator("#cases tbody a").First.ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "Pourquoi il passe à ce moment" })).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator("#case-why")).ToContainTextAsync("le dossier a 0 min et compte pour moitié toutes les 30 min");
        Assert.Equal(0, await reader.Page.Locator("#case-why [lang=en]").CountAsync());
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("case-fr-dark-390");
        await reader.GoAsync("/console/me");
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("me-fr-dark-390");
    }

    [BrowserFact]
    public async Task An_auditor_reads_a_case_and_finds_nothing_to_decide_or_to_look_at()
    {
        var report = ReviewRoom.Report(1);
        await Room.ReportAsync(report);
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "otto", Role.Auditor);
        await reader.GoAsync($"/console/cases/{ReviewRoom.CaseOf(report)}");

        Assert.Equal(0, await reader.Page.Locator("#verdict-form, #claim, [data-reveal]").CountAsync());
        await Assertions.Expect(reader.Page.GetByText("Your role does not see evidence.")).ToBeVisibleAsync();
        Assert.Empty(await reader.FaultsAsync());
    }

    private static async Task DecideAsync(ConsoleReader reader)
    {
        await reader.Page.Locator("h1").ClickAsync();
        await reader.Page.Keyboard.PressAsync("1");
        await reader.Page.GetByLabel("insult", new() { Exact = true }).CheckAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Decide, then the next case" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("#waits")).ToContainTextAsync("Your verdict goes out in");
    }

    private async Task StoreEvidenceAsync(ReportRecord report)
    {
        var line = new LineExcerpt("m1", ReviewRoom.Now, TextSource.Chat, "do you keep secrets?", UserId.Parse("u8"), null, [new LabelScore(TextLabel.Grooming, 0.87, true), new LabelScore(TextLabel.Toxic, 0.04, false)], [new RuleHit(TextRule.Secrecy, 7, 12)]);
        var evidence = TestVault.Evidence(1, [TestVault.Entry(EvidenceKind.Frame, 7), TestVault.Entry(EvidenceKind.Line, 9), TestVault.Entry(EvidenceKind.Line, 3) with { At = null, Gone = GoneReason.Retention }]);
        await Vault.Writer.StoreAsync(
            CaseId.Parse(ReviewRoom.CaseOf(report)), evidence, [DrawnFrame.Jpeg(240, 320), JsonSerializer.SerializeToUtf8Bytes(line, VaultJson.Default.LineExcerpt), null], CancellationToken.None);
    }
}

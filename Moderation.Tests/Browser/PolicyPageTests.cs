using Microsoft.Playwright;
using Moderation.Core.Access;
using Moderation.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Moderation.Tests.Browser;

/// <summary>Walks what people who write policies do, in front of the Api as it ships and by the calibration of this checkout.</summary>
[Collection(BrowserTests.Name)]
public sealed class PolicyPageTests(PostgresServer server, ConsoleBrowser browser) : IAsyncLifetime
{
    private const string Policy = BacktestRequests.Policy;

    private ModerationApplication App { get; set; } = null!;

    private Uri Address { get; set; } = null!;

    public async Task InitializeAsync()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is not null)
            return;
        var calibration = Path.Combine(Repository.Root, "models", "age-evidence", "manifest.json");
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", AccessClient.Closed, ("Policies:Calibration", calibration));
        Address = App.Listen();
    }

    public async Task DisposeAsync() => await (App?.DisposeAsync() ?? ValueTask.CompletedTask);

    [BrowserFact]
    public async Task Sheet_is_written_checked_tried_and_sent_on_by_two_people_and_rolled_back()
    {
        await App.LiveVersionAsync(PolicyTool.Minors);
        await using var author = await browser.OpenAsync(Address);
        await author.SignInAsync(App, "ann", Role.PolicyAuthor, Role.PolicyApprover);
        await WriteAsync(author);
        await SendOnByAuthorAsync(author);

        await using var approver = await browser.OpenAsync(Address, dark: true);
        await approver.SignInAsync(App, "bob", Role.PolicyApprover);
        await approver.GoAsync($"/console/policies/{Policy}/versions/2");
        Assert.Empty(await approver.FaultsAsync());
        await approver.ShootAsync("policy-version-dark");
        await StepAsync(approver, "To canary", "canary 5.0%");
        await StepAsync(approver, "To live", "live");

        await approver.GoAsync($"/console/policies/{Policy}");
        await approver.ShootAsync("policy");
        Assert.Empty(await approver.FaultsAsync());
        await approver.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(approver.Page.Locator("#versions tr", new() { HasText = "Version 1" })).ToContainTextAsync("live");
        await Expect(approver.Page.Locator("#versions tr", new() { HasText = "Version 2" })).ToContainTextAsync("retired");
        await approver.GoAsync($"/console/policies/{Policy}/diff?from=1&to=2");
        await Expect(approver.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("ladder\\[throttle\\]") })).ToContainTextAsync("20");
        await Expect(approver.Page.Locator("ins")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("for 20s"));
        Assert.Empty(await approver.FaultsAsync());
    }

    [BrowserFact]
    public async Task Pages_are_read_in_French_on_a_telephone_and_nobody_writes_who_may_only_read()
    {
        await App.LiveVersionAsync(PolicyTool.Minors);
        await using var reader = await browser.OpenAsync(Address, widthPx: 390, language: "fr-FR");
        await reader.SignInAsync(App, "rene", Role.Reviewer);
        foreach (var (path, name) in new[] { ("", "policies-fr"), ($"/{Policy}", "policy-fr"), ($"/{Policy}/versions/1", "policy-version-fr") })
        {
            await reader.GoAsync($"/console/policies{path}");
            Assert.Empty(await reader.FaultsAsync());
            await reader.ShootAsync(name);
        }

        await Expect(reader.Page.GetByText("plafonner les cadeaux")).ToBeVisibleAsync();
        Assert.Equal(0, await reader.Page.Locator("form[data-api*=policies]").CountAsync());
        Assert.Equal(403, (await reader.GoAsync($"/console/policies/{Policy}/edit?from=1")).Status);
        Assert.Equal(403, (await reader.GoAsync($"/console/policies/{Policy}/backtests")).Status);
        Assert.Equal(404, (await reader.GoAsync("/console/policies/none.such")).Status);
    }

    private static async Task WriteAsync(ConsoleReader author)
    {
        await author.GoAsync("/console/policies");
        Assert.Empty(await author.FaultsAsync());
        await author.Page.GetByRole(AriaRole.Link, new() { Name = Policy }).ClickAsync();
        await author.Page.GetByRole(AriaRole.Link, new() { Name = "Write a new version" }).ClickAsync();
        await author.Page.WaitForURLAsync("**/edit?**");
        await author.ShootAsync("policy-edit");
        var sheet = author.Page.Locator("#sheet");
        await sheet.FillAsync(PolicyTool.Minors.Replace("belief(under_18) >= 0.90", "belif(under_18) >= 0.90", StringComparison.Ordinal));
        var fault = author.Page.Locator("#faults button");
        await Expect(fault).ToContainTextAsync("13:");
        await author.ShootAsync("policy-edit-fault");
        Assert.Empty(await author.FaultsAsync());
        await fault.ClickAsync();
        Assert.Equal(13, await sheet.EvaluateAsync<int>("area => area.value.slice(0, area.selectionStart).split('\\n').length"));

        // The list at the caret knows the fact that was meant.
        await sheet.FillAsync(PolicyTool.Minors);
        await sheet.EvaluateAsync("area => { const at = area.value.indexOf('belief(under_18) >= 0.90') + 3; area.setSelectionRange(at, at); }");
        await sheet.PressAsync("Control+Space");
        await Expect(author.Page.GetByRole(AriaRole.Option)).ToContainTextAsync("belief(under_18)");
        await author.ShootAsync("policy-edit-list");
        Assert.Empty(await author.FaultsAsync());
        await sheet.PressAsync("Escape");

        await sheet.FillAsync(PolicyTool.Minors.Replace("0.90 for 10s", "0.95 for 10s", StringComparison.Ordinal));
        await Expect(author.Page.Locator("#checked")).ToContainTextAsync("compiles");
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Run its tests" }).ClickAsync();
        // A threshold that high is never reached by the child of the first test, and the table says what was missed.
        await Expect(author.Page.Locator("#cases .tag.bad")).ToHaveCountAsync(1);
        await author.ShootAsync("policy-edit-tests");
        await sheet.FillAsync(PolicyTool.Minors.Replace("0.90 for 10s", "0.90 for 20s", StringComparison.Ordinal));
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Run its tests" }).ClickAsync();
        await Expect(author.Page.Locator("#cases .tag.good")).ToHaveCountAsync(2);
        await Expect(author.Page.Locator("#tried")).ToContainTextAsync("All tests pass");
        Assert.Empty(await author.FaultsAsync());
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Save as draft" }).ClickAsync();
        await author.Page.WaitForURLAsync($"**/console/policies/{Policy}");
        await Expect(author.Page.Locator("#versions tr", new() { HasText = "Version 2" })).ToContainTextAsync("draft");
    }

    private static async Task SendOnByAuthorAsync(ConsoleReader author)
    {
        await author.GoAsync($"/console/policies/{Policy}/versions/2");
        await StepAsync(author, "To tested", "tested");
        await StepAsync(author, "To shadow", "shadow");
        // Whoever handed it in may approve policies, but not this one: the page says so and offers nothing.
        await Expect(author.Page.GetByText("You handed this version in.")).ToBeVisibleAsync();
        Assert.Equal(0, await author.Page.GetByRole(AriaRole.Button, new() { Name = "To canary" }).CountAsync());
        Assert.Equal(403, await author.Page.EvaluateAsync<int>(
            $"async () => (await fetch('/v1/policies/{Policy}/versions/2/promote', {{ method: 'POST', headers: {{ 'Content-Type': 'application/json', 'X-Requested-With': 'console' }}, body: '{{\"to\":\"live\"}}' }})).status"));
        Assert.Empty(await author.FaultsAsync());
        await author.GoAsync($"/console/policies/{Policy}/shadow");
        await Expect(author.Page.GetByText("Shadow would have reached 0 subjects")).ToBeVisibleAsync();
        Assert.Empty(await author.FaultsAsync());
    }

    private static async Task StepAsync(ConsoleReader reader, string step, string state)
    {
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = step, Exact = true }).ClickAsync();
        await Expect(reader.Page.Locator("h1 .tag")).ToHaveTextAsync(state);
    }
}

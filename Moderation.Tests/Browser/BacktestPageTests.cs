using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Moderation.Api.Decisions;
using Moderation.Api.Policies;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Access;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;
using Moderation.Tests.Http;
using Moderation.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Moderation.Tests.Browser;

/// <summary>What policy people see of a version before it decides: on lives of the past, and beside the one that is live.</summary>
[Collection(BrowserTests.Name)]
public sealed class BacktestPageTests(PostgresServer server, ConsoleBrowser browser) : BacktestFixture(server)
{
    private const string Policy = BacktestRequests.Policy;

    [BrowserFact]
    public async Task Backtest_is_started_watched_and_read_without_reloading_and_its_subjects_are_downloaded()
    {
        var lives = FiveLives();
        Kafka.Publish(lives);
        using var gate = new LogGate(after: 20);
        var app = Open(gate, settings: AccessClient.Closed);
        var address = app.Listen();
        await app.LiveVersionAsync(Slower);
        var hash = await HandInAsync(app, PolicyTool.Minors);
        var reports = lives.Take(4).Select(log => PlayedLives.Decide(log, Compile(Slower), Rules)[0]).ToList();
        await app.Database.ProjectAsync(new DecisionProjector(), reports);
        await app.Database.ProjectAsync(
            new VerdictProjector(TimeProvider.System), PlayedLives.Verdict(reports[0], VerdictKind.Confirmed), PlayedLives.Verdict(reports[1], VerdictKind.Overturned));
        await using var author = await browser.OpenAsync(address);
        await author.SignInAsync(app, "ann", Role.PolicyAuthor);

        await author.GoAsync($"/console/policies/{Policy}/backtests");
        Assert.Empty(await author.FaultsAsync());
        await author.Page.Locator("select[name=sheetHash]").SelectOptionAsync(hash);
        await author.ShootAsync("backtests-form");
        await author.Page.GetByRole(AriaRole.Button, new() { Name = "Start the backtest" }).ClickAsync();
        await author.Page.WaitForURLAsync("**/backtests/*");
        await Expect(author.Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Expect(author.Page.GetByRole(AriaRole.Button, new() { Name = "Call it off" })).ToBeVisibleAsync();
        await author.ShootAsync("backtest-running");
        Assert.Empty(await author.FaultsAsync());

        gate.Open();
        await Expect(author.Page.GetByRole(AriaRole.Heading, new() { Name = "What it would have done" })).ToBeVisibleAsync();
        await Expect(author.Page.GetByRole(AriaRole.Button, new() { Name = "Call it off" })).ToHaveCountAsync(0);
        await Expect(author.Page.Locator("#outcomes figcaption")).ToContainTextAsync("Of 4 subjects that the version reaches, reviewers found 1 right and 1 wrong; nobody looked at 2.");
        await author.ShootAsync("backtest-done");
        Assert.Empty(await author.FaultsAsync());
        var download = await author.Page.RunAndWaitForDownloadAsync(() => author.Page.GetByRole(AriaRole.Link, new() { Name = "Every subject as CSV" }).ClickAsync());
        Assert.Contains("live-1", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        var here = new Uri(author.Page.Url).AbsolutePath;
        await author.GoAsync($"/console/policies/{Policy}/backtests");
        await Expect(author.Page.Locator("#backtests tbody tr")).ToContainTextAsync("done");
        Assert.Empty(await author.FaultsAsync());
        await using var reader = await browser.OpenAsync(address, widthPx: 390, language: "fr-FR", dark: true);
        await reader.SignInAsync(app, "amelie", Role.PolicyAuthor);
        await reader.GoAsync(here);
        await Expect(reader.Page.Locator("#outcomes figcaption")).ToContainTextAsync("4");
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("backtest-done-fr");
    }

    [BrowserFact]
    public async Task Shadow_is_compared_with_what_is_live_over_the_lives_that_both_decided()
    {
        var app = Open(settings: AccessClient.Closed);
        var address = app.Listen();
        await app.LiveVersionAsync(PolicyTool.Minors);
        // It never waits long enough to throttle within a minute.
        var patient = PolicyTool.Minors.Replace("0.90 for 10s", "0.90 for 120s", StringComparison.Ordinal)
            .Replace("      - { rung: throttle, on: host, by: 45s, orders: [throttle_gifts] }\n", "", StringComparison.Ordinal);
        var hash = await HandInAsync(app, patient);
        foreach (var stage in new[] { PolicyStage.Tested, PolicyStage.Shadow })
            Assert.NotNull((await app.Services.GetRequiredService<PolicyLifecycle>().PromoteAsync(Policy, hash, new PromoteRequest { To = stage }, "dan", CancellationToken.None)).Version);
        var both = PolicySet.Of([new ActivePolicy(Compile(PolicyTool.Minors), PolicyStage.Live), new ActivePolicy(Compile(patient), PolicyStage.Shadow)]);
        var now = TimeProvider.System.GetUtcNow();
        var decisions = FiveLives().SelectMany(log =>
        {
            var decider = new LiveDecider(log[0].Signal.LiveId, Rules);
            return log.SelectMany(entry => decider.Apply(entry.Signal, entry.At, both).Decisions).ToList();
        }).Select(decision => decision with { At = now }).ToList();
        await app.Database.ProjectAsync(new DecisionProjector(), decisions);

        await using var author = await browser.OpenAsync(address);
        await author.SignInAsync(app, "ann", Role.PolicyAuthor);
        await author.GoAsync($"/console/policies/{Policy}/shadow");

        await Expect(author.Page.GetByText("Shadow would have reached 0 subjects that live did not, and left out 0 that live reached; both reached 4.")).ToBeVisibleAsync();
        await Expect(author.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^throttle 0 4 ") })).ToBeVisibleAsync();
        Assert.Empty(await author.FaultsAsync());
        await author.ShootAsync("shadow");
        await using var reader = await browser.OpenAsync(address, widthPx: 390, language: "fr-FR", dark: true);
        await reader.SignInAsync(app, "amelie", Role.PolicyAuthor);
        await reader.GoAsync($"/console/policies/{Policy}/shadow");
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("shadow-fr");
    }

    private static async Task<string> HandInAsync(ModerationApplication app, string yaml)
    {
        var sheet = SheetCompiler.FromYaml(yaml);
        await app.Services.GetRequiredService<PolicyLifecycle>().HandInAsync(sheet, yaml, "eve", null, CancellationToken.None);
        return sheet.SheetHash;
    }
}

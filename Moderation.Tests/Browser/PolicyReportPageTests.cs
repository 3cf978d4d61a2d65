using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.PolicyReports.Written;
using Moderation.Api.Web.PolicyReports;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class PolicyReportPageTests(PostgresServer server, ConsoleBrowser browser) : IAsyncLifetime
{
    private ModerationApplication App { get; set; } = null!;

    private Uri Address { get; set; } = null!;

    private static string Days => string.Create(CultureInfo.InvariantCulture, $"from={ReviewRoom.Now.AddDays(-1):yyyy-MM-dd}&to={ReviewRoom.Now:yyyy-MM-dd}");

    public async Task InitializeAsync()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is not null)
            return;
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", AccessClient.Closed);
        Address = App.Listen();
    }

    public async Task DisposeAsync() => await (App?.DisposeAsync() ?? ValueTask.CompletedTask);

    [BrowserFact]
    public async Task Every_report_can_be_read_with_and_without_anything_to_tell_and_downloaded()
    {
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "paula", Role.PolicyAuthor);
        await WalkAsync(reader, "empty");
        await App.FillAsync();
        await App.SpeakAsync(ReviewRoom.Now);
        await WalkAsync(reader, "filled");
        await reader.GoAsync($"/console/reports/volume?{Days}");
        await Assertions.Expect(reader.Page.Locator("figure", new() { HasText = "20 in all. Highest for no language told with 14, lowest for French with 2." }).First).ToBeVisibleAsync();
        await reader.GoAsync($"/console/reports/outcomes?{Days}");
        await Assertions.Expect(reader.Page.GetByText("75.0%").First).ToBeVisibleAsync();

        var download = await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.GetByRole(AriaRole.Link, new() { Name = "These numbers as CSV" }).ClickAsync());

        Assert.Contains("outcomes,upheld,all,,6,8,0.75", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Equal((int)HttpStatusCode.BadRequest, (await reader.GoAsync("/console/reports?from=2026-02-02&to=2026-01-01")).Status);
        Assert.Empty(await reader.FaultsAsync());
        Assert.Equal((int)HttpStatusCode.NotFound, (await reader.GoAsync("/console/reports/weather")).Status);
    }

    [BrowserFact]
    public async Task Reports_are_read_in_French_on_a_phone_in_the_dark()
    {
        await using var reader = await browser.OpenAsync(Address, widthPx: 390, dark: true);
        await reader.SignInAsync(App, "paul", Role.PolicyAuthor);
        await reader.GoAsync("/console/reports?lang=fr");
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Rapports");
        await App.FillAsync();
        await WalkAsync(reader, "french");
    }

    [BrowserFact]
    public async Task Report_of_a_day_is_opened_from_the_list_and_prints()
    {
        await App.FillAsync();
        var job = new WrittenReportJob(Get<FigureDesk>(), Get<WrittenReportStore>(), Get<WrittenReportPrinter>(), Get<StabilityGauge>(), new FakeTimeProvider(ReviewRoom.Now.AddDays(1)));
        await job.RunAsync(CancellationToken.None);
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "paula", Role.PolicyAuthor);
        Assert.Equal((int)HttpStatusCode.OK, (await reader.GoAsync("/console/reports/daily")).Status);
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("reports-written-list");

        await reader.Page.GetByRole(AriaRole.Link, new() { Name = ReviewRoom.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Exact = true }).ClickAsync();

        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Daily report of");
        Assert.True(await reader.Page.Locator("figure svg[role=img]").CountAsync() > 0);
        // As one file: it asks for nothing, runs nothing, and its own style is applied.
        Assert.Equal(0, await reader.Page.Locator("script, link, img, [src]").CountAsync());
        Assert.Equal("rgb(0, 114, 178)", await reader.Page.Locator("svg .f1").First.EvaluateAsync<string>("mark => getComputedStyle(mark).fill"));
        Assert.Empty(await reader.FaultsAsync());
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await reader.ShootAsync("reports-written-print");
    }

    [BrowserFact]
    public async Task Drift_and_the_trend_over_revenue_are_drawn_with_what_is_over_the_limit()
    {
        await App.FillScoresAsync(ReviewRoom.Now);
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "paula", Role.PolicyAuthor);
        var today = string.Create(CultureInfo.InvariantCulture, $"from={ReviewRoom.Now:yyyy-MM-dd}&to={ReviewRoom.Now:yyyy-MM-dd}");

        await reader.GoAsync($"/console/reports/models?{today}");
        await Assertions.Expect(reader.Page.Locator("figure", new() { HasText = "Over the limit" })).ToHaveCountAsync(1);
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("reports-drift");
        await reader.GoAsync($"/console/reports/fairness?{today}&policy={ScoredLives.Unfair}");
        await Assertions.Expect(reader.Page.Locator("figure", new() { HasText = "Highest for decile 1 with 75.0%" })).ToHaveCountAsync(1);
        await Assertions.Expect(reader.Page.GetByText("< 0.01%")).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator("select[name=policy]")).ToHaveValueAsync(ScoredLives.Unfair);
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("reports-fairness");
    }

    [BrowserFact]
    public async Task Whoever_may_not_read_policies_has_no_reports()
    {
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "root", Role.Admin);

        Assert.Equal(0, await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Reports" }).CountAsync());
        Assert.Equal((int)HttpStatusCode.Forbidden, (await reader.GoAsync("/console/reports")).Status);
    }

    private static async Task WalkAsync(ConsoleReader reader, string name)
    {
        foreach (var theme in WireWord.All<FigureTheme>().Prepend(""))
        {
            Assert.Equal((int)HttpStatusCode.OK, (await reader.GoAsync($"/console/reports{(theme.Length > 0 ? "/" : "")}{theme}?{Days}")).Status);
            Assert.True(await reader.FaultsAsync() is { Count: 0 } or null, $"{name} {theme}: {string.Join('\n', await reader.FaultsAsync())}");
            await reader.ShootAsync($"reports-{name}-{(theme.Length > 0 ? theme : "overview")}");
        }
    }

    private T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();
}

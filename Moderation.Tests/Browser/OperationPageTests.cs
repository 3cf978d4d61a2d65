using System.Text;
using Microsoft.Playwright;
using Moderation.Api.Enforcement;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Moderation.Tests.Browser;

/// <summary>What whoever keeps the service running sees and does, on the embedded broker.</summary>
[Collection(BrowserTests.Name)]
public sealed class OperationPageTests(PostgresServer server, ConsoleBrowser browser) : IAsyncLifetime, IDisposable
{
    private const string Broken = """{"v":1,"liveId":"live-9"}""";

    private readonly MockKafka _kafka = new();

    private ModerationApplication App { get; set; } = null!;

    private Uri Address { get; set; } = null!;

    public async Task InitializeAsync()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is not null)
            return;
        App = new ModerationApplication(await server.CreateDatabaseAsync(), _kafka.BootstrapServers, AccessClient.Closed);
        Address = App.Listen();
    }

    public async Task DisposeAsync() => await (App?.DisposeAsync() ?? ValueTask.CompletedTask);

    public void Dispose() => _kafka.Dispose();

    [BrowserFact]
    public async Task Tripped_breaker_unanswered_order_and_dead_letter_are_seen_and_the_letter_is_sent_again_by_the_admin()
    {
        var order = Records.Action(1, ActionKind.CutLive);
        await App.Database.ProjectAsync(new ActionProjector(), [order]);
        await _kafka.SendAsync(DispatchRecords.Dispatch(order, DispatchState.Released));
        await _kafka.SendAsync(DispatchRecords.State(TimeProvider.System.GetUtcNow()));
        // A report that lacks nearly everything: the projection makes a dead letter of it.
        await _kafka.SendAsync(TopicNames.Reports, "live-9", Encoding.UTF8.GetBytes(Broken));
        await ModerationApplication.EventuallyAsync(() => Task.FromResult(_kafka.CountIn(TopicNames.DeadLetters)), count => count == 1);

        await using var admin = await browser.OpenAsync(Address);
        await admin.SignInAsync(App, "root", Role.Admin);
        await SeeAsync(admin, order.ActionId);
        await RedriveAsync(admin);
        Assert.All(_kafka.Read(TopicNames.Reports, 2, CancellationToken.None), value => Assert.Equal(Broken, Encoding.UTF8.GetString(value!)));
        Assert.Equal(2, await App.CountAsync("audit_entry where kind in ('dead_letter.opened', 'dead_letter.redriven') and actor = 'root'"));
    }

    [BrowserFact]
    public async Task What_is_not_known_is_called_unknown_in_French_on_a_telephone_and_a_reviewer_sets_nothing()
    {
        await using var reader = await browser.OpenAsync(Address, widthPx: 390, language: "fr-FR", dark: true);
        await reader.SignInAsync(App, "rene", Role.Reviewer);
        await reader.GoAsync("/console/operations");
        await Expect(reader.Page.Locator("#enforcement")).ToContainTextAsync("L’exécution ne s’est jamais fait entendre ici");
        await Expect(reader.Page.Locator("#enforcement dl")).ToContainTextAsync("inconnu");
        Assert.Equal(0, await reader.Page.Locator("form[data-api*=controls], #lag").CountAsync());
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("operations-fr");
        Assert.Equal(403, (await reader.GoAsync("/console/operations/dead-letters")).Status);
    }

    private static async Task SeeAsync(ConsoleReader admin, ActionId order)
    {
        await admin.GoAsync("/console/operations");
        // The page is read again until what the topics tell has arrived.
        await ModerationApplication.EventuallyAsync(
            async () =>
            {
                await admin.Page.ReloadAsync();
                return await admin.Page.Locator("#outstanding th code").AllTextContentsAsync();
            },
            shown => shown.Contains(order.Value));
        await Expect(admin.Page.Locator("#enforcement li .tag.bad")).ToHaveTextAsync("cut live");
        await Expect(admin.Page.Locator("#lag tr", new() { HasText = TopicNames.Reports })).ToContainTextAsync("0");
        await admin.ShootAsync("operations");
        Assert.Empty(await admin.FaultsAsync());
        var over = admin.Page.Locator("details", new() { HasText = "Over: cut live" });
        await over.Locator("summary").ClickAsync();
        await over.Locator("select").SelectOptionAsync("off");
        await over.GetByLabel("Why").FillAsync("something is wrong");
        await over.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(admin.Page.Locator("#enforcement")).ToContainTextAsync("something is wrong");
        Assert.Empty(await admin.FaultsAsync());
    }

    private static async Task RedriveAsync(ConsoleReader admin)
    {
        await admin.GoAsync("/console/operations/dead-letters");
        await Expect(admin.Page.Locator("section.card")).ToContainTextAsync("invalid record");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show what it says" }).ClickAsync();
        await Expect(admin.Page.Locator("section.card pre")).ToHaveTextAsync(Broken);
        Assert.Empty(await admin.FaultsAsync());
        await admin.Page.GetByLabel("Why it will be taken this time").FillAsync("the service was updated");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Send it again" }).ClickAsync();
        await Expect(admin.Page.Locator("section.card").Last).ToContainTextAsync("by root");
        await admin.ShootAsync("dead-letters");
        Assert.Empty(await admin.FaultsAsync());
    }
}

using System.Net;
using Microsoft.Playwright;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class AccessPageTests(PostgresServer server, ConsoleBrowser browser) : IAsyncLifetime
{
    private ModerationApplication App { get; set; } = null!;

    private Uri Address { get; set; } = null!;

    public async Task InitializeAsync()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is not null)
            return;
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", AccessClient.Closed);
        Address = App.Listen();
    }

    public async Task DisposeAsync() => await (App?.DisposeAsync() ?? ValueTask.CompletedTask);

    [BrowserFact]
    public async Task Whoever_is_not_known_is_asked_to_sign_in_where_they_wanted_to_go_and_comes_there()
    {
        await using var reader = await browser.OpenAsync(Address);
        var response = await reader.GoAsync("/console/queues");
        Assert.Equal((int)HttpStatusCode.Unauthorized, response.Status);
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("sign-in");

        await reader.SignInAsync(App, "ada", Role.Reviewer);
        await reader.GoAsync("/console/queues");

        Assert.Equal("Queues", await reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync());
        Assert.Empty(await reader.FaultsAsync());

        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await reader.Page.WaitForURLAsync("**/sign-in");
        Assert.Equal((int)HttpStatusCode.Unauthorized, (await reader.GoAsync("/console/queues")).Status);
    }

    [BrowserFact]
    public async Task Wrong_password_is_said_and_changes_nothing()
    {
        await using var reader = await browser.OpenAsync(Address);
        await reader.GoAsync("/console/sign-in");
        await reader.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("ada");
        await reader.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("wrong and long");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(reader.Page.Locator("#says")).ToContainTextAsync("Not signed in.");
    }

    [BrowserFact]
    public async Task Roles_see_only_their_places_and_a_place_of_others_says_why()
    {
        await using var reader = await browser.OpenAsync(Address);
        await reader.SignInAsync(App, "root", Role.Admin);

        Assert.Equal(0, await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Queues" }).CountAsync());
        var response = await reader.GoAsync("/console/queues");

        Assert.Equal((int)HttpStatusCode.Forbidden, response.Status);
        await Assertions.Expect(reader.Page.GetByText("read_cases")).ToBeVisibleAsync();
        Assert.Empty(await reader.FaultsAsync());
        Assert.Equal((int)HttpStatusCode.NotFound, (await reader.GoAsync("/console/nothing-of-the-kind")).Status);
        Assert.Empty(await reader.FaultsAsync());
    }

    [BrowserFact]
    public async Task French_is_spoken_to_whoever_asks_for_it_or_chooses_it()
    {
        await using var reader = await browser.OpenAsync(Address, language: "fr-FR");
        await reader.GoAsync("/console/sign-in");
        Assert.Equal("fr", await reader.Page.Locator("html").GetAttributeAsync("lang"));
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Se connecter");

        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();

        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        await reader.GoAsync("/console/sign-in");
        Assert.Equal("en", await reader.Page.Locator("html").GetAttributeAsync("lang"));
    }
}

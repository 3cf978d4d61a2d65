using System.Net;
using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

/// <summary>Signing in and asking by the word of a real provider.</summary>
[Collection(PeopleTests.Name)]
public sealed class IssuerTests(PostgresServer server) : IAsyncLifetime
{
    private const string Start = "/v1/access/oidc/sign-in?returnTo=/v1/access/me";

    private TestIssuer _issuer = null!;
    private string _database = "";
    private CuttableProxy _proxy = null!;

    private ModerationApplication App { get; set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        _issuer = await TestIssuer.StartAsync();
        _database = await server.CreateDatabaseAsync();
        _proxy = DatabaseProxy.Of(_database, out var throughProxy);
        App = new ModerationApplication(
            throughProxy, "127.0.0.1:1", AccessClient.Closed,
            ("Access:Tokens:Authority", _issuer.Address), ("Access:Tokens:Audience", TestIssuer.Audience),
            ("Access:Tokens:Roles:0:Value", "gift-platform"), ("Access:Tokens:Roles:0:Role", "Service"), ("Access:Tokens:Roles:1:Value", "trust-and-safety"), ("Access:Tokens:Roles:1:Role", "Reviewer"),
            ("Access:Oidc:Authority", _issuer.Address), ("Access:Oidc:ClientId", TestIssuer.ClientId), ("Access:Oidc:ClientSecret", TestIssuer.ClientSecret));
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        await App.DisposeAsync();
        await _proxy.DisposeAsync();
        await _issuer.DisposeAsync();
        await server.DropDatabaseAsync(_database);
    }

    [PostgresFact]
    public async Task Person_who_comes_back_from_the_provider_has_a_session_with_the_roles_it_gives()
    {
        _issuer.Roles = ["reviewer"];
        using var browser = Browser();
        using var back = await ThroughProviderAsync(browser);

        Assert.Equal((HttpStatusCode.Redirect, "/v1/access/me"), (back.StatusCode, back.Headers.Location?.OriginalString));
        var me = (await browser.AskAsync(HttpMethod.Get, "/v1/access/me")).Body;
        Assert.Equal(("ada", "person", "reviewer"), (Text(me, "name"), Text(me, "kind"), me.GetProperty("roles")[0].GetString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.AskAsync(HttpMethod.Get, "/v1/access/keys")).Status);
    }

    [PostgresFact]
    public async Task Same_subject_is_the_same_account_whatever_it_is_called_and_another_of_that_name_is_not()
    {
        _issuer.Roles = ["reviewer"];
        var first = await NameAfterSignInAsync();
        _issuer.Name = "ada-lovelace";
        var renamed = await NameAfterSignInAsync();
        (_issuer.Subject, _issuer.Name) = ("subject-2", "ada");
        var other = await NameAfterSignInAsync();

        Assert.Equal(("ada", "ada", "ada-2"), (first, renamed, other));
    }

    [PostgresFact]
    public async Task Person_without_a_role_and_a_way_back_that_began_elsewhere_are_let_nowhere()
    {
        using var browser = Browser();
        using (var back = await ThroughProviderAsync(browser))
            Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        _issuer.Roles = ["reviewer"];
        using var victim = Browser();
        using var started = await browser.GetAsync(new Uri(Start, UriKind.Relative));
        using var atProvider = await AtProviderAsync(started.Headers.Location);
        using var forged = await victim.GetAsync(new Uri(atProvider.Headers.Location!.PathAndQuery, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(0, await App.CountAsync("access_session"));
        foreach (var elsewhere in new[] { "//evil.example", "https://evil.example", "/\\evil.example" })
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.AskAsync(HttpMethod.Get, $"/v1/access/oidc/sign-in?returnTo={Uri.EscapeDataString(elsewhere)}")).Status);
    }

    [PostgresFact]
    public async Task Token_of_the_issuer_is_believed_with_the_roles_that_its_words_give_also_while_the_database_is_away()
    {
        (_issuer.Name, _issuer.Subject, _issuer.Roles) = (null, "gifts", ["gift-platform", "unheard-of"]);
        using var program = App.With(await _issuer.TokenAsync());

        var me = (await program.AskAsync(HttpMethod.Get, "/v1/access/me")).Body;
        Assert.Equal(("service:account", "service"), (Text(me, "name"), Text(me, "kind")));
        Assert.Equal(["service"], me.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await program.AskAsync(HttpMethod.Get, "/v1/reports")).Status);

        _proxy.Cut();
        Assert.Equal(HttpStatusCode.OK, (await program.AskAsync(HttpMethod.Get, "/v1/enforcement")).Status);
    }

    [PostgresFact]
    public async Task Token_for_somebody_else_out_of_date_changed_or_of_another_issuer_is_not_believed()
    {
        _issuer.Roles = ["trust-and-safety"];
        var good = await _issuer.TokenAsync();
        await AssertStatusAsync(good, HttpStatusCode.OK);
        await AssertStatusAsync($"{good[..^8]}AAAAAAAA", HttpStatusCode.Unauthorized);
        _issuer.TokensAreFor = "another-service";
        await AssertStatusAsync(await _issuer.TokenAsync(), HttpStatusCode.Unauthorized);
        (_issuer.TokensAreFor, _issuer.Lifetime) = (TestIssuer.Audience, TimeSpan.FromMinutes(-10));
        await AssertStatusAsync(await _issuer.TokenAsync(), HttpStatusCode.Unauthorized);
        await using var other = await TestIssuer.StartAsync();
        other.Roles = _issuer.Roles;
        await AssertStatusAsync(await other.TokenAsync(), HttpStatusCode.Unauthorized);
    }

    [PostgresFact]
    public async Task Person_is_one_account_by_token_and_by_session_and_loses_both_when_it_is_disabled()
    {
        _issuer.Roles = ["reviewer", "trust-and-safety"];
        using var browser = Browser();
        using var back = await ThroughProviderAsync(browser);
        using var program = App.With(await _issuer.TokenAsync());
        var (bySession, byToken) = ((await browser.AskAsync(HttpMethod.Get, "/v1/access/me")).Body, (await program.AskAsync(HttpMethod.Get, "/v1/access/me")).Body);
        Assert.Equal((Text(bySession, "name"), Text(bySession, "pseudonym")), (Text(byToken, "name"), Text(byToken, "pseudonym")));

        using var admin = App.With(await App.KeyAsync("root", Core.Access.Role.Admin));
        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Put, "/v1/access/accounts/ada", new { roles = new[] { "reviewer" }, isDisabled = true })).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.AskAsync(HttpMethod.Get, "/v1/access/me")).Status);
        await ModerationApplication.EventuallyAsync(async () => (await program.AskAsync(HttpMethod.Get, "/v1/access/me")).Status, status => status == HttpStatusCode.Unauthorized);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private HttpClient Browser() => App.CreateClient(new() { AllowAutoRedirect = false });

    private static async Task<HttpResponseMessage> AtProviderAsync(Uri? address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        return await browser.GetAsync(address);
    }

    private async Task<string?> NameAfterSignInAsync()
    {
        using var browser = Browser();
        using var back = await ThroughProviderAsync(browser);
        return Text((await browser.AskAsync(HttpMethod.Get, "/v1/access/me")).Body, "name");
    }

    /// <summary>Goes to the provider and back, as a browser is led, and gives the answer to the last step.</summary>
    private static async Task<HttpResponseMessage> ThroughProviderAsync(HttpClient browser)
    {
        using var started = await browser.GetAsync(new Uri(Start, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        using var atProvider = await AtProviderAsync(started.Headers.Location);
        Assert.True(atProvider.StatusCode == HttpStatusCode.Redirect, await atProvider.Content.ReadAsStringAsync());
        return await browser.GetAsync(new Uri(atProvider.Headers.Location!.PathAndQuery, UriKind.Relative));
    }

    private async Task AssertStatusAsync(string token, HttpStatusCode status)
    {
        using var client = App.With(token);
        Assert.Equal(status, (await client.AskAsync(HttpMethod.Get, "/v1/access/me")).Status);
    }
}

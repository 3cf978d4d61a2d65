using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

[Collection(PeopleTests.Name)]
public sealed class SignInTests(PostgresServer server) : AccessFixture(server)
{
    private const string Password = "tulips in the rain";

    protected override (string Key, string Value)[] Settings =>
        [("Access:SignIn:TotpKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ("Access:SignIn:MaxFailures", "3")];

    [PostgresFact]
    public async Task Person_signs_in_with_a_password_of_its_own_asks_and_signs_out()
    {
        using var person = await PersonAsync("ada", "reviewer");
        Assert.Equal(HttpStatusCode.OK, (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.AskAsync(HttpMethod.Get, "/v1/access/accounts")).Status);
        var me = (await person.AskAsync(HttpMethod.Get, "/v1/access/me")).Body;
        Assert.Equal(("ada", "person"), (me.GetProperty("name").GetString(), me.GetProperty("kind").GetString()));
        Assert.Matches("^rev-[0-9a-f]{16}$", me.GetProperty("pseudonym").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await person.AskAsync(HttpMethod.Post, "/v1/access/sign-out", null, Own)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
    }

    [PostgresFact]
    public async Task First_password_opens_nothing_until_it_is_changed()
    {
        using var admin = await AdminAsync();
        var first = await NewAccountAsync(admin, "ada", "reviewer");
        using var browser = App.CreateClient();

        Assert.Equal((HttpStatusCode.Unauthorized, "new-password-needed"), await RefusalAsync(browser, new { name = "ada", password = first }));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), await RefusalAsync(browser, new { name = "ada", password = first, newPassword = "too short" }));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), await RefusalAsync(browser, new { name = "ada", password = first, newPassword = first }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(browser, new { name = "ada", password = first, newPassword = Password })).Status);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(browser, new { name = "ada", password = Password })).Status);
    }

    [PostgresFact]
    public async Task Account_is_locked_after_too_many_wrong_passwords_and_the_right_one_does_not_open_it()
    {
        using var person = await PersonAsync("ada", "reviewer");
        using var stranger = App.CreateClient();
        for (var i = 0; i < 3; i++)
            Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await RefusalAsync(stranger, new { name = "ada", password = $"guess number {i}" }));

        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await RefusalAsync(stranger, new { name = "ada", password = Password }));
        Assert.Equal(HttpStatusCode.OK, (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status);

        await ExecuteAsync("update access_account set locked_until = now() - interval '1 second'");
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(stranger, new { name = "ada", password = Password })).Status);
    }

    [PostgresFact]
    public async Task Wrong_passwords_at_the_same_time_are_no_more_than_one_after_another()
    {
        using var person = await PersonAsync("ada", "reviewer");
        using var stranger = App.CreateClient();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SignInAsync(stranger, new { name = "ada", password = $"guess number {i}" })));

        Assert.Equal(3, await App.CountAsync("access_event where kind in ('sign_in_refused', 'locked') and target = 'ada'"));
    }

    [PostgresFact]
    public async Task Unknown_name_is_answered_as_a_wrong_password_and_written_down_nowhere()
    {
        using var stranger = App.CreateClient();

        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await RefusalAsync(stranger, new { name = "my-password", password = "x" }));
        Assert.Equal(0, await App.CountAsync("access_event e where e::text like '%my-password%'"));
    }

    [PostgresFact]
    public async Task Code_of_an_authenticator_app_is_asked_for_once_it_is_confirmed_and_taken_once()
    {
        using var person = await PersonAsync("ada", "reviewer");
        Assert.Equal(HttpStatusCode.BadRequest, (await person.AskAsync(HttpMethod.Post, "/v1/access/me/totp", new { password = "not mine" }, Own)).Status);
        var secret = FromBase32((await person.AskAsync(HttpMethod.Post, "/v1/access/me/totp", new { password = Password }, Own)).Body.GetProperty("secret").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(person, new { name = "ada", password = Password })).Status);
        var step = Totp.StepOf(TimeProvider.System.GetUtcNow());
        Assert.Equal(HttpStatusCode.NoContent, (await person.AskAsync(HttpMethod.Post, "/v1/access/me/totp:confirm", new { code = Totp.CodeOf(secret, step) }, Own)).Status);

        using var browser = App.CreateClient();
        Assert.Equal((HttpStatusCode.Unauthorized, "code-needed"), await RefusalAsync(browser, new { name = "ada", password = Password }));
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await RefusalAsync(browser, new { name = "ada", password = Password, code = Totp.CodeOf(secret, step) }));
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(browser, new { name = "ada", password = Password, code = Totp.CodeOf(secret, step + 1) })).Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await RefusalAsync(browser, new { name = "ada", password = Password, code = Totp.CodeOf(secret, step + 1) }));
    }

    [PostgresFact]
    public async Task Account_that_is_changed_disabled_or_reset_is_so_for_its_open_session()
    {
        using var admin = await AdminAsync();
        using var person = await PersonAsync("ada", "reviewer");

        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Put, "/v1/access/accounts/ada", new { roles = new[] { "quality" } })).Status);
        Assert.Equal("quality", (await person.AskAsync(HttpMethod.Get, "/v1/access/me")).Body.GetProperty("roles")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Put, "/v1/access/accounts/ada", new { roles = new[] { "quality" }, isDisabled = true })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Put, "/v1/access/accounts/ada", new { roles = new[] { "quality" } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Post, "/v1/access/accounts/ada:reset")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.AskAsync(HttpMethod.Post, "/v1/access/accounts/eve:reset")).Status);
    }

    [PostgresFact]
    public async Task Change_with_a_cookie_needs_a_header_that_no_other_site_can_send()
    {
        using var person = await PersonAsync("ada", "admin");
        var body = new { name = "eve", roles = new[] { "reviewer" } };

        Assert.Equal((HttpStatusCode.Forbidden, "forgery-refused"), await ProblemAsync(person.AskAsync(HttpMethod.Post, "/v1/access/accounts", body)));
        Assert.Equal((HttpStatusCode.Forbidden, "forgery-refused"), await ProblemAsync(person.AskAsync(HttpMethod.Post, "/v1/access/accounts", body, ("Origin", "https://evil.example"))));
        Assert.Equal((HttpStatusCode.Forbidden, "forgery-refused"), await ProblemAsync(person.AskAsync(HttpMethod.Post, "/v1/access/accounts", body, ("Origin", "null"), Own)));
        Assert.Equal(HttpStatusCode.Created, (await person.AskAsync(HttpMethod.Post, "/v1/access/accounts", body, ("Origin", "http://localhost"))).Status);
        Assert.Equal(2, await App.CountAsync("access_account"));
    }

    [PostgresFact]
    public async Task Session_that_nobody_uses_ends_and_no_password_or_secret_is_stored_as_it_is()
    {
        using var person = await PersonAsync("ada", "reviewer");
        Assert.Equal(0, await App.CountAsync($"access_account a where a::text like '%{Password}%'"));
        Assert.Equal(1, await App.CountAsync("access_session where expires_at > now()"));

        await ExecuteAsync("update access_session set expires_at = now()");

        await ModerationApplication.EventuallyAsync(async () => (await person.AskAsync(HttpMethod.Get, "/v1/reports")).Status, status => status == HttpStatusCode.Unauthorized);
    }

    private static readonly (string Name, string Value) Own = ("X-Requested-With", "a test");

    private static Task<(HttpStatusCode Status, JsonElement Body)> SignInAsync(HttpClient client, object body) =>
        client.AskAsync(HttpMethod.Post, "/v1/access/sign-in", body, Own);

    private static Task<(HttpStatusCode Status, string Problem)> RefusalAsync(HttpClient client, object body) => ProblemAsync(SignInAsync(client, body));

    private static async Task<(HttpStatusCode Status, string Problem)> ProblemAsync(Task<(HttpStatusCode Status, JsonElement Body)> asking)
    {
        var (status, body) = await asking;
        return (status, body.Problem());
    }

    private static async Task<string> NewAccountAsync(HttpClient admin, string name, string role)
    {
        var (status, body) = await admin.AskAsync(HttpMethod.Post, "/v1/access/accounts", new { name, roles = new[] { role } });
        Assert.Equal(HttpStatusCode.Created, status);
        return body.GetProperty("password").GetString()!;
    }

    /// <summary>The naive twin of how a secret is written.</summary>
    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    private async Task<HttpClient> AdminAsync() => App.With(await App.KeyAsync($"root-{Guid.CreateVersion7():N}", Role.Admin));

    /// <summary>A browser in which somebody new has signed in.</summary>
    private async Task<HttpClient> PersonAsync(string name, string role)
    {
        using var admin = await AdminAsync();
        var browser = App.CreateClient();
        var (status, _) = await SignInAsync(browser, new { name, password = await NewAccountAsync(admin, name, role), newPassword = Password });
        Assert.Equal(HttpStatusCode.OK, status);
        return browser;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = App.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

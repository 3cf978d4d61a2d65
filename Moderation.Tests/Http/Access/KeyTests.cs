using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Access;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

[Collection(PeopleTests.Name)]
public sealed class KeyTests(PostgresServer server) : AccessFixture(server)
{
    [PostgresFact]
    public async Task Key_is_made_used_and_revoked_and_its_history_says_by_whom()
    {
        using var admin = App.With(await App.KeyAsync("root", Role.Admin));
        var (created, made) = await admin.AskAsync(HttpMethod.Post, "/v1/access/keys", Request("platform"));
        Assert.Equal(HttpStatusCode.Created, created);
        using var platform = App.With(made.GetProperty("key").GetString());

        Assert.Equal("service:platform", (await platform.AskAsync(HttpMethod.Get, "/v1/access/me")).Body.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, (await platform.AskAsync(HttpMethod.Get, "/v1/actions")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await platform.AskAsync(HttpMethod.Post, "/v1/access/keys", Request("more"))).Status);

        var id = made.GetProperty("description").GetProperty("keyId").GetString();
        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Delete, $"/v1/access/keys/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.AskAsync(HttpMethod.Get, "/v1/actions")).Status);
        var events = (await admin.AskAsync(HttpMethod.Get, "/v1/access/events?limit=2")).Body.GetProperty("items").EnumerateArray();
        Assert.Equal([("key_revoked", "service:root", id), ("key_created", "service:root", id)], events.Select(
            one => (one.GetProperty("kind").GetString(), one.GetProperty("actor").GetString(), one.GetProperty("target").GetString())));
    }

    [PostgresFact]
    public async Task Key_that_has_ended_proves_nothing_and_gives_its_name_back()
    {
        using var client = App.With(await App.KeyAsync("short", Role.Auditor));
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync(HttpMethod.Get, "/v1/reports")).Status);

        await ExecuteAsync("update access_key set expires_at = now() where name = 'short'");
        await App.Services.GetRequiredService<CallerDirectory>().RefreshAsync(CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.AskAsync(HttpMethod.Get, "/v1/reports")).Status);
        Assert.NotEmpty(await App.KeyAsync("short", Role.Auditor));
    }

    [PostgresFact]
    public async Task Key_of_another_process_is_known_at_once_and_goes_when_it_is_revoked_there()
    {
        await using var other = new ModerationApplication(ThroughProxy, "127.0.0.1:1", AccessClient.Closed, ("Access:Refresh", "00:00:00.1"));
        using var here = App.With(await other.KeyAsync("elsewhere", Role.Auditor));
        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync(HttpMethod.Get, "/v1/reports")).Status);

        using var there = other.With(here.DefaultRequestHeaders.Authorization!.Parameter);
        await ExecuteAsync("update access_key set revoked_at = now() where name = 'elsewhere'");

        await ModerationApplication.EventuallyAsync(async () => (await there.AskAsync(HttpMethod.Get, "/v1/reports")).Status, status => status == HttpStatusCode.Unauthorized);
    }

    [PostgresFact]
    public async Task Known_key_works_while_the_database_is_away_and_an_unknown_one_is_not_called_wrong()
    {
        using var known = App.With(await App.KeyAsync("platform", Role.Service));
        using var unknown = App.With(Credential.Draw(Credential.KeyPrefix).Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.AskAsync(HttpMethod.Get, "/v1/enforcement")).Status);

        Proxy.Cut();

        Assert.Equal(HttpStatusCode.OK, (await known.AskAsync(HttpMethod.Get, "/v1/enforcement")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await known.AskAsync(HttpMethod.Post, "/v1/gifts:authorize", new { })).Status);
        var (status, problem) = await unknown.AskAsync(HttpMethod.Get, "/v1/enforcement");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database-unavailable"), (status, problem.Problem()));
    }

    [PostgresFact]
    public async Task Secret_stands_nowhere_but_in_the_one_answer()
    {
        using var admin = App.With(await App.KeyAsync("root", Role.Admin));
        var key = (await admin.AskAsync(HttpMethod.Post, "/v1/access/keys", Request("platform"))).Body.GetProperty("key").GetString()!;
        var secret = key[(key.LastIndexOf('_') + 1)..];

        Assert.DoesNotContain(secret, (await admin.AskAsync(HttpMethod.Get, "/v1/access/keys")).Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await admin.AskAsync(HttpMethod.Get, "/v1/access/events")).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, await App.CountAsync("access_key"));
        Assert.Equal(0, await App.CountAsync($"access_key k where k::text like '%{secret}%' or encode(secret_hash, 'escape') like '%{secret}%'"));
    }

    [PostgresFact]
    public async Task Use_of_a_key_is_written_down()
    {
        using var admin = App.With(await App.KeyAsync("root", Role.Admin));
        using var platform = App.With(await App.KeyAsync("platform", Role.Service));
        Assert.Equal(HttpStatusCode.OK, (await platform.AskAsync(HttpMethod.Get, "/v1/actions")).Status);
        await App.Services.GetRequiredService<CallerDirectory>().RefreshAsync(CancellationToken.None);

        var keys = (await admin.AskAsync(HttpMethod.Get, "/v1/access/keys")).Body.GetProperty("items").EnumerateArray();

        Assert.NotEqual(JsonValueKind.Null, keys.Single(key => key.GetProperty("name").GetString() == "platform").GetProperty("lastUsedAt").ValueKind);
    }

    [PostgresFact]
    public async Task Requests_for_keys_without_sense_are_refused()
    {
        using var admin = App.With(await App.KeyAsync("root", Role.Admin));
        object[] bodies =
        [
            Request("Has Capitals"), Request("service:x"), Request("developer"), Request(""), Request("late", TimeProvider.System.GetUtcNow().AddYears(3)),
            Request("past", TimeProvider.System.GetUtcNow().AddSeconds(-1)), new { name = "idle", roles = Array.Empty<string>(), expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) },
            new { name = "odd", roles = new[] { "king" }, expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) },
        ];
        foreach (var body in bodies)
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.AskAsync(HttpMethod.Post, "/v1/access/keys", body)).Status);
        var (status, problem) = await admin.AskAsync(HttpMethod.Post, "/v1/access/keys", Request("root"));
        Assert.Equal((HttpStatusCode.Conflict, "name-taken"), (status, problem.Problem()));
        Assert.Equal(1, await App.CountAsync("access_key"));
    }

    private static object Request(string name, DateTimeOffset? expiresAt = null) =>
        new { name, roles = new[] { "service" }, expiresAt = expiresAt ?? TimeProvider.System.GetUtcNow().AddDays(30) };

    private async Task ExecuteAsync(string sql)
    {
        await using var command = App.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

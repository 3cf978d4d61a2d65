using System.Net;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Access;

[Collection(PeopleTests.Name)]
public sealed class BoundTests(PostgresServer server) : AccessFixture(server)
{
    private const int Requests = 20;
    private const int SignIns = 3;

    protected override (string Key, string Value)[] Settings => [("Access:Rate:Requests", $"{Requests}"), ("Access:Rate:SignIns", $"{SignIns}"), ("Access:Rate:Window", "01:00:00")];

    [PostgresFact]
    public async Task Caller_who_asks_too_often_is_told_when_to_come_back_and_others_are_not_kept_waiting()
    {
        using var eager = App.With(await App.KeyAsync("eager", Role.Service));
        using var other = App.With(await App.KeyAsync("other", Role.Service));
        for (var i = 0; i < Requests; i++)
            Assert.Equal(HttpStatusCode.OK, (await eager.AskAsync(HttpMethod.Get, "/v1/enforcement")).Status);

        using var refused = await eager.GetAsync(new Uri("/v1/enforcement", UriKind.Relative));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("too-many-requests", (await eager.AskAsync(HttpMethod.Get, "/v1/enforcement")).Body.Problem());
        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync(HttpMethod.Get, "/v1/enforcement")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await eager.AskAsync(HttpMethod.Post, "/v1/gifts:authorize", new { })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await eager.AskAsync(HttpMethod.Post, "/v1/streams:authorize", new { })).Status);
    }

    [PostgresFact]
    public async Task Attempts_to_sign_in_are_bounded_by_address()
    {
        using var stranger = App.CreateClient();
        for (var i = 0; i < SignIns; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.AskAsync(HttpMethod.Post, "/v1/access/sign-in", new { name = $"a{i}", password = "x" })).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.AskAsync(HttpMethod.Post, "/v1/access/sign-in", new { name = "a", password = "x" })).Status);
    }

    [PostgresFact]
    public async Task Address_that_asks_too_often_does_not_make_a_busy_process_look_dead()
    {
        using var stranger = App.With(null);
        for (var i = 0; i <= Requests; i++)
            Assert.Equal(i < Requests ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests, (await stranger.AskAsync(HttpMethod.Get, "/v1/reports")).Status);

        Assert.Equal(HttpStatusCode.OK, (await stranger.AskAsync(HttpMethod.Get, "/health/live")).Status);
    }

    [PostgresFact]
    public async Task Every_answer_says_to_browsers_what_not_to_do_with_it()
    {
        using var client = App.With(await App.KeyAsync("auditor", Role.Auditor));
        foreach (var (path, status) in new[] { ("/v1/reports", HttpStatusCode.OK), ("/v1/nothing", HttpStatusCode.NotFound), ("/v1/access/keys", HttpStatusCode.Forbidden), ("/health/live", HttpStatusCode.OK) })
            await AssertHeadersAsync(client, path, status);
        Proxy.Cut();
        await AssertHeadersAsync(client, "/v1/reports", HttpStatusCode.ServiceUnavailable);
    }

    private static async Task AssertHeadersAsync(HttpClient client, string path, HttpStatusCode status)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }
}

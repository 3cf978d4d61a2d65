using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Moderation.Api.Enforcement.Gifts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>The endpoints of gifts where the broker's address leads nowhere: what is in force is never known.</summary>
[Collection(PostgresTests.Name)]
public sealed class GiftEndpointTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    public async Task InitializeAsync() => _database = PostgresServer.WhyNot is null ? await server.CreateDatabaseAsync() : "";

    public Task DisposeAsync() => PostgresServer.WhyNot is null ? server.DropDatabaseAsync(_database) : Task.CompletedTask;

    [PostgresFact]
    public async Task Gifts_that_cannot_be_used_are_refused_with_what_is_wrong()
    {
        await using var app = Open();
        const string Whole = """{"giftId":"g-1","liveId":"live-1","payerId":"u","receiverId":"p","coins":5}""";
        (string Body, HttpStatusCode Status, string Says)[] cases =
        [
            (Whole, HttpStatusCode.OK, "allow"),
            (Whole.Replace("5", "0", StringComparison.Ordinal), HttpStatusCode.BadRequest, "coins must be from 1"),
            (Whole.Replace("5", "2000000000000", StringComparison.Ordinal), HttpStatusCode.BadRequest, "coins must be from 1"),
            (Whole.Replace("5", "\"5\"", StringComparison.Ordinal), HttpStatusCode.BadRequest, "$.coins"),
            (Whole.Replace("g-1", "g 1", StringComparison.Ordinal), HttpStatusCode.BadRequest, "giftId must be"),
            (Whole.Replace("live-1", "", StringComparison.Ordinal), HttpStatusCode.BadRequest, "LiveId must be"),
            (Whole.Replace("payerId", "payer", StringComparison.Ordinal), HttpStatusCode.BadRequest, "there is no such field: $.payer"),
            (Whole.Replace("\"coins\":5", "\"coins\":5,\"coins\":6", StringComparison.Ordinal), HttpStatusCode.BadRequest, "coins"),
            (Whole.Replace(",\"coins\":5", "", StringComparison.Ordinal), HttpStatusCode.BadRequest, "missing required fields"),
            (Whole + "{}", HttpStatusCode.BadRequest, "cannot be read"),
            ("null", HttpStatusCode.BadRequest, "null"),
            ("", HttpStatusCode.BadRequest, "cannot be read"),
            ("{", HttpStatusCode.BadRequest, "cannot be read"),
            (Whole + new string(' ', 5000), HttpStatusCode.RequestEntityTooLarge, "4096"),
        ];
        foreach (var (body, status, says) in cases)
        {
            var answer = await app.SendAsync(HttpMethod.Post, "/v1/gifts:authorize", new StringContent(body, Encoding.UTF8, "application/json"));
            Assert.True(status == answer.Status, $"{body}: {answer}");
            Assert.Contains(says, answer.Body.GetRawText(), StringComparison.Ordinal);
        }

        var (kind, _) = await app.SendAsync(HttpMethod.Post, "/v1/gifts:authorize", new StringContent(Whole));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, kind);
    }

    [PostgresFact]
    public async Task Names_of_streams_that_cannot_be_a_live_are_refused()
    {
        await using var app = Open();

        Assert.Equal(HttpStatusCode.OK, await StreamAsync(app, "application/x-www-form-urlencoded", "name=live-1&app=live"));
        Assert.Equal(HttpStatusCode.OK, await StreamAsync(app, "application/json", """{"name":"live-1","clientid":7}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await StreamAsync(app, "application/x-www-form-urlencoded", "name=a+b"));
        Assert.Equal(HttpStatusCode.BadRequest, await StreamAsync(app, "application/x-www-form-urlencoded", "app=live"));
        Assert.Equal(HttpStatusCode.BadRequest, await StreamAsync(app, "application/x-www-form-urlencoded", "name=a&name=b"));
        Assert.Equal(HttpStatusCode.BadRequest, await StreamAsync(app, "application/json", "{"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StreamAsync(app, "application/x-www-form-urlencoded", "name=" + new string('x', 20_000)));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StreamAsync(app, "text/plain", "live-1"));
    }

    [PostgresFact]
    public async Task Unknown_memory_lets_through_or_denies_as_it_is_set_up_and_readiness_says_what_is_missing()
    {
        await using var open = Open();
        await using var closed = Open(("Enforcement:Gifts:WhenUnknown", "FailClosed"));

        var (_, allowed) = await open.AskAsync("live-1", "g-1");
        var (_, denied) = await closed.AskAsync("live-1", "g-1");

        Assert.Equal(("allow", "memory_unknown", JsonValueKind.Null), (Decision(allowed), Reason(allowed), allowed.GetProperty("retryAfterSeconds").ValueKind));
        Assert.Equal(("deny", "memory_unknown", 5), (Decision(denied), Reason(denied), denied.GetProperty("retryAfterSeconds").GetInt32()));
        Assert.Equal(HttpStatusCode.Forbidden, await StreamAsync(closed, "application/json", """{"name":"live-1"}"""));
        var check = (await open.GetJsonAsync("/health/ready")).GetProperty("checks").GetProperty("gifts");
        Assert.Equal("not_ok", check.GetProperty("status").GetString());
        Assert.Contains("in force", check.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Held_gifts_are_listed_newest_first_in_pages_and_by_every_filter()
    {
        await using var app = Open();
        // Several of one moment, so that pages must break ties.
        await app.Database.ProjectAsync(new GiftHoldProjector(), Enumerable.Range(0, 23).Select(i => GiftParts.Hold(
            GiftParts.Gift($"g-{i}") with { LiveId = Core.Subjects.LiveId.Parse($"live-{i % 2}"), PayerId = Core.Subjects.UserId.Parse($"payer-{i % 3}") },
            GiftParts.Noon.AddSeconds(i / 4), GiftParts.Noon.AddSeconds(600), "act-1")));
        await app.Database.ProjectAsync(new GiftOrderProjector(), GiftParts.Dispatch("act-1", DispatchState.Ended, DispatchReason.Reversed));
        await app.Database.ProjectAsync(new GiftSettlementProjector(), GiftParts.Settlement(GiftParts.Gift("g-1") with { LiveId = Core.Subjects.LiveId.Parse("live-1") }, GiftSettlement.Released, GiftParts.Noon));

        var all = await PagesAsync(app, "/v1/gifts/holds?limit=5");
        Assert.Equal(23, all.Select(row => row.GetProperty("giftId").GetString()).Distinct().Count());
        Assert.Equal(all.Select(row => row.GetProperty("heldAt").GetDateTimeOffset()).OrderDescending(), all.Select(row => row.GetProperty("heldAt").GetDateTimeOffset()));
        Assert.Equal(11, (await PagesAsync(app, "/v1/gifts/holds?liveId=live-1&limit=4")).Count);
        Assert.Equal(8, (await PagesAsync(app, "/v1/gifts/holds?payerId=payer-0&limit=500")).Count);
        Assert.Equal(23, (await PagesAsync(app, "/v1/gifts/holds?receiverId=p1&limit=500")).Count);
        Assert.Equal(23, (await PagesAsync(app, "/v1/gifts/holds?receiverId=receiver&limit=500")).Count);
        Assert.Empty(await PagesAsync(app, "/v1/gifts/holds?receiverId=nobody&limit=500"));
        Assert.Equal(22, (await PagesAsync(app, "/v1/gifts/holds?open=true&limit=500")).Count);
        var settled = Assert.Single(await PagesAsync(app, "/v1/gifts/holds?open=false&limit=500"));
        Assert.Equal(("g-1", "released", "reversed"), (settled.GetProperty("giftId").GetString(), settled.GetProperty("settlement").GetProperty("settlement").GetString(), settled.GetProperty("orders")[0].GetProperty("reason").GetString()));
        Assert.Equal(settled.GetRawText(), (await app.GetJsonAsync("/v1/gifts/holds/live-1/g-1")).GetRawText());
        Assert.Equal("urn:moderation:problem:not-found", (await app.GetJsonAsync("/v1/gifts/holds/live-0/g-1")).GetProperty("type").GetString());
        Assert.Equal("urn:moderation:problem:invalid-query", (await app.GetJsonAsync("/v1/gifts/holds?payer=x")).GetProperty("type").GetString());
    }

    private static string? Decision(JsonElement answer) => answer.GetProperty("decision").GetString();

    private static string? Reason(JsonElement answer) => answer.GetProperty("reason").GetProperty("code").GetString();

    private static async Task<HttpStatusCode> StreamAsync(ModerationApplication app, string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return (await app.SendAsync(HttpMethod.Post, "/v1/streams:authorize", content)).Status;
    }

    private static async Task<List<JsonElement>> PagesAsync(ModerationApplication app, string path)
    {
        var rows = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await app.GetJsonAsync(path + cursor);
            rows.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("nextCursor").GetString() is not { } next)
                return rows;
            cursor = $"&cursor={next}";
        }
    }

    private ModerationApplication Open(params (string Key, string Value)[] settings) => new(_database, "127.0.0.1:1", settings);
}

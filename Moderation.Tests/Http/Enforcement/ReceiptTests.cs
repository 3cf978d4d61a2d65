using System.Net;
using System.Text;
using System.Text.Json;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Http.Enforcement;

[Collection(PostgresTests.Name)]
public sealed class ReceiptTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private const string OldSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string NewSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly MockKafka _kafka = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task A_signed_receipt_is_on_its_topic_when_the_request_is_answered()
    {
        await using var app = Open();
        var order = Records.Action(1);

        var (status, body) = await SendAsync(app, "m-1", Json(order, "applied"));

        Assert.Equal((HttpStatusCode.OK, 1), (status, body.GetProperty("taken").GetInt32()));
        var receipt = Assert.Single(_kafka.Read(TopicNames.ActionReceipts, 1, WireJson.Default.ActionReceiptRecord));
        Assert.Equal(Records.Receipt(order, ReceiptStatus.Applied, Records.Noon) with { Detail = "done" }, receipt);
        // The projection refuses a record whose key is not its live.
        await EventuallyAsync(() => app.CountAsync("action_receipt"), count => count == 1);
    }

    [PostgresFact]
    public async Task An_array_is_taken_whole_or_not_at_all()
    {
        await using var app = Open();
        var (one, two) = (Json(Records.Action(1), "applied"), Json(Records.Action(2, live: "live-2"), "refused"));

        var (status, problem) = await SendAsync(app, "m-1", $"[{one}, {Json(Records.Action(3), "done")}, 7, {one.Replace("\"status\"", "\"state\"", StringComparison.Ordinal)}]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("urn:moderation:problem:invalid-receipts", Text(problem, "type"));
        Assert.Equal([1, 2, 3], problem.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("index").GetInt32()));
        Assert.Contains("status", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("done", Text(problem, "detail"), StringComparison.Ordinal);

        // What was refused was not taken, so the same webhook may come again, mended.
        Assert.Equal(2, (await SendAsync(app, "m-1", $"[{one}, {two}]")).Body.GetProperty("taken").GetInt32());
        Assert.Equal(["live-1", "live-2"], _kafka.Read(TopicNames.ActionReceipts, 2, WireJson.Default.ActionReceiptRecord).Select(receipt => receipt.LiveId.Value).Order());
    }

    [PostgresFact]
    public async Task Bodies_that_cannot_be_used_are_refused_with_the_reason()
    {
        await using var app = Open();
        var receipt = Json(Records.Action(1), "applied");
        (string Body, HttpStatusCode Status, string Reason)[] cases =
        [
            ("{ nonsense", HttpStatusCode.UnprocessableEntity, "no JSON"),
            ("[]", HttpStatusCode.UnprocessableEntity, "1 to 100"),
            ($"[{string.Join(',', Enumerable.Repeat(receipt, 101))}]", HttpStatusCode.UnprocessableEntity, "101"),
            (receipt.Replace("{", "{\"v\":2,", StringComparison.Ordinal), HttpStatusCode.UnprocessableEntity, "version 2"),
            (receipt.Replace("{", "{\"status\":\"lifted\",", StringComparison.Ordinal), HttpStatusCode.UnprocessableEntity, "twice"),
            (receipt.Replace("done", new string('x', 40_000), StringComparison.Ordinal), HttpStatusCode.UnprocessableEntity, "at most 32768 bytes"),
            (receipt.Replace("done", new string('x', 300_000), StringComparison.Ordinal), HttpStatusCode.RequestEntityTooLarge, "256 KiB"),
        ];
        foreach (var (body, expected, reason) in cases)
        {
            var (status, problem) = await SendAsync(app, "m-1", body);
            Assert.True(status == expected, reason);
            Assert.Contains(reason, Text(problem, "detail"), StringComparison.Ordinal);
        }

        Assert.Equal(1, (await SendAsync(app, "m-1", receipt.Replace("{", "{\"v\":1,\"later\":true,", StringComparison.Ordinal))).Body.GetProperty("taken").GetInt32());
    }

    [PostgresFact]
    public async Task Who_is_not_believed_is_told_why_and_nothing_is_taken()
    {
        await using var app = Open(("ActionReceipts:Secrets", OldSecret));
        var (now, body) = (TimeProvider.System.GetUtcNow(), Json(Records.Action(1), "applied"));
        (Dictionary<string, string> Headers, string Reason)[] cases =
        [
            ([], "must each be there once"),
            (Headers("m.1", now, "v1,AAAA"), "must each be there once"),
            (Headers("m-1", now.AddMinutes(-6), Sign("m-1", now.AddMinutes(-6), body, OldSecret)), "5 minutes away"),
            (Headers("m-1", now.AddMinutes(6), Sign("m-1", now.AddMinutes(6), body, OldSecret)), "5 minutes away"),
            (Headers("m-1", now, Sign("m-1", now, body, NewSecret)), "with a secret that is known here"),
            (Headers("m-1", now, Sign("m-1", now, body + " ", OldSecret)), "over these bytes"),
            (Headers("m-1", now, Sign("m-2", now, body, OldSecret)), "over these bytes"),
        ];
        foreach (var (headers, reason) in cases)
        {
            var (status, problem) = await SendAsync(app, headers, body);
            Assert.Equal((HttpStatusCode.Unauthorized, "urn:moderation:problem:signature-refused"), (status, Text(problem, "type")));
            Assert.Contains(reason, Text(problem, "detail"), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, Headers("m-1", now, Sign("m-1", now, body, NewSecret, OldSecret)), body)).Status);
        Assert.Single(_kafka.Read(TopicNames.ActionReceipts, 1, WireJson.Default.ActionReceiptRecord));
    }

    [PostgresFact]
    public async Task While_secrets_are_exchanged_both_are_believed()
    {
        await using var app = Open(("ActionReceipts:Secrets", $"{OldSecret} {NewSecret}"));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, "m-1", Json(Records.Action(1), "applied"), OldSecret)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app, "m-2", Json(Records.Action(1), "lifted"), NewSecret)).Status);
    }

    [PostgresFact]
    public async Task A_webhook_that_comes_again_is_answered_without_effect()
    {
        await using var app = Open();
        var body = Json(Records.Action(1), "applied");

        var taken = new[] { await SendAsync(app, "m-1", body), await SendAsync(app, "m-1", body), await SendAsync(app, "m-2", body) };

        Assert.All(taken, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal([1, 0, 1], taken.Select(answer => answer.Body.GetProperty("taken").GetInt32()));
        await EventuallyAsync(() => app.CountAsync("projection_offset where topic = 'moderation.action-receipts' and next_offset = 2"), count => count == 1);
        Assert.Equal(1, await app.CountAsync("action_receipt"));
    }

    [PostgresFact]
    public async Task A_receipt_that_the_broker_did_not_take_may_come_again()
    {
        await using var app = new ModerationApplication(_database, "127.0.0.1:1", ("ActionReceipts:Secrets", OldSecret), ("Publication:DirectWait", "00:00:00.2"));
        for (var i = 0; i < 2; i++)
        {
            var (status, problem) = await SendAsync(app, "m-1", Json(Records.Action(1), "applied"), OldSecret);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:moderation:problem:broker-unavailable"), (status, Text(problem, "type")));
        }
    }

    [PostgresFact]
    public async Task Without_a_secret_nothing_is_taken_over_http()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers);

        var (status, problem) = await SendAsync(app, "m-1", Json(Records.Action(1), "applied"));

        Assert.Equal((HttpStatusCode.NotFound, "urn:moderation:problem:not-set-up"), (status, Text(problem, "type")));
        Assert.Contains("ActionReceipts:Secrets", Text(problem, "detail"), StringComparison.Ordinal);
    }

    private ModerationApplication Open(params (string, string)[] settings) =>
        new(_database, _kafka.BootstrapServers, settings.Length > 0 ? settings : [("ActionReceipts:Secrets", NewSecret)]);

    private static string Json(ActionRecord order, string status) => JsonSerializer.Serialize(
        new { liveId = order.LiveId.Value, actionId = order.ActionId.Value, status, at = Records.Noon, detail = "done" });

    private static string Sign(string id, DateTimeOffset at, string body, params string[] secrets) =>
        WebhookSignature.Sign(id, at, Encoding.UTF8.GetBytes(body), [.. secrets.Select(WebhookSecret.Parse)]);

    private static Dictionary<string, string> Headers(string id, DateTimeOffset at, string signature) => new()
    {
        [WebhookSignature.IdHeader] = id, [WebhookSignature.TimeHeader] = WebhookSignature.TimeText(at), [WebhookSignature.SignatureHeader] = signature,
    };

    private static Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(ModerationApplication app, string id, string body, string secret = NewSecret)
    {
        var now = TimeProvider.System.GetUtcNow();
        return SendAsync(app, Headers(id, now, Sign(id, now, body, secret)), body);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(ModerationApplication app, Dictionary<string, string> headers, string body)
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/action-receipts") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Kafka;

/// <summary>Orders that are posted to a real web server.</summary>
public sealed class WebhookEdgeTests : IDisposable
{
    private static readonly string Secret = WebhookSecret.Prefix + Convert.ToBase64String(SHA256.HashData("one"u8));
    private static readonly string Former = WebhookSecret.Prefix + Convert.ToBase64String(SHA256.HashData("two"u8));
    private readonly KafkaFixture _kafka = new();
    private readonly EnforcementWatch _watch;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public WebhookEdgeTests() => _watch = new EnforcementWatch(_kafka);

    public void Dispose()
    {
        _watch.Dispose();
        _kafka.Dispose();
    }

    [Fact]
    public async Task An_order_is_posted_signed_and_its_answer_becomes_a_receipt()
    {
        await using var receiver = await TestReceiver.StartAsync((context, _, _) => context.Response.WriteAsync("""{"status": "applied", "at": "2026-11-28T12:00:00Z", "detail": "done"}"""));
        await using var worker = await StartAsync(receiver, $"--Enforcement:Webhooks:0:Secrets:1={Former}");
        var order = Order(1);
        await _watch.TellAsync(order);

        await _watch.UntilAsync(order, DispatchState.Applied);

        var request = Assert.Single(receiver.Requests);
        var (id, time, signature) = (request.Headers[WebhookSignature.IdHeader], request.Headers[WebhookSignature.TimeHeader], request.Headers[WebhookSignature.SignatureHeader]);
        Assert.Equal(order.ActionId.Value, id);
        Assert.All([Secret, Former], secret => Assert.Null(WebhookSignature.FindFault(id, time, signature, request.Body, _time.GetUtcNow(), WebhookSecret.Parse(secret))));
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal("action.ordered", body.RootElement.GetProperty("type").GetString());
        Assert.Equal(_time.GetUtcNow(), body.RootElement.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal(Assert.Single(_watch.Actions).Json, body.RootElement.GetProperty("data").GetRawText());
        await KafkaFixture.Until(() => _watch.Receipts.Count == 1, "the receipt lies with the others");
        var receipt = _watch.Receipts[0];
        Assert.Equal((order.ActionId, ReceiptStatus.Applied, "done"), (receipt.ActionId, receipt.Status, receipt.Detail));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), receipt.At);

        await _watch.TellAsync(order.Reversal(_time.GetUtcNow(), new Reason("overturned", "")));
        await KafkaFixture.Until(() => receiver.Requests.Count == 2, "the reversal is posted");
        Assert.Contains("\"action.reversed\"", System.Text.Encoding.UTF8.GetString(receiver.Requests.Last().Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_again_under_the_same_id_and_its_receipt_may_come_later()
    {
        await using var receiver = await TestReceiver.StartAsync((context, _, before) =>
        {
            context.Response.StatusCode = before switch { 0 => 503, 1 => 404, _ => 204 };
            return Task.CompletedTask;
        });
        await using var worker = await StartAsync(receiver);
        var order = Order(1);
        using var sends = SendsOf(worker);
        await _watch.TellAsync(order);

        await DoneAsync(sends, 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        await DoneAsync(sends, 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        await PostedAsync(receiver, 3);
        Assert.Equal(DispatchState.Released, _watch.StateOf(order));
        await _watch.TellAsync(Records.Receipt(order, ReceiptStatus.Applied, _time.GetUtcNow()));

        await _watch.UntilAsync(order, DispatchState.Applied);
        Assert.Equal([order.ActionId.Value], receiver.Requests.Select(request => request.Headers[WebhookSignature.IdHeader]).Distinct());
        Assert.Equal(3, receiver.Requests.Select(request => request.Headers[WebhookSignature.TimeHeader]).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_says_gone_refuses()
    {
        await using var receiver = await TestReceiver.StartAsync((context, _, _) => Answer(context, 410));
        await using var worker = await StartAsync(receiver);
        await _watch.TellAsync(Order(1));

        await _watch.UntilAsync(Order(1), DispatchState.Refused);

        Assert.Equal("410 Gone", _watch.Dispatches[Order(1).ActionId].Detail);
        await KafkaFixture.Until(() => _watch.RestrictionCount == 0, "it is not in force");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await TestReceiver.StartAsync((context, _, _) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Answer(context, context.Request.Path == "/elsewhere" ? 410 : 307);
        });
        await using var worker = await StartAsync(receiver);
        using var sends = SendsOf(worker);
        await _watch.TellAsync(Order(1));
        await DoneAsync(sends, 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        await PostedAsync(receiver, 2);

        Assert.All(receiver.Requests, request => Assert.Equal("/orders", request.Path));
        Assert.Equal(DispatchState.Released, _watch.StateOf(Order(1)));
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("""{"status": "perhaps"}""")]
    [InlineData(null)]
    public async Task A_body_that_is_no_receipt_says_only_that_the_order_arrived(string? text)
    {
        await using var receiver = await TestReceiver.StartAsync((context, _, before) =>
            context.Response.WriteAsync(before > 0 ? """{"status": "applied"}""" : text ?? $$"""{"status": "applied", "detail": "{{new string('x', 20_000)}}"}"""));
        await using var worker = await StartAsync(receiver);
        using var sends = SendsOf(worker);
        await _watch.TellAsync(Order(1));
        await DoneAsync(sends, 1);
        _time.Advance(TimeSpan.FromSeconds(5));

        await _watch.UntilAsync(Order(1), DispatchState.Applied);

        Assert.Equal(2, _watch.Dispatches[Order(1).ActionId].Attempts);
        Assert.Single(_watch.Receipts);
    }

    [Fact]
    public async Task A_server_that_never_answers_keeps_no_other_waiting()
    {
        var never = new TaskCompletionSource();
        await using var hung = await TestReceiver.StartAsync((_, _, _) => never.Task);
        await using var well = await TestReceiver.StartAsync((context, _, _) => context.Response.WriteAsync("""{"status": "applied"}"""));
        await using var worker = await StartAsync(hung, Webhook(1, well, "cut_live"));
        ActionRecord[] orders = [.. Enumerable.Range(1, 20).Select(number => Order(number))];
        foreach (var order in orders)
            await _watch.TellAsync(order);
        await _watch.TellAsync(Order(21, ActionKind.CutLive));

        await _watch.UntilAsync(Order(21, ActionKind.CutLive), DispatchState.Applied);

        Assert.Equal(21, _watch.Actions.Count);
        Assert.Single(well.Requests);
        Assert.True(hung.Requests.Count <= 4, "as many as its lanes");
        never.SetResult();
    }

    [Fact]
    public async Task Orders_of_one_live_are_posted_in_their_order_however_slow_the_server_is()
    {
        await using var receiver = await TestReceiver.StartAsync(async (context, _, before) =>
        {
            await Task.Delay(before % 3 * 10);
            await context.Response.WriteAsync("""{"status": "applied"}""");
        });
        await using var worker = await StartAsync(receiver);
        ActionRecord[] orders = [.. Enumerable.Range(1, 60).Select(number => Order(number))];
        foreach (var order in orders)
            await _watch.TellAsync(order);

        await KafkaFixture.Until(() => orders.All(order => _watch.StateOf(order) == DispatchState.Applied), "all are applied");

        var posted = receiver.Requests.Select(request => request.Headers[WebhookSignature.IdHeader]).ToList();
        Assert.All(orders.GroupBy(order => order.LiveId), live => Assert.Equal(
            live.Select(order => order.ActionId.Value), posted.Where(id => live.Any(order => order.ActionId.Value == id))));
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Waits until attempts are over, answer and all: while one is, the next of the same order is not made, and this clock stands still.</summary>
    private static Task DoneAsync(MetricCollector<long> sends, int count) => KafkaFixture.Until(
        () => sends.GetMeasurementSnapshot().Count(send => send.Tags["edge"] is "webhook-0") >= count, $"{count} attempts are over");

    private static MetricCollector<long> SendsOf(TestWorker worker) =>
        new(worker.App.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), WorkerTelemetry.Name, "moderation.enforcement.sends");

    private static Task PostedAsync(TestReceiver receiver, int count) => KafkaFixture.Until(() => receiver.Requests.Count >= count, $"{count} requests came");

    private static string[] Webhook(int number, TestReceiver receiver, string? kind = null) =>
    [
        $"--Enforcement:Webhooks:{number}:Url={receiver.Url}orders", $"--Enforcement:Webhooks:{number}:Secrets:0={Secret}",
        .. kind is null ? Array.Empty<string>() : [$"--Enforcement:Webhooks:{number}:Kinds:0={kind}"],
    ];

    private Task<TestWorker> StartAsync(TestReceiver receiver, params string[] settings) => TestEnforcer.StartAsync(_kafka, _time, [.. Webhook(0, receiver), .. settings]);

    private ActionRecord Order(int number, ActionKind kind = ActionKind.ThrottleGifts) => EnforcementWatch.Order(_kafka, number, kind, at: _time.GetUtcNow());
}

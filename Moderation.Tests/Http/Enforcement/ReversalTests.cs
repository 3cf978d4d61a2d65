using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.DispatchRecords;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Http.Enforcement;

[Collection(PostgresTests.Name)]
public sealed class ReversalTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private readonly MockKafka _kafka = new();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private string _database = "";
    private ModerationApplication _app = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _app = new ModerationApplication(_database, _kafka.BootstrapServers);
        _ = _app.Services;
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await server.DropDatabaseAsync(_database);
    }

    public void Dispose() => _kafka.Dispose();

    [PostgresFact]
    public async Task A_person_takes_an_order_back_once_however_often_it_is_asked()
    {
        var order = Order(1);
        await StoredAsync(order, DispatchState.Applied);

        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReverseAsync(order.ActionId.Value, "she is 34")));

        var id = ActionRecord.ReversalOf(order.LiveId, order.ActionId).Value;
        Assert.All(asked, answer => Assert.Equal((HttpStatusCode.Accepted, id, $"/v1/actions/{id}"), (answer.Status, Text(answer.Body, "actionId"), Text(answer.Body.GetProperty("links"), "self"))));
        var told = await EventuallyAsync(() => _app.GetJsonAsync($"/v1/actions/{id}"), json => Text(json, "actionId") == id);
        Assert.Equal((order.ActionId.Value, "ann"), (Text(told, "reverses"), Text(told, "requestedBy")));
        Assert.Equal(("lifted", "she is 34"), (Text(told.GetProperty("reasons")[0], "code"), Text(told.GetProperty("reasons")[0], "text")));
        Assert.Equal(HttpStatusCode.Accepted, (await ReverseAsync(order.ActionId.Value, "once more")).Status);
        await EventuallyAsync(() => _app.CountAsync("outbox"), count => count == 0);

        Assert.Equal(2, _kafka.CountIn(TopicNames.Orders));
        var orders = _kafka.Read(TopicNames.Orders, 2, WireJson.Default.ActionRecord);
        var reversal = Assert.Single(orders, written => written.Reverses == order.ActionId);
        // The projection refuses an order whose key is not its live; the dispatcher ends what it takes back.
        Assert.Equal(0, await _app.CountAsync("projection_fault"));
        var followed = Follow(_now, order, Records.Receipt(order, ReceiptStatus.Applied, _now), reversal);
        Assert.Equal((DispatchState.Ended, DispatchReason.Reversed), (Of(order).State, Of(order).Reason));
        Assert.Equal(DispatchState.Released, Of(reversal).State);
        Assert.Equal(1, await _app.CountAsync("action where reverses is not null"));

        DispatchRecord Of(ActionRecord record) => followed.Last(dispatch => dispatch.Order.ActionId == record.ActionId);
    }

    [PostgresFact]
    public async Task What_was_taken_back_already_is_answered_with_the_reversal_that_there_is()
    {
        var (told, alsoOver) = (Order(1), Order(2));
        await StoredAsync(told, DispatchState.Applied);
        await _kafka.SendAsync(told.Reversal(_now, new Reason("overturned", "a verdict"), ["v-1"]));
        await EventuallyAsync(() => _app.CountAsync("action where reverses is not null"), count => count == 1);
        // Of this one enforcement has told before its reversal is in the table.
        await StoredAsync(alsoOver, DispatchState.Ended, DispatchReason.Reversed);

        foreach (var order in new[] { told, alsoOver })
        {
            var (status, body) = await ReverseAsync(order.ActionId.Value, "late");
            Assert.Equal((HttpStatusCode.Accepted, ActionRecord.ReversalOf(order.LiveId, order.ActionId).Value), (status, Text(body, "actionId")));
        }

        Assert.Equal((0, 0), (await _app.CountAsync("outbox"), await _app.CountAsync("action_reversal")));
    }

    [PostgresFact]
    public async Task What_waits_for_a_person_or_is_not_dispatched_yet_can_be_taken_back()
    {
        var (held, unknown) = (Order(1), Order(2));
        await StoredAsync(held, DispatchState.Held, DispatchReason.BreakerTripped);
        await StoredAsync(unknown, null);

        Assert.Equal(HttpStatusCode.Accepted, (await ReverseAsync(held.ActionId.Value, "no")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await ReverseAsync(unknown.ActionId.Value, "no")).Status);
    }

    [PostgresFact]
    public async Task What_is_over_or_is_itself_a_reversal_is_refused_with_the_reason()
    {
        var (refused, suppressed, renewed, lifted) = (Order(1), Order(2), Order(3), Order(4));
        var expired = Order(5) with { ExpiresAt = _now.AddSeconds(-1) };
        var (renewal, again) = (Order(6) with { Renews = renewed.ActionId }, Order(7) with { Renews = Order(6).ActionId });
        var reversal = Order(8).Reversal(_now, new Reason("overturned", "a verdict"));
        await StoredAsync(refused, DispatchState.Refused);
        await StoredAsync(suppressed, DispatchState.Suppressed, DispatchReason.DryRun);
        await StoredAsync(renewed, DispatchState.Ended, DispatchReason.Renewed);
        await StoredAsync(renewal, DispatchState.Ended, DispatchReason.Renewed);
        await StoredAsync(again, DispatchState.Applied);
        foreach (var order in new[] { lifted, expired, reversal })
            await StoredAsync(order, null);
        await _kafka.SendAsync(TopicNames.ActionReceipts, lifted.LiveId.Value, Records.Receipt(lifted, ReceiptStatus.Lifted, _now), WireJson.Default.ActionReceiptRecord);
        await EventuallyAsync(() => _app.CountAsync("action_receipt"), count => count == 1);
        (ActionRecord Order, string Reason)[] cases =
        [
            (refused, "refused"), (suppressed, "suppressed, dry_run"), (renewed, again.ActionId.Value), (lifted, "lifted"), (expired, "expired at"), (reversal, "itself a reversal"),
        ];

        foreach (var (order, reason) in cases)
        {
            var (status, problem) = await ReverseAsync(order.ActionId.Value, "no");
            Assert.True(status == HttpStatusCode.Conflict, reason);
            Assert.Equal("urn:moderation:problem:nothing-to-reverse", Text(problem, "type"));
            Assert.Contains(reason, Text(problem, "detail"), StringComparison.Ordinal);
        }

        Assert.Equal(0, await _app.CountAsync("outbox"));
    }

    [PostgresFact]
    public async Task An_order_that_is_not_there_and_a_request_without_name_or_reason_are_refused()
    {
        var order = Order(1);
        await StoredAsync(order, DispatchState.Applied);

        Assert.Equal(HttpStatusCode.NotFound, (await ReverseAsync("act-none", "no")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ReverseAsync(order.ActionId.Value, " ")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.SendAsync(HttpMethod.Post, $"/v1/actions/{order.ActionId}:reverse", JsonContent.Create(new { note = "no" }))).Status);
        Assert.Equal(0, await _app.CountAsync("outbox"));
    }

    [PostgresFact]
    public async Task What_is_taken_back_while_the_broker_is_away_reaches_it_later()
    {
        var order = Order(1);
        await StoredAsync(order, DispatchState.Applied);
        await using (var alone = new ModerationApplication(_database, "127.0.0.1:1"))
        {
            await _app.DisposeAsync();
            var (status, _) = await alone.SendAsync(HttpMethod.Post, $"/v1/actions/{order.ActionId}:reverse", JsonContent.Create(new { note = "no" }), "ann");
            Assert.Equal((HttpStatusCode.Accepted, 1L), (status, await alone.CountAsync("outbox")));
        }

        await using var back = new ModerationApplication(_database, _kafka.BootstrapServers);
        _ = back.Services;
        Assert.Contains(_kafka.Read(TopicNames.Orders, 2, WireJson.Default.ActionRecord), written => written.Reverses == order.ActionId);
    }

    private ActionRecord Order(int number) => Records.Action(number) with { OrderedAt = _now.AddMinutes(-2), ExpiresAt = _now.AddMinutes(10) };

    private async Task StoredAsync(ActionRecord order, DispatchState? state, DispatchReason? reason = null)
    {
        if (state is { } known)
            await _kafka.SendAsync(Dispatch(order, known, reason: reason));
        await _kafka.SendAsync(order);
        await EventuallyAsync(
            () => _app.GetJsonAsync($"/v1/actions/{order.ActionId}"),
            json => json.TryGetProperty("dispatch", out var dispatch) && (state is null || dispatch.ValueKind == JsonValueKind.Object));
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> ReverseAsync(string id, string note) =>
        _app.SendAsync(HttpMethod.Post, $"/v1/actions/{id}:reverse", JsonContent.Create(new { note, actor = "ann" }));

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}

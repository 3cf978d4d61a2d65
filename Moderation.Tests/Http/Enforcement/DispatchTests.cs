using System.Globalization;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.DispatchRecords;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Http.Enforcement;

/// <summary>What became of orders, from the topics to the answers.</summary>
[Collection(PostgresTests.Name)]
public sealed class DispatchTests(PostgresServer server) : IAsyncLifetime, IDisposable
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
    public async Task What_became_of_an_order_is_told_with_it_whichever_comes_first()
    {
        var order = Order(1) with { Renews = Order(0).ActionId };
        await _kafka.SendAsync(Dispatch(order, DispatchState.Refused, revision: 2) with { Attempts = 3 });
        await ProjectedAsync(1);
        await _kafka.SendAsync(order);
        await ProjectedAsync(2);

        var told = await _app.GetJsonAsync($"/v1/actions/{order.ActionId}");

        Assert.Equal(order.Renews.Value.Value, told.GetProperty("renews").GetString());
        var dispatch = told.GetProperty("dispatch");
        Assert.Equal(("refused", 3, "no such live"), (dispatch.GetProperty("state").GetString(), dispatch.GetProperty("attempts").GetInt32(), dispatch.GetProperty("detail").GetString()));
        Assert.Equal(JsonValueKind.Null, dispatch.GetProperty("reason").ValueKind);
        Assert.Equal(order.OrderedAt.AddSeconds(1), dispatch.GetProperty("releasedAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(order.OrderedAt.AddSeconds(60), dispatch.GetProperty("endedAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.False(dispatch.GetProperty("isOverdue").GetBoolean());
        Assert.False(told.GetProperty("active").GetBoolean());
    }

    [PostgresFact]
    public async Task An_older_word_and_one_that_is_told_twice_change_nothing()
    {
        var order = Order(1);
        await _kafka.SendAsync(order);
        await _kafka.SendAsync(Dispatch(order, DispatchState.Applied, revision: 3));
        await _kafka.SendAsync(Dispatch(order, DispatchState.Released, revision: 2));
        await ProjectedAsync(3);
        await _kafka.SendAsync(Dispatch(order, DispatchState.Held, revision: 1));
        await _kafka.SendAsync(Dispatch(order, DispatchState.Ended, revision: 3));
        await ProjectedAsync(5);

        Assert.Equal("applied", (await _app.GetJsonAsync($"/v1/actions/{order.ActionId}")).GetProperty("dispatch").GetProperty("state").GetString());
        Assert.Equal(1, await _app.CountAsync("action_dispatch"));
    }

    [PostgresFact]
    public async Task Orders_that_are_held_suppressed_refused_or_over_are_not_in_force()
    {
        var orders = Enum.GetValues<DispatchState>().ToDictionary(state => state, state => Order((int)state));
        foreach (var (state, order) in orders)
        {
            await _kafka.SendAsync(order);
            await _kafka.SendAsync(Dispatch(order, state));
        }

        var unknown = Order(20);
        await _kafka.SendAsync(unknown);
        await ProjectedAsync(2 * orders.Count + 1);

        Assert.Equal(
            [unknown.ActionId.Value, orders[DispatchState.Applied].ActionId.Value, orders[DispatchState.Released].ActionId.Value],
            await IdsAsync("/v1/actions?active=true"));
        foreach (var (state, order) in orders)
            Assert.Equal([order.ActionId.Value], await IdsAsync($"/v1/actions?state={WireWord.From(state)}"));
        Assert.Equal(JsonValueKind.Null, (await _app.GetJsonAsync($"/v1/actions/{unknown.ActionId}")).GetProperty("dispatch").ValueKind);
    }

    [PostgresFact]
    public async Task Overdue_orders_are_found()
    {
        var (late, answered) = (Order(1), Order(2));
        await _kafka.SendAsync(late);
        await _kafka.SendAsync(answered);
        await _kafka.SendAsync(Dispatch(late, DispatchState.Released) with { IsOverdue = true });
        await _kafka.SendAsync(Dispatch(answered, DispatchState.Applied));
        await ProjectedAsync(4);

        Assert.Equal([late.ActionId.Value], await IdsAsync("/v1/actions?overdue=true"));
        Assert.Equal([answered.ActionId.Value], await IdsAsync("/v1/actions?overdue=false"));
        Assert.True((await _app.GetJsonAsync($"/v1/actions/{late.ActionId}")).GetProperty("dispatch").GetProperty("isOverdue").GetBoolean());
    }

    [PostgresFact]
    public async Task Word_of_an_order_under_another_key_is_a_dead_letter()
    {
        var order = Order(1);
        await _kafka.SendAsync(TopicNames.Dispatches, order.LiveId.Value, Dispatch(order, DispatchState.Held), WireJson.Default.DispatchRecord);
        await _kafka.SendAsync(TopicNames.Controls, "policy:other", Control(ControlMode.Off, _now), WireJson.Default.ControlRecord);

        await EventuallyAsync(() => _app.CountAsync("projection_fault where reason = 'bad_key'"), count => count == 2);
        Assert.Equal(0, await _app.CountAsync("action_dispatch"));
    }

    /// <summary>An order of two minutes ago that lasts ten more.</summary>
    private ActionRecord Order(int number) => Records.Action(number) with { OrderedAt = _now.AddMinutes(-2).AddMilliseconds(number), ExpiresAt = _now.AddMinutes(10) };

    private async Task<IReadOnlyList<string?>> IdsAsync(string path) =>
        [.. (await _app.GetJsonAsync(path)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("actionId").GetString())];

    private Task ProjectedAsync(int count) => EventuallyAsync(
        async () =>
        {
            await using var command = _app.Database.CreateCommand("select coalesce(sum(next_offset), 0) from projection_offset");
            return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        },
        offsets => offsets == count);
}

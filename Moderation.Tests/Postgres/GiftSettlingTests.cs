using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Enforcement.Gifts;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;
using static Moderation.Tests.Support.GiftParts;

namespace Moderation.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class GiftSettlingTests(PostgresServer server) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Noon.AddMinutes(1));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RestrictionBook _book = new();
    private string _connection = "";
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        _connection = await server.CreateDatabaseAsync();
        _database = NpgsqlDataSource.Create(_connection);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        if (PostgresServer.WhyNot is not null)
            return;
        await _database.DisposeAsync();
        await server.DropDatabaseAsync(_connection);
    }

    [PostgresFact]
    public async Task Many_who_settle_at_once_settle_each_gift_once_and_tell_it_in_the_same_transaction()
    {
        await HoldAsync(450);
        await OrderAsync(Dispatch("act-1", DispatchState.Ended, DispatchReason.Reversed, 2));

        var settled = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Settling().SettleDueAsync(CancellationToken.None))));

        Assert.Equal(450, settled.Sum());
        Assert.Equal((450, 450, 0), (await CountAsync("gift_settlement"), await CountAsync("outbox"), await CountAsync("gift_hold where due_at is not null")));
        Assert.Equal(450, await CountAsync($"(select distinct value::jsonb ->> 'giftId' from outbox where topic = '{TopicNames.GiftSettlements}' and key = 'live-1') o"));
    }

    [PostgresFact]
    public async Task Gift_that_is_held_on_is_not_looked_at_again_before_its_time_or_news_of_its_orders()
    {
        await HoldAsync(1);
        await OrderAsync(Dispatch("act-1", DispatchState.Released));
        await Settling().SettleDueAsync(CancellationToken.None);
        Assert.Equal(0, await CountAsync("gift_hold where due_at <= '2026-03-01 12:05:00Z'"));
        Assert.Equal(1, await CountAsync("gift_hold where due_at = '2026-03-01 12:10:00Z'"));

        await OrderAsync(Dispatch("act-1", DispatchState.Applied, null, 2));
        Assert.Equal(0, await CountAsync("gift_hold where due_at = 'epoch'"));
        await OrderAsync(Dispatch("act-1", DispatchState.Ended, DispatchReason.Reversed, 3));
        Assert.Equal(1, await CountAsync("gift_hold where due_at = 'epoch'"));
    }

    [PostgresFact]
    public async Task News_of_orders_that_come_twice_or_in_the_wrong_order_change_nothing()
    {
        await OrderAsync(
            Dispatch("act-1", DispatchState.Ended, DispatchReason.Reversed, 3), Dispatch("act-1", DispatchState.Released), Dispatch("act-2", DispatchState.Released, kind: ActionKind.HideTile));
        await OrderAsync(Dispatch("act-1", DispatchState.Applied, null, 2));

        Assert.Equal((1, 1), (await CountAsync("gift_order"), await CountAsync("gift_order where action_id = 'act-1' and state = 'ended' and revision = 3")));
    }

    [PostgresFact]
    public async Task Renewal_takes_over_and_its_end_has_the_gift_looked_at()
    {
        await HoldAsync(1);
        await OrderAsync(Dispatch("act-1", DispatchState.Ended, DispatchReason.Renewed, 2), Dispatch("act-2", DispatchState.Released, seconds: 900, renews: "act-1"));
        Assert.Equal(0, await Settling().SettleDueAsync(CancellationToken.None));
        Assert.Equal(1, await CountAsync("gift_hold where orders = '{act-1,act-2}' and until = '2026-03-01 12:15:00Z'"));

        await OrderAsync(Dispatch("act-2", DispatchState.Ended, DispatchReason.Reversed, 2, seconds: 900, renews: "act-1"));
        Assert.Equal(1, await Settling().SettleDueAsync(CancellationToken.None));
        Assert.Equal(1, await CountAsync("gift_settlement where settlement = 'released'"));
    }

    [PostgresFact]
    public async Task Restriction_that_was_told_but_is_not_in_the_tables_yet_holds_the_gift_on()
    {
        await HoldAsync(1);
        await OrderAsync(Dispatch("act-1", DispatchState.Ended, DispatchReason.Reversed, 2));
        _book.Take(InForce(Restriction(ActionKind.FreezeGifts, id: "act-5")));
        Assert.Equal(0, await Settling().SettleDueAsync(CancellationToken.None));
        Assert.Equal(1, await CountAsync("gift_hold where orders = '{act-1,act-5}'"));

        // Whoever took over is looked at again soon, because its end may have been written in that very moment.
        _book.Take(InForce());
        await OrderAsync(Dispatch("act-5", DispatchState.Ended, DispatchReason.Expired, 2));
        Assert.Equal(1, await Settling().SettleDueAsync(CancellationToken.None));
        Assert.Equal(1, await CountAsync("gift_settlement where settlement = 'refunded' and reason_code = 'expired'"));
    }

    [PostgresFact]
    public async Task Latest_verdict_on_the_report_says_whether_people_confirmed_the_order()
    {
        var report = Records.Report(1);
        await HoldAsync(1);
        await OrderAsync(Dispatch("act-1", DispatchState.Ended, DispatchReason.Expired, 2));
        await _database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(1, report, VerdictKind.Overturned), MoneyRecords.Verdict(2, report, VerdictKind.Confirmed));

        await Settling(new GiftRules { WhenExpired = ExpiredHold.Release }).SettleDueAsync(CancellationToken.None);

        Assert.Equal(1, await CountAsync("gift_settlement where settlement = 'refunded' and reason_code = 'confirmed'"));
    }

    [PostgresFact]
    public async Task Settlement_that_is_read_back_closes_the_hold_whichever_comes_first()
    {
        var (first, second) = (Gift("g-0"), Gift("g-1"));
        await HoldAsync(1);
        await _database.ProjectAsync(new GiftSettlementProjector(), Settlement(first, GiftSettlement.Refunded, Noon), Settlement(second, GiftSettlement.Refunded, Noon));
        await HoldAsync(2);
        await OrderAsync(Dispatch("act-1", DispatchState.Ended, DispatchReason.Reversed, 2));

        Assert.Equal(0, await Settling().SettleDueAsync(CancellationToken.None));
        Assert.Equal((2, 0), (await CountAsync("gift_settlement where settlement = 'refunded'"), await CountAsync("outbox")));
    }

    private GiftSettling Settling(GiftRules? rules = null)
    {
        var watch = new RestrictionWatch(TimeSpan.FromSeconds(5));
        watch.Load(_book);
        rules ??= new GiftRules();
        var metrics = new GiftMetrics(_services.GetRequiredService<IMeterFactory>(), new GiftGate(rules, watch), watch);
        return new GiftSettling(new GiftSettlementStore(_database), watch, rules, metrics, _time, NullLogger<GiftSettling>.Instance);
    }

    private Task HoldAsync(int count) =>
        _database.ProjectAsync(new GiftHoldProjector(), Enumerable.Range(0, count).Select(i => Hold(Gift($"g-{Number(i)}"), Noon, Noon.AddSeconds(600), "act-1")));

    private Task OrderAsync(params IEnumerable<DispatchRecord> dispatches) => _database.ProjectAsync(new GiftOrderProjector(), dispatches);

    private async Task<long> CountAsync(string from)
    {
        await using var command = _database.CreateCommand($"select count(*) from {from}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

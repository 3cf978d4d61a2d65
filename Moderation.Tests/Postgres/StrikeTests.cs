using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Enforcement;
using Moderation.Api.Projections;
using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class StrikeTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly UserId Host = UserId.Parse("u1");
    private readonly FakeTimeProvider _time = new(Records.Noon.AddDays(1));
    private readonly ReportRecord _report = Records.Report(1);
    private NpgsqlDataSource _database = null!;
    private StandingStore _store = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        _database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        _store = new StandingStore(_database);
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.WhyNot is null)
            await _database.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_strike_is_told_whatever_comes_first_order_verdict_or_what_became_of_it()
    {
        var order = Order(1, ActionKind.PauseLive);
        var told = new Func<Task>[] { () => OrderAsync(order), () => SendAsync(order), () => SayAsync(1, VerdictKind.Confirmed) };
        foreach (var way in new[] { (int[])[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
        {
            await EmptyAsync();
            foreach (var step in way)
            {
                Assert.Equal(0, await StrikesAsync());
                await told[step]();
            }

            Assert.Equal(1, await StrikesAsync());
        }
    }

    [PostgresFact]
    public async Task An_appeal_takes_the_strike_back_and_says_so_and_a_second_word_of_it_changes_and_publishes_nothing()
    {
        await UpholdAsync(Order(1, ActionKind.CutLive));
        Assert.Equal(1, await StrikesAsync());
        await SayAsync(2, VerdictKind.Overturned);
        Assert.Equal(0, await StrikesAsync());
        var published = await CountAsync("outbox");

        await SayAsync(2, VerdictKind.Overturned);
        Assert.Equal(0, await StrikesAsync());

        Assert.Equal(published, await CountAsync("outbox"));
        var strike = Assert.Single(await Reader().ReadAsync(Host, _time.GetUtcNow(), CancellationToken.None));
        Assert.Equal((StrikeEnd.Overturned, "v-1"), (strike.TakenBackBecause, strike.VerdictId));
    }

    [PostgresFact]
    public async Task A_strike_expires_by_itself_and_that_is_published()
    {
        await UpholdAsync(Order(1, ActionKind.PauseLive));
        await UpholdAsync(Order(2, ActionKind.PauseLive) with { LiveId = LiveId.Parse("live-2"), OrderedAt = Records.Noon.AddHours(2), ExpiresAt = Records.Noon.AddHours(3) });
        Assert.Equal(2, await StrikesAsync());

        _time.SetUtcNow(Records.Noon.AddSeconds(1).AddDays(90));
        Assert.Equal(1, await StrikesAsync());
        _time.SetUtcNow(Records.Noon.AddHours(2).AddDays(90).AddTicks(-10));
        Assert.Equal(1, await StrikesAsync());
        _time.SetUtcNow(Records.Noon.AddHours(2).AddDays(90));
        Assert.Equal(0, await StrikesAsync());

        Assert.Equal(3, await CountAsync("outbox"));
    }

    [PostgresFact]
    public async Task Renewals_and_several_orders_of_one_live_are_one_strike_and_warnings_are_none()
    {
        foreach (var (order, i) in new[] { Order(1, ActionKind.HideTile), Order(2, ActionKind.HideTile), Order(3, ActionKind.HoldPayout) }.Select((order, i) => (order, i)))
            await UpholdAsync(order, i);
        Assert.Equal(1, await StrikesAsync());

        await EmptyAsync();
        await UpholdAsync(Order(1, ActionKind.AgeCheckInvite));
        await UpholdAsync(Order(2, ActionKind.StopRecommending));
        Assert.Equal(0, await StrikesAsync());
    }

    [PostgresFact]
    public async Task An_order_that_never_went_out_leaves_no_strike_and_one_that_was_taken_back_leaves_it_no_longer()
    {
        var (held, sent) = (Order(1, ActionKind.PauseLive), Order(2, ActionKind.CutLive));
        await OrderAsync(held);
        await SendAsync(held, DispatchState.Held);
        await SayAsync(1, VerdictKind.Confirmed);
        Assert.Equal(0, await StrikesAsync());

        await OrderAsync(sent);
        await SendAsync(sent);
        Assert.Equal(1, await StrikesAsync());

        await OrderAsync(sent.Reversal(sent.OrderedAt.AddMinutes(1), new Reason("reviewed", "A reviewer took it back."), ["v-1"]));
        Assert.Equal(0, await StrikesAsync());
        Assert.Equal(StrikeEnd.Lifted, Assert.Single(await Reader().ReadAsync(Host, _time.GetUtcNow(), CancellationToken.None)).TakenBackBecause);
    }

    [PostgresFact]
    public async Task An_order_by_hand_leaves_a_strike_without_any_report_until_it_falls_on_appeal_and_one_over_the_live_leaves_none()
    {
        var byHand = Order(1, ActionKind.CutLive) with { Verdicts = ["vrd-1"], Policy = new PolicyRef("review", "review") };
        await OrderAsync(byHand);
        await SendAsync(byHand);
        Assert.Equal(1, await StrikesAsync());
        await SayAsync(2, VerdictKind.Overturned);
        Assert.Equal(0, await StrikesAsync());

        await EmptyAsync();
        await UpholdAsync(Order(3, ActionKind.CutLive) with { Subject = SubjectRef.OfLive() });
        Assert.Equal((0, 0), (await StrikesAsync(), await CountAsync("standing")));
    }

    private ActionRecord Order(int number, ActionKind kind) => Records.Action(number, kind) with { Subject = _report.Subject, ReportId = _report.ReportId, OrderedAt = Records.Noon.AddSeconds(1) };

    private async Task UpholdAsync(ActionRecord order, int number = 1)
    {
        await OrderAsync(order);
        await SendAsync(order);
        await SayAsync(number, VerdictKind.Confirmed);
    }

    private Task OrderAsync(ActionRecord order) => _database.ProjectAsync(new ActionProjector(), order);

    private Task SendAsync(ActionRecord order, DispatchState state = DispatchState.Applied) => _database.ProjectAsync(new DispatchProjector(), DispatchRecords.Dispatch(order, state));

    private Task SayAsync(int number, VerdictKind kind) => _database.ProjectAsync(new VerdictProjector(_time), MoneyRecords.Verdict(number, _report, kind));

    private StrikeReader Reader() => new(_database, Options.Create(new StandingOptions()));

    /// <summary>Strikes as the deciders are told of them, once all that is due was computed.</summary>
    private async Task<int> StrikesAsync()
    {
        using var service = new StandingService(new StandingReader(_database, Reader()), _store, new ProjectionNews(), _time, NullLogger<StandingService>.Instance);
        await service.ComputeDueAsync(CancellationToken.None);
        return (await _store.FindAsync(Host, CancellationToken.None))?.Strikes ?? 0;
    }

    private async Task EmptyAsync()
    {
        await using var command = _database.CreateCommand("truncate action, action_dispatch, verdict, standing, standing_due, outbox");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string table)
    {
        await using var command = _database.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

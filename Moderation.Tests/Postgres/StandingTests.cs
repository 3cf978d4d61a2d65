using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Evidence;
using Moderation.Api.Projections;
using Moderation.Api.Review.Flags;
using Moderation.Api.Review.Verdicts;
using Moderation.Api.Standing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class StandingTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Records.Noon.AddDays(1);
    private readonly FakeTimeProvider _time = new(Now);
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
    public async Task Second_computation_of_the_same_changes_and_publishes_nothing()
    {
        await GiveAsync(("ann", "bob", 100), ("bob", "ann", 40));
        Assert.Equal(2, await ComputeAsync());
        Assert.Equal(0, await CountAsync("standing_due"));
        var published = await CountAsync("outbox");
        Assert.Equal(2, published);

        await GiveAsync(("ann", "bob", 100), ("bob", "ann", 40));
        Assert.Equal(2, await CountAsync("standing_due"));
        Assert.Equal(0, await ComputeAsync());
        Assert.Equal((0, published), (await CountAsync("standing_due"), await CountAsync("outbox")));
    }

    [PostgresFact]
    public async Task Ring_is_told_to_everybody_in_it_when_the_gift_that_closes_it_comes()
    {
        await GiveAsync(("ann", "bob", 100), ("bob", "carl", 80));
        await ComputeAsync();
        Assert.Equal(0, (await FindAsync("ann"))?.Circulation?.ReturnedShare ?? 0);

        await GiveAsync(first: 10, ("carl", "ann", 60));
        await ComputeAsync();

        Assert.Equal(new CirculationStanding(7, 100, 0.6, 3), (await FindAsync("ann"))!.Circulation);
        Assert.Equal(new CirculationStanding(7, 80, 0.75, 3), (await FindAsync("bob"))!.Circulation);
        Assert.Equal(new CirculationStanding(7, 60, 1, 3), (await FindAsync("carl"))!.Circulation);
    }

    [PostgresFact]
    public async Task Fans_of_a_host_are_not_told_of_at_all()
    {
        await GiveAsync([.. Enumerable.Range(0, 10).Select(i => ($"fan-{i}", "host", 50L)), ("host", "other-host", 400)]);

        Assert.Equal(0, await ComputeAsync());
        Assert.Equal(0, await CountAsync("standing"));
    }

    [PostgresFact]
    public async Task Coins_between_members_of_the_users_team_come_back_without_a_gift_between_them()
    {
        var gifts = new[] { MoneyRecords.Gift(1, "ann", "bob", 100, Records.Noon), MoneyRecords.Gift(2, "carl", "ann", 70, Records.Noon) };
        await _database.ProjectAsync(new GiftProjector(), gifts.Select(gift => gift with { PayerTeamId = "team", ReceiverTeamId = "team" }));
        await ComputeAsync();

        Assert.Equal(0.7, (await FindAsync("ann"))!.Circulation!.ReturnedShare);
    }

    [PostgresFact]
    public async Task Habit_of_spending_needs_three_days_and_looks_back_on_thirty()
    {
        var old = MoneyRecords.Gift(0, "ann", "bob", 90_000, Now.AddDays(-31));
        var days = Enumerable.Range(1, 3).Select(day => MoneyRecords.Gift(day, "ann", "bob", 100 * day, Now.AddDays(-day))).ToList();
        await _database.ProjectAsync(new GiftProjector(), [old, days[0], days[1]]);
        await ComputeAsync();
        Assert.Null((await FindAsync("ann"))?.Spending);

        // Two gifts of one window are one window.
        await _database.ProjectAsync(new GiftProjector(), [days[2], days[2] with { GiftId = "g-9", Coins = 40 }]);
        await ComputeAsync();
        Assert.Equal(new SpendingStanding(3, 340, 640 / 3.0), (await FindAsync("ann"))!.Spending);
    }

    [PostgresFact]
    public async Task Refunds_are_of_ninety_days_newest_first_and_not_too_many()
    {
        var taken = Enumerable.Range(0, 40).Select(i => MoneyRecords.Gift(i, "ann", "bob", i + 1, Now.AddDays(-2 * i)) with { Event = i % 2 == 0 ? GiftEvent.Refunded : GiftEvent.ChargedBack });
        await _database.ProjectAsync(new GiftProjector(), [.. taken, MoneyRecords.Gift(99, "ann", "bob", 5, Now.AddDays(-91)) with { Event = GiftEvent.Refunded }]);
        await ComputeAsync();

        var refunds = (await FindAsync("ann"))!.Refunds;
        Assert.Equal(Enumerable.Range(1, StandingRecord.MaxRefunds).Select(coins => (long)coins), refunds.Select(refund => refund.Coins));
    }

    [PostgresFact]
    public async Task Overturned_report_exempts_its_subject_for_thirty_days_and_one_confirmed_again_does_not()
    {
        var (wrong, right) = (Records.Report(1), Records.Report(2, policy: "other"));
        // The verdicts come first: the two topics are read independently.
        await _database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(1, wrong, VerdictKind.Overturned), MoneyRecords.Verdict(2, right, VerdictKind.Overturned), MoneyRecords.Verdict(3, right, VerdictKind.Confirmed));
        await _database.ProjectAsync(Projectors.Reports(), wrong, right);
        await ComputeAsync();

        var exempt = Assert.Single((await FindAsync("u1"))!.ExemptUntil);
        Assert.Equal(("apparent-minor", Records.Noon.AddMinutes(1).AddDays(30)), (exempt.Key, exempt.Value));
    }

    [PostgresFact]
    public async Task Flags_are_judged_by_the_reports_on_the_same_subject_of_the_same_live()
    {
        var (report, elsewhere) = (Records.Report(1), Records.Report(2, "live-2"));
        await _database.ProjectAsync(Projectors.Flags(), MoneyRecords.Flag(1, "dora"), MoneyRecords.Flag(2, "dora", "p2"), MoneyRecords.Flag(3, "dora", live: "live-2"), MoneyRecords.Flag(4, "emil", live: "live-2"));
        await _database.ProjectAsync(Projectors.Reports(), report, elsewhere);
        Assert.Equal(0, await ComputeAsync());

        await _database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(1, report, VerdictKind.Confirmed), MoneyRecords.Verdict(2, elsewhere, VerdictKind.Overturned), MoneyRecords.Verdict(3, elsewhere, VerdictKind.Undecided));
        await ComputeAsync();

        Assert.Equal(new FlaggingStanding(1, 1), (await FindAsync("dora"))!.Flagging);
        Assert.Equal(new FlaggingStanding(0, 1), (await FindAsync("emil"))!.Flagging);

        // One that comes after the verdict counts as well.
        await _database.ProjectAsync(Projectors.Flags(), MoneyRecords.Flag(5, "emil"));
        await ComputeAsync();
        Assert.Equal(new FlaggingStanding(1, 1), (await FindAsync("emil"))!.Flagging);
    }

    [PostgresFact]
    public async Task What_came_over_a_flaggers_limit_makes_its_record_neither_better_nor_worse()
    {
        var (right, wrong) = (Records.Report(1), Records.Report(2, "live-2"));
        await _database.ProjectAsync(Projectors.Reports(), right, wrong);
        await _database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(1, right, VerdictKind.Confirmed), MoneyRecords.Verdict(2, wrong, VerdictKind.Overturned));
        var limits = new FlagOptions { PerHour = 1 };
        await _database.ProjectAsync(Projectors.Flags(limits: limits), MoneyRecords.Flag(2, "dora", live: "live-2"), MoneyRecords.Flag(3, "dora"), MoneyRecords.Flag(4, "dora", live: "live-2"));
        await ComputeAsync();
        Assert.Equal(new FlaggingStanding(0, 1), (await FindAsync("dora"))!.Flagging);

        // One that was raised before takes the place of that which counted.
        await _database.ProjectAsync(Projectors.Flags(limits: limits), MoneyRecords.Flag(1, "dora"));
        await ComputeAsync();

        Assert.Equal(new FlaggingStanding(1, 0), (await FindAsync("dora"))!.Flagging);
    }

    [PostgresFact]
    public async Task News_that_come_while_a_standing_is_computed_are_not_forgotten()
    {
        await GiveAsync(("ann", "bob", 100));
        var mark = (await _store.DueAsync("", 10, CancellationToken.None)).Single(row => row.UserId == "ann");
        var computed = await Reader().ReadAsync(UserId.Parse("ann"), Now, CancellationToken.None);
        await GiveAsync(first: 10, ("bob", "ann", 30));

        await _store.WriteAsync(computed, mark, CancellationToken.None);

        Assert.Contains(await _store.DueAsync("", 10, CancellationToken.None), row => row.UserId == "ann");
        await ComputeAsync();
        Assert.Equal(0.3, (await FindAsync("ann"))!.Circulation!.ReturnedShare);
    }

    private Task GiveAsync(params (string From, string To, long Coins)[] gifts) => GiveAsync(0, gifts);

    private Task GiveAsync(int first, params (string From, string To, long Coins)[] gifts) => _database.ProjectAsync(
        new GiftProjector(), gifts.Select((gift, i) => MoneyRecords.Gift(first + i, gift.From, gift.To, gift.Coins, Records.Noon.AddMinutes(first + i))));

    private StandingReader Reader() => new(_database, new StrikeReader(_database, Microsoft.Extensions.Options.Options.Create(new StandingOptions())));

    private async Task<int> ComputeAsync()
    {
        using var service = new StandingService(Reader(), _store, new ProjectionNews(), _time, NullLogger<StandingService>.Instance);
        return await service.ComputeDueAsync(CancellationToken.None);
    }

    private Task<StandingRecord?> FindAsync(string user) => _store.FindAsync(UserId.Parse(user), CancellationToken.None);

    private async Task<long> CountAsync(string table)
    {
        await using var command = _database.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

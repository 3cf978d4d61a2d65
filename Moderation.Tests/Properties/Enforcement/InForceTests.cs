using CsCheck;
using Moderation.Api.Enforcement;
using Moderation.Api.Projections;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>What the table says of an order, against a naive twin, for orders, reversals, receipts and dispatches in any mixture and order of arrival.</summary>
[Collection(PostgresTests.Name)]
public sealed class InForceTests(PostgresServer server) : IAsyncLifetime
{
    private const int Runs = 150;
    private static readonly DateTimeOffset Begin = Records.Noon;
    private static readonly Gen<int> Second = Gen.Int[0, 20];

    private static readonly Gen<DispatchRecord> Dispatches = Gen.Select(Gen.Enum<DispatchState>(), Second.Nullable(), Second.Nullable(), Gen.Long[1, 4]).Select((state, released, ended, revision) =>
        DispatchRecords.Dispatch(Records.Action(0), state, revision) with
        {
            // Sent or not, over or not, as the state says; when is anybody's guess, the future included.
            ReleasedAt = state is DispatchState.Held or DispatchState.Suppressed || (state == DispatchState.Ended && released is null) ? null : Begin.AddSeconds(released ?? 3),
            EndedAt = state is DispatchState.Ended or DispatchState.Refused ? Begin.AddSeconds(ended ?? 9) : null,
        });

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Select(Second, Gen.Int[1, 12]),
        Second.Nullable(),
        Gen.Select(Second, Gen.Enum<ReceiptStatus>()).Array[0, 2],
        Dispatches.Array[0, 4],
        Gen.Select(Second, Second, Gen.Int[0, int.MaxValue])).Select((order, reversal, receipts, dispatches, when) => new Case(
        Records.Action(0) with { OrderedAt = Begin.AddSeconds(order.Item1), ExpiresAt = Begin.AddSeconds(order.Item1 + order.Item2) },
        reversal is { } second ? Begin.AddSeconds(second) : null,
        [.. receipts.Select(receipt => Records.Receipt(Records.Action(0), receipt.Item2, Begin.AddSeconds(receipt.Item1)))],
        dispatches, Begin.AddSeconds(when.Item1), Begin.AddSeconds(when.Item2), when.Item3));

    private NpgsqlDataSource? _database;
    private int _runs;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is null)
            _database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [PostgresFact]
    public Task Table_and_naive_twin_agree_whatever_came_first_and_however_often() => Cases.SampleAsync(
        async drawn =>
        {
            var live = $"live-{_runs++}";
            await WriteAsync(drawn, live);
            var order = InLive(drawn.Order, live);

            var filter = new ActionFilter(drawn.Now, drawn.At, LiveId: live);
            var row = Assert.Single(await Store.PageAsync(filter, null, 10, CancellationToken.None), row => row.ActionId == order.ActionId.Value);

            Assert.Equal(IsInForce(drawn), row.Active);
            Assert.Equal(Newest(drawn) is { } newest ? WireWord.From(newest.State) : null, row.State);
            var found = await Store.PageAsync(filter with { Active = true }, null, 10, CancellationToken.None);
            Assert.Equal(row.Active, found.Any(active => active.ActionId == order.ActionId.Value));
            Assert.DoesNotContain(found, active => active.Reverses is not null);
        },
        iter: Runs, threads: 1);

    private ActionStore Store => new(_database!);

    private static DispatchRecord? Newest(Case drawn) => drawn.Dispatches.Count == 0 ? null : InArrival(drawn).OfType<DispatchRecord>().MaxBy(dispatch => dispatch.Revision);

    private static bool IsInForce(Case drawn)
    {
        if (drawn.Order.ExpiresAt <= drawn.At)
            return false;
        if (Newest(drawn) is not { } told)
        {
            return drawn.Order.OrderedAt <= drawn.At && !(drawn.ReversedAt <= drawn.At)
                && !drawn.Receipts.Any(receipt => receipt.Status is not ReceiptStatus.Applied && receipt.At <= drawn.At);
        }

        // What was told has happened by now, even where another clock runs ahead.
        if (told.ReleasedAt is not { } released || Earlier(released, drawn.Now) > drawn.At)
            return false;
        return told.EndedAt is not { } ended || Earlier(ended, drawn.Now) > drawn.At;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static ActionRecord InLive(ActionRecord order, string live)
    {
        var own = Records.Action(0, live: live);
        return order with { LiveId = own.LiveId, ActionId = own.ActionId };
    }

    /// <summary>Everything in an order of arrival that the draw decides; of dispatches with one revision the first counts.</summary>
    private static IReadOnlyList<IWireRecord> InArrival(Case drawn)
    {
        List<IWireRecord> records = [drawn.Order, .. drawn.Receipts, .. drawn.Dispatches];
        if (drawn.ReversedAt is { } at)
            records.Add(drawn.Order.Reversal(at, new Reason("lifted", "a test")));
        new Random(drawn.Seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records));
        return records;
    }

    private async Task WriteAsync(Case drawn, string live)
    {
        foreach (var record in InArrival(drawn))
        {
            await WriteAsync(record switch
            {
                ActionRecord { Reverses: null } order => InLive(order, live),
                ActionRecord reversal => InLive(drawn.Order, live).Reversal(reversal.OrderedAt, reversal.Reasons[0]),
                ActionReceiptRecord receipt => receipt with { LiveId = InLive(drawn.Order, live).LiveId, ActionId = InLive(drawn.Order, live).ActionId },
                DispatchRecord dispatch => dispatch with { Order = InLive(drawn.Order, live) },
                _ => throw new InvalidOperationException(record.GetType().Name),
            });
        }
    }

    private async Task WriteAsync(IWireRecord record)
    {
        IProjector projector = record switch { ActionRecord => new ActionProjector(), DispatchRecord => new DispatchProjector(), _ => new ReceiptProjector() };
        await using var connection = await _database!.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await projector.WriteAsync([record], transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private sealed record Case(
        ActionRecord Order, DateTimeOffset? ReversedAt, IReadOnlyList<ActionReceiptRecord> Receipts, IReadOnlyList<DispatchRecord> Dispatches,
        DateTimeOffset Now, DateTimeOffset At, int Seed);
}

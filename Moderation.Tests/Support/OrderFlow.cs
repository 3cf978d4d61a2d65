using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Orders that flow beside whatever happens to the enforcers: of several kinds, some renewed, some taken back, some too many for their breaker.</summary>
internal sealed class OrderFlow(KafkaFixture kafka, EnforcementWatch watch)
{
    /// <summary>Fewer orders to freeze gifts than flow, so that some are held.</summary>
    public const string Breakers = "--Enforcement:Breakers:FreezeGifts=8";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private readonly List<ActionRecord> _orders = [];

    public IReadOnlyList<ActionRecord> Orders => _orders;

    /// <param name="goesOn">Whether another order follows after so many.</param>
    public async Task PlayAsync(Func<int, bool> goesOn)
    {
        using var pace = new PeriodicTimer(Pause);
        for (var number = 1; goesOn(number - 1); number++)
        {
            var order = Next(number);
            _orders.Add(order);
            await watch.TellAsync(order);
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits until every order has met its fate and every released one is answered, and holds everything that was written against everything that flowed.</summary>
    public async Task AssertCompleteAsync(Func<IReadOnlyList<ActionId>> platform)
    {
        await KafkaFixture.Until(() => _orders.TrueForAll(order => watch.StateOf(order) is { } state && state != DispatchState.Released), "every order has met its fate");
        await KafkaFixture.Until(() => watch.InForce(Now()).SequenceEqual(platform()), "restrictions say what holds on the platform");
        var dispatches = watch.Dispatches;
        var sent = watch.Actions.Select(action => action.Order.ActionId).ToHashSet();
        var held = dispatches.Values.Where(record => record.State == DispatchState.Held).Select(record => record.Order.ActionId).ToList();

        Assert.Equal(_orders.Select(order => order.ActionId).ToHashSet(), dispatches.Keys.ToHashSet());
        Assert.All(sent, order => Assert.NotNull(dispatches[order].ReleasedAt));
        // What was over before it could be sent, because its reversal or its renewal was decided before a crash, is not sent any more.
        Assert.All(
            dispatches.Values.Where(record => record.ReleasedAt is not null && !sent.Contains(record.Order.ActionId)),
            record => Assert.True(record is { State: DispatchState.Ended, Reason: DispatchReason.Reversed or DispatchReason.Renewed }, $"{record.Order.ActionId} was not sent and is {record.State}"));
        Assert.All(watch.Actions.GroupBy(action => action.Order.ActionId), copies => Assert.Single(copies.Select(copy => copy.Json).Distinct()));
        Assert.NotEmpty(held);
        Assert.Empty(held.Intersect(sent));
        Assert.Equal(dispatches.Values.Where(InForce).Select(record => record.Order.ActionId).OrderBy(id => id.Value, StringComparer.Ordinal), watch.InForce(Now()));
        Assert.Empty(watch.DeadLetters);
    }

    private static bool InForce(DispatchRecord record) =>
        record is { State: DispatchState.Released or DispatchState.Applied, Order.Reverses: null } && record.Order.ExpiresAt > Now();

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    private ActionRecord Next(int number)
    {
        var fresh = EnforcementWatch.Order(kafka, number, number % 4 == 0 ? ActionKind.FreezeGifts : ActionKind.ThrottleGifts);
        var former = _orders.FindLast(order => order.LiveId == fresh.LiveId && order.Kind == fresh.Kind && order.Reverses is null);
        return (number % 7) switch
        {
            3 when former is not null && !_orders.Exists(order => order.Reverses == former.ActionId || order.Renews == former.ActionId) => fresh with { Renews = former.ActionId },
            5 when former is not null && !_orders.Exists(order => order.Reverses == former.ActionId) => former.Reversal(fresh.OrderedAt, new Reason("overturned", "It was wrong.")),
            _ => fresh,
        };
    }
}

using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>The tables of held gifts, of their orders and of settlements, with the promises that PostgreSQL keeps: a transaction happens whole or not at all, and a key is there once.</summary>
internal sealed class SimulatedTables(SimulatedLog<GiftHoldRecord> holds, SimulatedLog<DispatchRecord> dispatches)
{
    private readonly SimulatedReader<GiftHoldRecord> _holds = new(holds);
    private readonly SimulatedReader<DispatchRecord> _dispatches = new(dispatches);
    private readonly Dictionary<GiftKey, HeldGift> _held = [];
    private readonly Dictionary<ActionId, DispatchRecord> _orders = [];
    private readonly Dictionary<GiftKey, GiftSettlementRecord> _settled = [];
    private readonly Queue<GiftSettlementRecord> _outbox = [];

    public IReadOnlyDictionary<GiftKey, HeldGift> Held => _held;

    public IReadOnlyDictionary<GiftKey, GiftSettlementRecord> Settled => _settled;

    public bool Knows(ActionId order) => _orders.ContainsKey(order);

    public void Project(Random random)
    {
        if (random.Next(6) == 0)
            _holds.GoBack(random);
        if (random.Next(6) == 0)
            _dispatches.GoBack(random);
        _holds.ReadSome(random, Take);
        _dispatches.ReadSome(random, Take);
    }

    public void ProjectAll()
    {
        _holds.ReadAll(Take);
        _dispatches.ReadAll(Take);
    }

    /// <summary>Looks at every gift that is still held; whoever asks may be killed before anything of it is committed.</summary>
    public void Settle(Func<LiveId, IReadOnlyList<Restriction>> inForce, GiftRules rules, DateTimeOffset now, Action<HeldGift, SettledGift> check)
    {
        foreach (var (key, held) in _held.Where(row => !_settled.ContainsKey(row.Key)).ToList())
        {
            var outcome = GiftSettler.Decide(held, [.. _orders.Values.Where(order => order.Order.LiveId == key.LiveId).Select(Row)], inForce(key.LiveId), rules, now);
            if (outcome is StillHeld still)
            {
                _held[key] = held with { Orders = still.Orders, Until = still.Until };
                continue;
            }

            var settled = (SettledGift)outcome;
            check(held, settled);
            var record = new GiftSettlementRecord
            {
                V = 1, LiveId = key.LiveId, GiftId = key.GiftId, Settlement = settled.Settlement, Coins = held.Gift.Coins, At = now, Reason = settled.Reason,
            };
            if (_settled.TryAdd(key, record))
                _outbox.Enqueue(record);
        }
    }

    /// <summary>Publishes what waits; a crash before the row is gone publishes it again.</summary>
    public void Publish(Random random, SimulatedLog<GiftSettlementRecord> topic)
    {
        while (_outbox.TryPeek(out var next))
        {
            topic.Write(next);
            if (random.Next(5) == 0)
                return;
            _outbox.Dequeue();
        }
    }

    private void Take(GiftHoldRecord hold) => _held.TryAdd(
        new GiftKey(hold.LiveId, hold.GiftId), new HeldGift { Gift = GiftRequest.Of(hold), HeldAt = hold.HeldAt, Orders = hold.Orders, Until = hold.Until });

    private void Take(DispatchRecord order)
    {
        if (!_orders.TryGetValue(order.Order.ActionId, out var known) || known.Revision < order.Revision)
            _orders[order.Order.ActionId] = order;
    }

    private static GiftOrder Row(DispatchRecord order) => new()
    {
        ActionId = order.Order.ActionId,
        Kind = order.Order.Kind,
        Subject = order.Order.Subject,
        ExpiresAt = order.Order.ExpiresAt,
        Renews = order.Order.Renews,
        State = order.State,
        Reason = order.Reason,
    };
}

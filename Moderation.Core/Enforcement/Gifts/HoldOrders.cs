using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>The orders that hold one gift, their renewals included, and what is known of them.</summary>
internal sealed class HoldOrders
{
    private readonly HeldGift _held;
    private readonly Dictionary<ActionId, GiftOrder> _known;
    private readonly ILookup<ActionId, ActionId> _renewals;
    private readonly List<ActionId> _all;

    public HoldOrders(HeldGift held, IReadOnlyList<GiftOrder> ofLive)
    {
        _held = held;
        _known = ofLive.ToDictionary(order => order.ActionId);
        _renewals = ofLive.Where(order => order.Renews is not null).ToLookup(order => order.Renews!.Value, order => order.ActionId);
        _all = [.. held.Orders.Distinct()];
        for (var i = 0; i < _all.Count; i++)
            _all.AddRange(_renewals[_all[i]].Where(renewal => !_all.Contains(renewal)));
    }

    /// <summary>Those it was held by, then those that took over.</summary>
    public IReadOnlyList<ActionId> All => _all;

    /// <summary>The latest time at which one of them ends by itself.</summary>
    public DateTimeOffset End => Known().Select(order => order.ExpiresAt).Append(_held.Until).Max();

    /// <summary>Whether people confirmed one of them.</summary>
    public bool IsConfirmed => Known().Any(order => order.IsConfirmed);

    /// <summary>What holds the gift at a time, by what is known of the orders and by what enforcement told is in force.</summary>
    public List<(ActionId ActionId, DateTimeOffset Until)> InForce(IReadOnlyList<Restriction> restrictions, DateTimeOffset now) =>
    [
        .. _known.Values
            .Where(order => order.IsInForce(now) && Holds(order.ActionId, order.Kind, order.Subject))
            .Select(order => (order.ActionId, order.ExpiresAt)),
        .. restrictions
            .Where(restriction => restriction.Until > now && Holds(restriction.ActionId, restriction.Kind, restriction.Subject))
            // What is over stays over: a restriction that still names it was written before.
            .Where(restriction => !_known.TryGetValue(restriction.ActionId, out var order) || !order.IsOver)
            .Select(restriction => (restriction.ActionId, restriction.Until)),
    ];

    /// <summary>Whether it is not known what became of an order that is not in force.</summary>
    public bool IsSilent(ActionId id)
    {
        if (!_known.TryGetValue(id, out var order))
            return true;
        if (order is { State: DispatchState.Ended, Reason: DispatchReason.Renewed })
            return !_renewals[id].Any();
        return !order.IsOver && !IsIdle(order);
    }

    /// <summary>The orders whose end decides: not those that a renewal took over from, and no renewal that never had an effect.</summary>
    public List<GiftOrder> Ended() =>
        [.. Known().Where(order => order is not { State: DispatchState.Ended, Reason: DispatchReason.Renewed } && !IsIdle(order))];

    // A throttle holds what it stopped; whether it would stop this gift too depends on the coins of that minute.
    private bool Holds(ActionId id, ActionKind kind, SubjectRef subject) =>
        _all.Contains(id) || (kind == ActionKind.FreezeGifts && _held.Gift.Concerns(subject));

    private bool IsIdle(GiftOrder order) =>
        order.State is DispatchState.Held or DispatchState.Suppressed && !_held.Orders.Contains(order.ActionId);

    private IEnumerable<GiftOrder> Known() => _all.Where(_known.ContainsKey).Select(id => _known[id]);
}

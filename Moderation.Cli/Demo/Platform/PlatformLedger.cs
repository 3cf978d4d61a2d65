using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Platform;

/// <summary>Why an effect on the platform ended before its time.</summary>
internal enum EffectEnd
{
    Reversed,
    Renewed,
}

/// <summary>What one order changed on the platform.</summary>
/// <param name="Order">The order.</param>
/// <param name="From">Since when.</param>
/// <param name="EndedAt">When it ended before its time; null while it has not.</param>
/// <param name="EndedBy">Why.</param>
internal sealed record PlatformEffect(ActionRecord Order, DateTimeOffset From, DateTimeOffset? EndedAt = null, EffectEnd? EndedBy = null)
{
    /// <summary>Whether it holds at a time; the platform undoes by itself what has expired.</summary>
    public bool Holds(DateTimeOffset now) => EndedAt is null && Order.ExpiresAt > now;
}

/// <summary>A platform's own books: what each order changed, and what remains of it. Its owner locks.</summary>
/// <remarks>It obeys as the wire's documents ask a platform to: an order that comes again changes nothing and is answered as before, and one that was reversed or renewed before it came is not carried out.</remarks>
internal sealed class PlatformLedger
{
    private readonly Dictionary<ActionId, PlatformEffect> _effects = [];
    private readonly Dictionary<ActionId, ActionReceiptRecord> _answers = [];
    private readonly HashSet<ActionId> _gone = [];

    /// <summary>Every effect there was, in the order in which they began.</summary>
    public IReadOnlyCollection<PlatformEffect> Effects => _effects.Values;

    /// <summary>Different orders, reversals included.</summary>
    public int OrderCount => _answers.Count;

    /// <summary>Whether an order came before.</summary>
    public bool Knows(ActionId order) => _answers.ContainsKey(order);

    public IEnumerable<PlatformEffect> InForce(DateTimeOffset now) => _effects.Values.Where(effect => effect.Holds(now));

    /// <summary>Carries an order out, or says what was said before.</summary>
    public ActionReceiptRecord Take(ActionRecord order, DateTimeOffset now)
    {
        if (_answers.TryGetValue(order.ActionId, out var known))
            return known;
        var (status, detail) = order.Reverses is { } target ? (Lift(target, now), null) : Carry(order, now);
        var receipt = new ActionReceiptRecord { V = WireVersion.Current, LiveId = order.LiveId, ActionId = order.ActionId, Status = status, At = now, Detail = detail };
        _answers.Add(order.ActionId, receipt);
        return receipt;
    }

    private ReceiptStatus Lift(ActionId target, DateTimeOffset now)
    {
        End(target, EffectEnd.Reversed, now);
        return ReceiptStatus.Lifted;
    }

    private (ReceiptStatus Status, string? Detail) Carry(ActionRecord order, DateTimeOffset now)
    {
        if (order.ExpiresAt <= now)
            return (ReceiptStatus.Refused, "it has expired");
        if (_gone.Contains(order.ActionId))
            return (ReceiptStatus.Refused, "it was reversed or renewed before it came");
        if (order.Renews is { } renewed)
            End(renewed, EffectEnd.Renewed, now);
        _effects.Add(order.ActionId, new PlatformEffect(order, now));
        return (ReceiptStatus.Applied, null);
    }

    private void End(ActionId order, EffectEnd why, DateTimeOffset now)
    {
        _gone.Add(order);
        if (_effects.TryGetValue(order, out var effect) && effect.Holds(now))
            _effects[order] = effect with { EndedAt = now, EndedBy = why };
    }
}

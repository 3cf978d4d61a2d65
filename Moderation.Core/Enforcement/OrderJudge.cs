using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>What becomes of an order when it is first read.</summary>
internal readonly record struct Judgement(DispatchState State, DispatchReason? Reason = null)
{
    /// <summary>An order that ends with it.</summary>
    public Dispatch? Ends { get; init; }

    public DispatchReason EndsBecause { get; init; }

    /// <summary>A renewal of what it takes back: that has to be taken back, too.</summary>
    public ActionRecord? AlsoReverses { get; init; }

    /// <summary>Whether a breaker tripped on it.</summary>
    public bool HasTripped { get; init; }
}

/// <summary>Judges orders by what is known of their reversals and renewals, by switches, verdicts and breakers.</summary>
internal sealed class OrderJudge(DispatchRules rules, OrderBook book, Switchboard switches, RecentWords<ReportId, VerdictRecord> verdicts)
{
    private readonly SortedDictionary<ActionKind, Breaker> _breakers =
        new(rules.MaxPerMinute.ToDictionary(most => most.Key, most => new Breaker(most.Value, rules.BreakerLasts)));

    public Judgement Judge(ActionRecord order, DateTimeOffset now)
    {
        if (order.Reverses is { } target)
            return JudgeReversal(order, target);
        if (Doomed(order, now) is { } reason)
            return new Judgement(DispatchState.Suppressed, reason);
        var renewed = order.Renews is { } former ? book.Find(former) : null;
        var judgement = IsConfirmed(order) ? new Judgement(DispatchState.Released) : JudgeUnconfirmed(order, renewed, now);
        return renewed is { IsOpen: true } ? judgement with { Ends = renewed, EndsBecause = DispatchReason.Renewed } : judgement;
    }

    /// <summary>Why an order may not be sent now although a person confirmed it; null when it may.</summary>
    public DispatchReason? Forbids(ActionRecord order, DateTimeOffset now) => switches.Over(order, now) switch
    {
        ControlMode.Off => DispatchReason.SwitchedOff,
        ControlMode.DryRun => DispatchReason.DryRun,
        _ => null,
    };

    public void Close(ActionKind kind) => _breakers.GetValueOrDefault(kind)?.Close();

    public void Tick(DateTimeOffset now)
    {
        foreach (var breaker in _breakers.Values)
            breaker.Tick(now);
    }

    public IReadOnlyList<TrippedBreaker> Tripped(DateTimeOffset now) =>
    [
        .. _breakers.Where(pair => pair.Value.Until > now)
            .Select(pair => new TrippedBreaker(pair.Key, pair.Value.TrippedAt!.Value, pair.Value.Until!.Value, pair.Value.MaxPerMinute)),
    ];

    public void Restore(IEnumerable<TrippedBreaker> tripped)
    {
        foreach (var known in tripped)
            _breakers.GetValueOrDefault(known.Kind)?.Trip(known.At);
    }

    /// <summary>Counts what was let through within the last minute before this process began.</summary>
    public void Recount(DateTimeOffset now)
    {
        foreach (var released in book.All.Where(d => IsCounted(d) && now - d.Record.ReleasedAt < TimeSpan.FromMinutes(1)).OrderBy(d => d.Record.ReleasedAt))
            _breakers.GetValueOrDefault(released.Order.Kind)?.Remember(released.Record.ReleasedAt!.Value);
    }

    private static bool IsCounted(Dispatch dispatch) =>
        dispatch is { IsReversal: false, Record.ReleasedAt: not null, Order: { Renews: null, Verdicts.Count: 0 } };

    private Judgement JudgeReversal(ActionRecord reversal, ActionId target)
    {
        if (book.Find(target) is not { } reversed)
            return new Judgement(DispatchState.Suppressed, DispatchReason.NothingToReverse);
        if (reversed.Record is { State: DispatchState.Ended, Reason: DispatchReason.Renewed } && book.NewestAfter(target) is { IsOpen: true } newest)
            return new Judgement(DispatchState.Suppressed, DispatchReason.NothingToReverse) { AlsoReverses = newest.Order };
        if (!reversed.IsOpen || reversed.IsReversal)
            return new Judgement(DispatchState.Suppressed, DispatchReason.NothingToReverse);
        var state = reversed.IsInForce ? new Judgement(DispatchState.Released) : new Judgement(DispatchState.Suppressed, DispatchReason.NothingToReverse);
        return state with { Ends = reversed, EndsBecause = DispatchReason.Reversed };
    }

    /// <summary>Why an order will never be sent; null when it may be.</summary>
    private DispatchReason? Doomed(ActionRecord order, DateTimeOffset now)
    {
        if (book.Find(ActionRecord.ReversalOf(order.LiveId, order.ActionId)) is not null || IsOverturned(order))
            return DispatchReason.Reversed;
        if (book.RenewalOf(order.ActionId) is not null)
            return DispatchReason.Renewed;
        return order.ExpiresAt <= now ? DispatchReason.CameTooLate : Forbids(order, now);
    }

    private bool IsOverturned(ActionRecord order) =>
        verdicts.About(order.ReportId).Any(verdict => verdict.Kind == VerdictKind.Overturned && verdict.At >= order.OrderedAt);

    private bool IsConfirmed(ActionRecord order) =>
        order.Verdicts.Count > 0 || verdicts.About(order.ReportId).Any(verdict => verdict.Kind == VerdictKind.Confirmed);

    private Judgement JudgeUnconfirmed(ActionRecord order, Dispatch? renewed, DateTimeOffset now)
    {
        // A renewal keeps up what was counted when it began, or waits as what it renews waits.
        if (renewed is { IsInForce: true })
            return new Judgement(DispatchState.Released);
        if (renewed is { Record.State: DispatchState.Held })
            return new Judgement(DispatchState.Held, DispatchReason.BreakerTripped);
        if (!_breakers.TryGetValue(order.Kind, out var breaker))
            return new Judgement(DispatchState.Released);
        var wasTripped = breaker.TrippedAt is not null;
        return breaker.TryPass(now)
            ? new Judgement(DispatchState.Released)
            : new Judgement(DispatchState.Held, DispatchReason.BreakerTripped) { HasTripped = !wasTripped };
    }
}

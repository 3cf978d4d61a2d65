using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>What becomes of an order when it is first read.</summary>
internal readonly record struct Judgement(DispatchState State, DispatchReason? Reason = null)
{
    /// <summary>An order that ends with it.</summary>
    public Dispatch? Ends { get; init; }

    public DispatchReason EndsBecause { get; init; }

    /// <summary>What it renews, or what renews it, and is still open: that has to be taken back, too.</summary>
    public IReadOnlyList<ActionRecord>? AlsoReverses { get; init; }

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
            return JudgeReversal(target);
        var renewed = order.Renews is { } former ? book.Find(former) : null;
        var judgement = Doomed(order, now) switch
        {
            DispatchReason.Reversed => new Judgement(DispatchState.Suppressed, DispatchReason.Reversed) { AlsoReverses = OpenAround(order) },
            { } reason => new Judgement(DispatchState.Suppressed, reason),
            null when IsConfirmed(order) => new Judgement(DispatchState.Released),
            null => JudgeUnconfirmed(order, renewed, now),
        };
        // What is written down only leaves what it would have renewed to run out by itself.
        var takesOver = judgement.State != DispatchState.Suppressed || judgement.Reason == DispatchReason.Renewed;
        return takesOver && renewed is { IsOpen: true } ? judgement with { Ends = renewed, EndsBecause = DispatchReason.Renewed } : judgement;
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

    private Judgement JudgeReversal(ActionId target)
    {
        var nothing = new Judgement(DispatchState.Suppressed, DispatchReason.NothingToReverse) { AlsoReverses = OpenAfter(target) is { } newest ? [newest] : null };
        if (book.Find(target) is not { IsOpen: true, IsReversal: false } reversed)
            return nothing;
        var judgement = reversed.IsInForce ? nothing with { State = DispatchState.Released, Reason = null } : nothing;
        return judgement with { Ends = reversed, EndsBecause = DispatchReason.Reversed };
    }

    /// <summary>Why an order will never be sent; null when it may be.</summary>
    private DispatchReason? Doomed(ActionRecord order, DateTimeOffset now)
    {
        if (IsReversed(order.LiveId, order.ActionId) || (order.Renews is { } renewed && IsReversed(order.LiveId, renewed)) || IsOverturned(order))
            return DispatchReason.Reversed;
        if (book.RenewalOf(order.ActionId) is not null)
            return DispatchReason.Renewed;
        return order.ExpiresAt <= now ? DispatchReason.CameTooLate : Forbids(order, now);
    }

    private bool IsReversed(LiveId live, ActionId order) =>
        book.Find(ActionRecord.ReversalOf(live, order)) is not null || book.Find(order)?.Record.Reason == DispatchReason.Reversed;

    private List<ActionRecord> OpenAround(ActionRecord order)
    {
        var before = order.Renews is { } renewed && book.Find(renewed) is { IsOpen: true } open ? open.Order : null;
        return [.. new[] { before, OpenAfter(order.ActionId) }.OfType<ActionRecord>()];
    }

    private ActionRecord? OpenAfter(ActionId order) => book.NewestAfter(order) is { IsOpen: true } newest ? newest.Order : null;

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

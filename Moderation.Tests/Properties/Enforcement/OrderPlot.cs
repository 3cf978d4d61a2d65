using CsCheck;
using Moderation.Core.Enforcement;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>Random orders, renewals, reversals and receipts of two lives, in the order in which they would be written.</summary>
internal sealed record OrderPlot(IReadOnlyList<ActionRecord> Orders, IReadOnlyList<ActionReceiptRecord> Receipts)
{
    private static readonly ActionKind[] Kinds = [ActionKind.ThrottleGifts, ActionKind.FreezeGifts, ActionKind.CutLive];

    /// <summary>Many orders last longer than any plot, some shorter.</summary>
    public static Gen<OrderPlot> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 1], CsCheck.Gen.Int[0, 2], CsCheck.Gen.Int[0, 5], CsCheck.Gen.Int[5, 400]).Array[1, 14],
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 13], CsCheck.Gen.Enum<ReceiptStatus>(), CsCheck.Gen.Int[0, 60]).Array[0, 12]).Select(Make);

    public IReadOnlyList<object> Told => [.. Orders, .. Receipts];

    /// <summary>What binds at a time, from the definition alone: everything that was not reversed, renewed, refused, lifted or outlived.</summary>
    public IReadOnlyList<ActionId> InForce(DateTimeOffset now)
    {
        var gone = new HashSet<ActionId>();
        // Plots are written so that an order stands before its renewals: what is taken back takes them along.
        foreach (var order in Orders)
        {
            if (Orders.Any(other => other.Reverses == order.ActionId) || (order.Renews is { } renewed && gone.Contains(renewed)))
                gone.Add(order.ActionId);
        }

        return
        [
            .. Orders.Where(order => order.Reverses is null && !gone.Contains(order.ActionId) && order.ExpiresAt > now
                    && !Orders.Any(other => other.Renews == order.ActionId)
                    && !Receipts.Any(receipt => receipt.ActionId == order.ActionId && receipt.Status != ReceiptStatus.Applied))
                .Select(order => order.ActionId).OrderBy(id => id.Value, StringComparer.Ordinal),
        ];
    }

    public override string ToString() => string.Join("; ", [
        .. Orders.Select(order => $"{Name(order.ActionId)} {order.Kind} {order.LiveId} to {(order.ExpiresAt - Records.Noon).TotalSeconds:0} s"
            + (order.Renews is { } renewed ? $" renews {Name(renewed)}" : "") + (order.Reverses is { } reversed ? $" reverses {Name(reversed)}" : "")),
        .. Receipts.Select(receipt => $"{Name(receipt.ActionId)} {receipt.Status} at {(receipt.At - Records.Noon).TotalSeconds:0} s")]);

    private static string Name(ActionId id) => id.Value[..8];

    private static OrderPlot Make((int Live, int Kind, int What, int Lasts)[] steps, (int Order, ReceiptStatus Status, int Second)[] words)
    {
        var orders = new List<ActionRecord>();
        for (var i = 0; i < steps.Length; i++)
        {
            var (live, kind, what, lasts) = steps[i];
            var fresh = Records.Action(i, Kinds[kind], $"live-{live}") with { ExpiresAt = Records.Noon.AddSeconds(i + lasts) };
            var former = orders.FindLast(order => order.LiveId == fresh.LiveId && order.Kind == fresh.Kind && order.Reverses is null);
            var next = what switch
            {
                0 or 1 when former is not null && !orders.Any(order => order.Renews == former.ActionId || order.Reverses == former.ActionId) =>
                    fresh with { Renews = former.ActionId },
                2 when former is not null && !orders.Any(order => order.Reverses == former.ActionId) => former.Reversal(fresh.OrderedAt, new Reason("overturned", "It was wrong.")),
                _ => fresh,
            };
            orders.Add(next);
        }

        var receipts = words.Select(word => Records.Receipt(orders[word.Order % orders.Count], word.Status, Records.Noon.AddSeconds(word.Second)))
            .Where(receipt => orders.First(order => order.ActionId == receipt.ActionId).Reverses is null);
        return new OrderPlot(orders, [.. receipts]);
    }
}

/// <summary>Tells a dispatcher things, and reads its own reversals back as the log of orders would.</summary>
internal sealed class EnforcementRun(DispatchRules rules)
{
    private readonly DispatchRules _rules = rules;
    private readonly Dictionary<ActionId, DispatchRecord> _written = [];

    public Dispatcher Dispatcher { get; private set; } = new(rules);

    public List<(Sending Sending, DateTimeOffset At)> Sent { get; } = [];

    public Dictionary<LiveId, RestrictionRecord> Restrictions { get; } = [];

    public IReadOnlyDictionary<ActionId, DispatchRecord> Written => _written;

    public List<EnforcementAlert> Alerts { get; } = [];

    public void Tell(object what, DateTimeOffset now)
    {
        Follow(what switch
        {
            ActionRecord order => Dispatcher.Take(order, now),
            ActionReceiptRecord receipt => Dispatcher.Take(receipt, now),
            VerdictRecord verdict => Dispatcher.Take(verdict, now),
            ControlRecord control => Dispatcher.Take(control, now),
            _ => throw new ArgumentException(what.GetType().Name),
        }, now);
    }

    public void Tick(DateTimeOffset now) => Follow(Dispatcher.Tick(now), now);

    /// <summary>Another process takes over, with what was written down.</summary>
    public void Crash(DateTimeOffset now)
    {
        var state = Dispatcher.Describe(now);
        Dispatcher = new Dispatcher(_rules);
        foreach (var record in _written.Values)
            Dispatcher.Restore(record);
        Dispatcher.Restore(state);
        Follow(Dispatcher.Resume(now), now);
    }

    public IReadOnlyList<ActionId> InForce(DateTimeOffset now) =>
    [
        .. Restrictions.Values.SelectMany(record => record.Restrictions).Where(restriction => restriction.Until > now).Select(restriction => restriction.ActionId)
            .OrderBy(id => id.Value, StringComparer.Ordinal),
    ];

    private void Follow(DispatchOutcome outcome, DateTimeOffset now)
    {
        foreach (var record in outcome.Changed)
        {
            Assert.True(!_written.TryGetValue(record.Order.ActionId, out var before) || record.Revision == before.Revision + 1);
            _written[record.Order.ActionId] = record;
        }

        foreach (var sending in outcome.Send)
        {
            var written = _written[sending.Order.ActionId];
            Assert.Equal((DispatchState.Released, sending.Attempt), (written.State, written.Attempts));
            Sent.Add((sending, now));
        }

        foreach (var record in outcome.Restrictions)
            Restrictions[record.LiveId] = record;
        Alerts.AddRange(outcome.Alerts);
        foreach (var reversal in outcome.Order)
            Tell(reversal, now);
    }
}

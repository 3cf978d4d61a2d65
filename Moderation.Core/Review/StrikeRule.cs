using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>Which orders leave a strike on the account that they concern, for how long, and when it is taken back. Pure.</summary>
/// <remarks>
/// A strike is what a person upheld, never what a machine ordered: an order of a severe kind that went out to the platform, and whose report the last verdict
/// confirms. An order that only asks, warns or slows leaves none, nor does one that bounds gifts, since that often protects whoever pays.
/// One live leaves at most one strike under one policy, however many orders and renewals it took; it counts from the last one that stands.
/// </remarks>
public static class StrikeRule
{
    /// <summary>The kinds of orders that can leave a strike: something of the account's was hidden, stopped, ended or held.</summary>
    public static IReadOnlyList<ActionKind> SevereKinds { get; } =
        [ActionKind.HideMessage, ActionKind.HideTile, ActionKind.PauseLive, ActionKind.CutLive, ActionKind.HoldPayout];

    /// <summary>The strikes of one account, oldest first, those that were taken back included.</summary>
    /// <param name="orders">Orders about the account that were sent to the platform, reversals left out, in any order; each once.</param>
    /// <param name="lasts">How long a strike counts from the order's own time on.</param>
    public static IReadOnlyList<Strike> Of(IEnumerable<StrikeOrder> orders, TimeSpan lasts)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return
        [
            .. orders.Where(order => SevereKinds.Contains(order.Kind))
                .Select(order => Judge(order, lasts))
                .OfType<Strike>()
                .GroupBy(strike => (strike.LiveId, strike.Policy))
                // What stands comes before what was taken back, else one order that fell would hide another that holds; and of those the last, which counts longest.
                .Select(live => live.OrderBy(strike => strike.TakenBackBecause is not null).ThenByDescending(strike => strike.At).ThenBy(strike => strike.ActionId.Value, StringComparer.Ordinal).First())
                .OrderBy(strike => strike.At).ThenBy(strike => strike.ActionId.Value, StringComparer.Ordinal),
        ];
    }

    private static Strike? Judge(StrikeOrder order, TimeSpan lasts)
    {
        var words = order.Verdicts.Where(verdict => verdict.Kind != VerdictKind.Undecided).OrderBy(verdict => verdict.At).ThenBy(verdict => verdict.VerdictId, StringComparer.Ordinal).ToList();
        // What a person ordered, or confirmed before it was ordered, is upheld until somebody says otherwise.
        var upheldBy = words.LastOrDefault(verdict => verdict.Kind == VerdictKind.Confirmed)?.VerdictId ?? (order.OrderedBy.Count > 0 ? order.OrderedBy[^1] : null);
        if (upheldBy is null)
            return null;
        StrikeEnd? because = words is [.., { Kind: VerdictKind.Overturned }] ? StrikeEnd.Overturned : order.IsLifted ? StrikeEnd.Lifted : null;
        return new Strike(order.ActionId, order.LiveId, order.Policy, order.Kind, order.OrderedAt, order.OrderedAt + lasts, upheldBy, because);
    }
}

/// <summary>An order that may leave a strike.</summary>
public sealed record StrikeOrder
{
    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Name of the policy under which it was given.</summary>
    public required string Policy { get; init; }

    /// <summary>What was ordered.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>When, by the live's clock.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>The verdicts that it carries out; empty for an automatic order.</summary>
    public required IReadOnlyList<string> OrderedBy { get; init; }

    /// <summary>What people said of its report since, in any order.</summary>
    public required IReadOnlyList<StrikeVerdict> Verdicts { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public required bool IsLifted { get; init; }
}

/// <summary>What somebody said of an order's report.</summary>
/// <param name="VerdictId">The verdict.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
public sealed record StrikeVerdict(string VerdictId, DateTimeOffset At, VerdictKind Kind);

/// <summary>Why a strike counts no more.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCaseEnumConverter<StrikeEnd>))]
public enum StrikeEnd
{
    /// <summary>A verdict or an appeal found the report wrong.</summary>
    Overturned,

    /// <summary>The order was taken back.</summary>
    Lifted,
}

/// <summary>A strike on an account.</summary>
/// <param name="ActionId">The order that left it.</param>
/// <param name="LiveId">The live.</param>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Kind">What was ordered.</param>
/// <param name="At">The order's time.</param>
/// <param name="ExpiresAt">From when on it counts no more.</param>
/// <param name="VerdictId">The verdict that upheld it.</param>
/// <param name="TakenBackBecause">Why it was taken back; null where it was not.</param>
public sealed record Strike(
    ActionId ActionId, LiveId LiveId, string Policy, ActionKind Kind, DateTimeOffset At, DateTimeOffset ExpiresAt, string VerdictId, StrikeEnd? TakenBackBecause)
{
    /// <summary>Whether it counts.</summary>
    /// <param name="at">The time.</param>
    public bool IsInForce(DateTimeOffset at) => TakenBackBecause is null && at < ExpiresAt;
}

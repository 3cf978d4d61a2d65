using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions.Policies;

/// <summary>Watches one partition's orders, and writes a marker when a version has given more of them than its sheet allows.</summary>
/// <remarks>
/// Only the marker changes decisions, so the counting need not be repeatable. Both figures of a sheet are taken for each partition as they
/// stand, since a partition knows nothing of the others: a policy over all partitions can give as many times the orders of a minute.
/// </remarks>
internal sealed class Guards(GuardBook book, DeciderRules rules, MarkerWriter markers)
{
    /// <summary>So that a small partition does not trip on one order.</summary>
    public const int FewestLives = 3;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, DateTimeOffset> _sentUntil = new(StringComparer.Ordinal);
    private long _ordersLookedAt = -1;
    private PolicySet? _policiesLookedAt;

    public GuardBook Book { get; } = book;

    /// <summary>Counts what followed from an entry.</summary>
    /// <returns>Whether there were orders.</returns>
    public bool Count(SignalRecord signal, long offset, in LiveOutcome outcome)
    {
        if (!Book.See(signal.LiveId, signal.At, offset))
            return false;
        var ordered = false;
        foreach (var action in outcome.Actions)
        {
            // A renewal keeps up what was counted when it began, and a reversal undoes it.
            if (action.Reverses is not null || (signal is not VerdictSignal && !outcome.Decisions.Any(decision => decision.DecisionId == action.DecisionId)))
                continue;
            Book.Count(action.Policy.Hash, action.LiveId, action.OrderedAt);
            ordered = true;
        }

        return ordered;
    }

    /// <summary>Writes the markers of guards that are passed and not yet in force. Only an order, or another sheet, can pass one.</summary>
    public void WritePassed(PolicySet policies, int partition)
    {
        if (_ordersLookedAt == Book.OrderCount && ReferenceEquals(_policiesLookedAt, policies))
            return;
        (_ordersLookedAt, _policiesLookedAt) = (Book.OrderCount, policies);
        foreach (var policy in policies.Policies)
        {
            if (policy.Stage == PolicyStage.Shadow || policy.GuardedUntil > Book.Now)
                continue;
            var version = rules.Identify(policy.Sheet.Name, policy.Sheet.SheetHash).Hash;
            if (_sentUntil.GetValueOrDefault(version) > Book.Now || Passed(policy.Sheet.Guards, version) is not { } guard)
                continue;
            var until = Book.Now + Lasts;
            _sentUntil[version] = until;
            markers.Write(
                new GuardSignal
                {
                    V = WireVersion.Current,
                    LiveId = SignalRecord.EveryLive,
                    At = Book.Now,
                    Policy = policy.Sheet.Name,
                    SheetHash = policy.Sheet.SheetHash,
                    Guard = guard,
                    Until = until,
                },
                partition,
                "guard");
        }
    }

    private GuardKind? Passed(SheetGuards guards, string version)
    {
        if (guards.ActionsPerMinute is { } most && Book.OrdersOfLastMinute(version) > most)
            return GuardKind.ActionsPerMinute;
        return guards.LivesPerHour is { } share && Book.LivesOrdered(version) is >= FewestLives and var ordered && ordered > share * Book.LivesSeen()
            ? GuardKind.LivesPerHour
            : null;
    }
}

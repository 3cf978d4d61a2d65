using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement;

/// <summary>One order on its way, as enforcement remembers it.</summary>
internal sealed class Dispatch(DispatchRecord record)
{
    public DispatchRecord Record { get; set; } = record;

    public ActionRecord Order => Record.Order;

    public bool IsReversal => Order.Reverses is not null;

    /// <summary>Whether it binds somebody now. What was sent binds before the platform says so: whoever asks in between must not slip through.</summary>
    public bool IsInForce => !IsReversal && Record.State is (DispatchState.Released or DispatchState.Applied);

    /// <summary>Whether time can still change it.</summary>
    public bool IsOpen => IsInForce || Record.State is DispatchState.Held or DispatchState.Released;

    /// <summary>Whether a verdict can be about it. One that is read again by whoever takes over says nothing about what was ordered after it.</summary>
    public bool CameBefore(VerdictRecord verdict) => Record.ReceivedAt <= verdict.At || Order.OrderedAt <= verdict.At;

    /// <summary>How it looks after a receipt, or the same record where the receipt is no news.</summary>
    /// <remarks>
    /// The platform's words are joined, not followed: lifted outweighs refused, refused outweighs applied, and of two that say the same the earlier one
    /// counts. So it does not matter in which order, or how often, receipts come.
    /// </remarks>
    public DispatchRecord After(ActionReceiptRecord receipt)
    {
        if (Record.ReleasedAt is null)
            return Record;
        return receipt.Status switch
        {
            ReceiptStatus.Applied => AfterApplied(receipt.At),
            ReceiptStatus.Lifted when IsReversal => AfterApplied(receipt.At),
            ReceiptStatus.Lifted => AfterLifted(receipt.At),
            _ => AfterRefused(receipt),
        };
    }

    private DispatchRecord AfterApplied(DateTimeOffset at)
    {
        var applied = Record.AppliedAt is { } known && known <= at ? Record : Record with { AppliedAt = at };
        return Record.State == DispatchState.Released ? applied with { State = DispatchState.Applied, RetryAt = null, IsOverdue = false } : applied;
    }

    private DispatchRecord AfterLifted(DateTimeOffset at) => Record switch
    {
        { State: DispatchState.Ended, Reason: DispatchReason.LiftedByPlatform } => Record.EndedAt <= at ? Record : Record with { EndedAt = at },
        { State: DispatchState.Ended } => Record,
        _ => Record with { State = DispatchState.Ended, Reason = DispatchReason.LiftedByPlatform, EndedAt = at, RetryAt = null, IsOverdue = false, Detail = null },
    };

    private DispatchRecord AfterRefused(ActionReceiptRecord receipt) => Record switch
    {
        { State: DispatchState.Ended } => Record,
        { State: DispatchState.Refused } when Earlier(Record, receipt) => Record,
        _ => Record with { State = DispatchState.Refused, Reason = null, EndedAt = receipt.At, RetryAt = null, IsOverdue = false, Detail = receipt.Detail },
    };

    private static bool Earlier(DispatchRecord record, ActionReceiptRecord receipt) =>
        record.EndedAt < receipt.At || (record.EndedAt == receipt.At && string.CompareOrdinal(record.Detail, receipt.Detail) <= 0);
}

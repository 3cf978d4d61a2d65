using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>A gift that is held, and what holds it.</summary>
public sealed record HeldGift
{
    /// <summary>The gift.</summary>
    public required GiftRequest Gift { get; init; }

    /// <summary>When it was held.</summary>
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>The orders that hold it: those it was held by, and those that took over since.</summary>
    public required IReadOnlyList<ActionId> Orders { get; init; }

    /// <summary>The latest time at which one of them ends by itself, as far as was known.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>An order that can hold gifts, and what became of it.</summary>
public sealed record GiftOrder
{
    /// <summary>The order.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>What it does: <see cref="ActionKind.FreezeGifts"/> or <see cref="ActionKind.ThrottleGifts"/>.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The order whose term it extends, if any.</summary>
    public ActionId? Renews { get; init; }

    /// <summary>Where it is.</summary>
    public required DispatchState State { get; init; }

    /// <summary>Why it is there.</summary>
    public DispatchReason? Reason { get; init; }

    /// <summary>Whether people confirmed the report that it belongs to, by their latest verdict.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether nothing can happen to it any more.</summary>
    public bool IsOver => State is DispatchState.Ended or DispatchState.Refused or DispatchState.Suppressed;

    /// <summary>Whether it has its effect at a time.</summary>
    /// <param name="now">The time.</param>
    public bool IsInForce(DateTimeOffset now) => State is DispatchState.Released or DispatchState.Applied && ExpiresAt > now;
}

/// <summary>What becomes of a held gift now.</summary>
public abstract record HoldOutcome;

/// <summary>It is held on.</summary>
/// <param name="Orders">The orders that hold it now; those that took over are behind those it was held by.</param>
/// <param name="Until">The latest time at which one of them ends by itself.</param>
/// <param name="LookAgainAt">When to look again, if nothing is heard of its orders before.</param>
public sealed record StillHeld(IReadOnlyList<ActionId> Orders, DateTimeOffset Until, DateTimeOffset LookAgainAt) : HoldOutcome;

/// <summary>It is settled.</summary>
/// <param name="Settlement">Where the coins go.</param>
/// <param name="Reason">Why.</param>
public sealed record SettledGift(GiftSettlement Settlement, Reason Reason) : HoldOutcome;

using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>What the platform may do with a gift.</summary>
public sealed record GiftAuthorizationResponse
{
    /// <summary>What it may do.</summary>
    public required GiftDecision Decision { get; init; }

    /// <summary>Why.</summary>
    public required Reason Reason { get; init; }

    /// <summary>The orders in force that it rests on.</summary>
    public required IReadOnlyList<ActionId> Orders { get; init; }

    /// <summary>For a denied gift: after how many seconds the same id may be asked for again; null for never.</summary>
    public required int? RetryAfterSeconds { get; init; }

    /// <summary>For a held gift: when its orders end by themselves, if nothing renews them. A settlement follows.</summary>
    public required DateTimeOffset? HeldUntil { get; init; }

    internal static GiftAuthorizationResponse Of(GiftAnswer answer, DateTimeOffset now) => new()
    {
        Decision = answer.Decision,
        Reason = answer.Reason,
        Orders = answer.Orders,
        RetryAfterSeconds = answer.RetryAt is { } at ? (int)Math.Clamp(Math.Ceiling((at - now).TotalSeconds), 1, int.MaxValue) : null,
        HeldUntil = answer.HeldUntil,
    };
}

/// <summary>A gift that was held, and what became of it.</summary>
public sealed record GiftHoldResponse
{
    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of the gift.</summary>
    public required string GiftId { get; init; }

    /// <summary>Who pays.</summary>
    public required UserId PayerId { get; init; }

    /// <summary>Who receives.</summary>
    public required ParticipantId ReceiverId { get; init; }

    /// <summary>The receiver's account, where the platform told.</summary>
    public required UserId? ReceiverUserId { get; init; }

    /// <summary>Price in coins.</summary>
    public required long Coins { get; init; }

    /// <summary>When it was held.</summary>
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>When its orders end by themselves, if nothing renews them.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whether it is still held.</summary>
    public required bool Open { get; init; }

    /// <summary>The orders that hold it: those it was held by, then those that took over.</summary>
    public required IReadOnlyList<HoldingOrderResponse> Orders { get; init; }

    /// <summary>Where its coins went; null while it is held.</summary>
    public required GiftSettlementResponse? Settlement { get; init; }

    /// <summary>Where to go from here.</summary>
    public required GiftHoldLinks Links { get; init; }
}

/// <summary>An order that holds a gift.</summary>
/// <param name="ActionId">The order.</param>
/// <param name="State">Where it is; null where nothing was heard of it yet.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="EndedAt">When its effect ended.</param>
public sealed record HoldingOrderResponse(ActionId ActionId, DispatchState? State, DispatchReason? Reason, DateTimeOffset? ExpiresAt, DateTimeOffset? EndedAt);

/// <summary>What became of a held gift.</summary>
/// <param name="Settlement">Where the coins went.</param>
/// <param name="At">When that was decided.</param>
/// <param name="Reason">Why.</param>
public sealed record GiftSettlementResponse(GiftSettlement Settlement, DateTimeOffset At, Reason Reason);

/// <summary>Where to go from a held gift.</summary>
public sealed record GiftHoldLinks(string Self, string Live);

using Moderation.Api.Http;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>One row of <c>gift_hold</c> with its settlement.</summary>
internal sealed record GiftHoldRow
{
    public string LiveId { get; init; } = "";

    public string GiftId { get; init; } = "";

    public long HoldNumber { get; init; }

    public string PayerId { get; init; } = "";

    public string ReceiverId { get; init; } = "";

    public string? ReceiverUserId { get; init; }

    public long Coins { get; init; }

    public DateTimeOffset HeldAt { get; init; }

    public DateTimeOffset Until { get; init; }

    public string[] Orders { get; init; } = [];

    public string? Settlement { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? ReasonCode { get; init; }

    public string? ReasonText { get; init; }

    public Cursor Cursor => Cursor.Of(HeldAt, HoldNumber);

    public GiftHoldResponse ToResponse(IReadOnlyDictionary<string, HoldingOrderRow> orders) => new()
    {
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        GiftId = GiftId,
        PayerId = UserId.Parse(PayerId),
        ReceiverId = ParticipantId.Parse(ReceiverId),
        ReceiverUserId = ReceiverUserId is null ? null : UserId.Parse(ReceiverUserId),
        Coins = Coins,
        HeldAt = HeldAt,
        Until = Until,
        Open = Settlement is null,
        Orders = [.. Orders.Select(id => orders.GetValueOrDefault(id)?.ToResponse() ?? new HoldingOrderResponse(ActionId.Parse(id), null, null, null, null))],
        Settlement = Settlement is null
            ? null
            : new GiftSettlementResponse(WireWord.Parse<GiftSettlement>(Settlement), SettledAt!.Value, new Reason(ReasonCode!, ReasonText!)),
        Links = new GiftHoldLinks($"/v1/gifts/holds/{LiveId}/{GiftId}", $"/v1/lives/{LiveId}"),
    };
}

/// <summary>What is known of an order that holds gifts.</summary>
internal sealed record HoldingOrderRow
{
    public string ActionId { get; init; } = "";

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public HoldingOrderResponse ToResponse() => new(
        Core.Subjects.ActionId.Parse(ActionId), WireWord.Parse<DispatchState>(State), Reason is null ? null : WireWord.Parse<DispatchReason>(Reason), ExpiresAt, EndedAt);
}

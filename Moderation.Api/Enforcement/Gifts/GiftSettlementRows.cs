using Moderation.Api.Database;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>A held gift that is due.</summary>
internal sealed record DueHoldRow
{
    public string LiveId { get; init; } = "";

    public string GiftId { get; init; } = "";

    public string PayerId { get; init; } = "";

    public string ReceiverId { get; init; } = "";

    public string? ReceiverUserId { get; init; }

    public long Coins { get; init; }

    public DateTimeOffset HeldAt { get; init; }

    public DateTimeOffset Until { get; init; }

    public string[] Orders { get; init; } = [];

    public HeldGift ToHeld() => new()
    {
        Gift = new GiftRequest
        {
            LiveId = Core.Subjects.LiveId.Parse(LiveId),
            GiftId = GiftId,
            PayerId = UserId.Parse(PayerId),
            ReceiverId = ParticipantId.Parse(ReceiverId),
            ReceiverUserId = ReceiverUserId is null ? null : UserId.Parse(ReceiverUserId),
            Coins = Coins,
        },
        HeldAt = HeldAt,
        Orders = [.. Orders.Select(ActionId.Parse)],
        Until = Until,
    };
}

/// <summary>One row of <c>gift_order</c>, and whether people confirmed it.</summary>
internal sealed record GiftOrderRow
{
    public string ActionId { get; init; } = "";

    public string LiveId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? SubjectRole { get; init; }

    public string? SubjectUserId { get; init; }

    public string? SubjectOtherUserId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string? Renews { get; init; }

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public bool IsConfirmed { get; init; }

    public GiftOrder ToOrder() => new()
    {
        ActionId = Core.Subjects.ActionId.Parse(ActionId),
        Kind = WireWord.Parse<ActionKind>(Kind),
        Subject = StoredSubject.Read(SubjectKind, ParticipantId, SubjectRole, SubjectUserId, SubjectOtherUserId),
        ExpiresAt = ExpiresAt,
        Renews = Renews is null ? null : Core.Subjects.ActionId.Parse(Renews),
        State = WireWord.Parse<DispatchState>(State),
        Reason = Reason is null ? null : WireWord.Parse<DispatchReason>(Reason),
        IsConfirmed = IsConfirmed,
    };
}

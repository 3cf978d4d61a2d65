using System.Globalization;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Gifts, what restricts them, and a gate that knows of it; tests change what matters to them.</summary>
internal static class GiftParts
{
    public static readonly LiveId Live = LiveId.Parse("live-1");
    public static readonly ParticipantId Receiver = ParticipantId.Parse("p1");
    public static readonly UserId ReceiverUser = UserId.Parse("receiver");
    public static readonly UserId Payer = UserId.Parse("payer");
    public static readonly DateTimeOffset Noon = Records.Noon;

    public static GiftRequest Gift(string id, long coins = 10) => new()
    {
        LiveId = Live, GiftId = id, PayerId = Payer, ReceiverId = Receiver, ReceiverUserId = ReceiverUser, Coins = coins,
    };

    public static SubjectRef OfReceiver(UserId? user = null) => SubjectRef.OfParticipant(Receiver, ParticipantRole.Host, user);

    public static Restriction Restriction(ActionKind kind, SubjectRef? subject = null, string id = "act-1", double seconds = 600, long? cap = null) => new()
    {
        ActionId = ActionId.Parse(id),
        Kind = kind,
        Subject = subject ?? OfReceiver(),
        From = Noon,
        Until = Noon.AddSeconds(seconds),
        MaxCoinsPerMinute = cap,
        Policy = "solicitation.begging",
        Ground = "terms 4.2",
    };

    public static RestrictionRecord InForce(params IReadOnlyList<Restriction> restrictions) => new()
    {
        V = 1, LiveId = Live, At = Noon, Restrictions = restrictions,
    };

    /// <summary>A gate with these restrictions, whose enforcement speaks for an hour.</summary>
    public static GiftGate Gate(GiftRules? rules = null, params IReadOnlyList<Restriction> restrictions)
    {
        var watch = new RestrictionWatch(TimeSpan.FromHours(1));
        var book = new RestrictionBook();
        book.Take(InForce(restrictions));
        watch.Load(book);
        watch.Hear(Noon, Noon);
        return new GiftGate(rules ?? new GiftRules(), watch);
    }

    public static GiftRecord Sent(GiftRequest gift, DateTimeOffset at) => new()
    {
        V = 1,
        LiveId = gift.LiveId,
        GiftId = gift.GiftId,
        At = at,
        PayerId = gift.PayerId,
        ReceiverId = gift.ReceiverId,
        ReceiverUserId = gift.ReceiverUserId,
        Coins = gift.Coins,
        AmountMinor = gift.Coins,
        Currency = "EUR",
    };

    public static GiftHoldRecord Hold(GiftRequest gift, DateTimeOffset at, DateTimeOffset until, params IReadOnlyList<string> orders) => new()
    {
        V = 1,
        LiveId = gift.LiveId,
        GiftId = gift.GiftId,
        PayerId = gift.PayerId,
        ReceiverId = gift.ReceiverId,
        ReceiverUserId = gift.ReceiverUserId,
        Coins = gift.Coins,
        HeldAt = at,
        Until = until,
        Orders = [.. orders.Select(ActionId.Parse)],
    };

    public static GiftSettlementRecord Settlement(GiftRequest gift, GiftSettlement settlement, DateTimeOffset at) => new()
    {
        V = 1, LiveId = gift.LiveId, GiftId = gift.GiftId, Settlement = settlement, Coins = gift.Coins, At = at, Reason = new Reason("reversed", "Taken back."),
    };

    /// <summary>What became of an order that freezes gifts of the receiver.</summary>
    public static DispatchRecord Dispatch(
        string id, DispatchState state, DispatchReason? reason = null, long revision = 1, DateTimeOffset? from = null, double seconds = 600, ActionKind kind = ActionKind.FreezeGifts, string? renews = null,
        string live = "live-1", SubjectRef? subject = null)
    {
        var at = from ?? Noon;
        return new DispatchRecord
        {
            V = 1,
            Order = Records.Action(1, kind, live) with
            {
                ActionId = ActionId.Parse(id),
                Subject = subject ?? OfReceiver(),
                OrderedAt = at,
                ExpiresAt = at.AddSeconds(seconds),
                Renews = renews is null ? null : ActionId.Parse(renews),
            },
            State = state,
            Reason = reason,
            ReceivedAt = at,
            ReleasedAt = state is DispatchState.Held or DispatchState.Suppressed ? null : at,
            EndedAt = state == DispatchState.Ended ? at.AddSeconds(1) : null,
            Revision = revision,
        };
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary>Examples of what enforcement says about one order.</summary>
/// <param name="order">The order.</param>
internal sealed class EnforcementExamples(ActionRecord order)
{
    private readonly DateTimeOffset _at = order.OrderedAt;

    public IEnumerable<IWireRecord> All() =>
    [
        new DispatchRecord
        {
            V = WireVersion.Current, Order = order, State = DispatchState.Applied, ReceivedAt = _at.AddMilliseconds(12), ReleasedAt = _at.AddMilliseconds(12), AppliedAt = _at.AddSeconds(1),
            Attempts = 1, Revision = 2,
        },
        new RestrictionRecord
        {
            V = WireVersion.Current, LiveId = order.LiveId, At = _at.AddMilliseconds(12),
            Restrictions =
            [
                new Restriction
                {
                    ActionId = order.ActionId, Kind = order.Kind, Subject = order.Subject, From = _at.AddMilliseconds(12), Until = order.ExpiresAt,
                    MaxCoinsPerMinute = order.MaxCoinsPerMinute, Policy = order.Policy.Name, Ground = order.Ground,
                },
            ],
        },
        new ControlRecord
        {
            V = WireVersion.Current, Scope = ControlScope.Policy, Name = order.Policy.Name, Mode = ControlMode.Off, Lift = true, At = _at, Until = _at.AddHours(2), Actor = "on.call",
            Note = "new camera app breaks the age model",
        },
        new EnforcementStateRecord
        {
            V = WireVersion.Current, At = _at, Held = 3, Unanswered = 1, Overdue = 0, InForce = 17, Controls = [],
            Breakers = [new TrippedBreaker(ActionKind.CutLive, _at.AddMinutes(-2), _at.AddMinutes(13), 5)],
        },
        new GiftHoldRecord
        {
            V = WireVersion.Current, LiveId = order.LiveId, GiftId = "g-2", PayerId = UserId.Parse("user-40"), ReceiverId = ParticipantId.Parse("host-7"), Coins = 500, HeldAt = _at.AddSeconds(20),
            Until = order.ExpiresAt, Orders = [order.ActionId],
        },
        new GiftSettlementRecord
        {
            V = WireVersion.Current, LiveId = order.LiveId, GiftId = "g-2", Settlement = GiftSettlement.Released, Coins = 500, At = _at.AddMinutes(4),
            Reason = new Reason("reversed", "The order that held it was taken back."),
        },
    ];
}

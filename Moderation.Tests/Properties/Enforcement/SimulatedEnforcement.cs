using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>Orders that freeze gifts come, are renewed, taken back, lifted by the platform or run out, and are told of as the contract says: the order first, then what is in force.</summary>
internal sealed class SimulatedEnforcement
{
    public static readonly LiveId[] Lives = [LiveId.Parse("live-1"), LiveId.Parse("live-2")];
    private readonly Dictionary<ActionId, DispatchRecord> _orders = [];

    public SimulatedLog<DispatchRecord> Dispatches { get; } = new(record => record.Order.ActionId.Value);

    public SimulatedLog<RestrictionRecord> Restrictions { get; } = new(record => record.LiveId.Value);

    public IReadOnlyCollection<DispatchRecord> Orders => _orders.Values;

    public void Act(Random random, DateTimeOffset now)
    {
        foreach (var order in InForce(now.AddDays(-1)).Where(order => order.Order.ExpiresAt <= now).ToList())
            End(order, DispatchReason.Expired, now);
        var live = Lives[random.Next(Lives.Length)];
        switch (random.Next(8))
        {
            case 0:
                Release(Order(random, live, now), now);
                break;
            case 1 when Pick(random, now) is { } order:
                Renew(order, random, now);
                break;
            case 2 or 3 when Pick(random, now) is { } order:
                End(order, random.Next(6) == 0 ? DispatchReason.LiftedByPlatform : DispatchReason.Reversed, now);
                break;
        }
    }

    /// <summary>Lets everything run out.</summary>
    public void Finish(DateTimeOffset now)
    {
        foreach (var order in InForce(now.AddDays(-1)).ToList())
            End(order, DispatchReason.Expired, now);
    }

    /// <summary>The orders that are truly in force.</summary>
    public IEnumerable<DispatchRecord> InForce(DateTimeOffset now) =>
        _orders.Values.Where(order => order.State == DispatchState.Released && order.Order.ExpiresAt > now);

    private DispatchRecord? Pick(Random random, DateTimeOffset now) => InForce(now).OrderBy(_ => random.Next()).FirstOrDefault();

    private DispatchRecord Order(Random random, LiveId live, DateTimeOffset now)
    {
        var subject = random.Next(4) switch
        {
            0 => SubjectRef.OfLive(),
            1 => SubjectRef.OfGifter(UserId.Parse($"u-{random.Next(3)}")),
            _ => SubjectRef.OfParticipant(ParticipantId.Parse($"p-{random.Next(3)}"), ParticipantRole.Host),
        };
        return GiftParts.Dispatch($"act-{GiftParts.Number(_orders.Count)}", DispatchState.Released, null, 1, now, random.Next(10, 60), live: live.Value, subject: subject);
    }

    private void Release(DispatchRecord order, DateTimeOffset now)
    {
        Tell(order);
        TellInForce(order.Order.LiveId, now);
    }

    private void Renew(DispatchRecord order, Random random, DateTimeOffset now)
    {
        var renewal = Order(random, order.Order.LiveId, now);
        renewal = renewal with { Order = renewal.Order with { Renews = order.Order.ActionId, Subject = order.Order.Subject } };
        // Its own record and that of the one it renews come in any order.
        if (random.Next(2) == 0)
            Tell(renewal);
        Tell(Ended(order, DispatchReason.Renewed, now));
        Release(_orders.GetValueOrDefault(renewal.Order.ActionId) ?? renewal, now);
    }

    private void End(DispatchRecord order, DispatchReason reason, DateTimeOffset now)
    {
        Tell(Ended(order, reason, now));
        TellInForce(order.Order.LiveId, now);
    }

    private static DispatchRecord Ended(DispatchRecord order, DispatchReason reason, DateTimeOffset now) =>
        order with { State = DispatchState.Ended, Reason = reason, EndedAt = now, Revision = order.Revision + 1 };

    private void Tell(DispatchRecord order)
    {
        _orders[order.Order.ActionId] = order;
        Dispatches.Write(order);
    }

    private void TellInForce(LiveId live, DateTimeOffset now) => Restrictions.Write(new RestrictionRecord
    {
        V = 1,
        LiveId = live,
        At = now,
        Restrictions =
        [
            .. InForce(now).Where(order => order.Order.LiveId == live).Select(order => new Restriction
            {
                ActionId = order.Order.ActionId,
                Kind = order.Order.Kind,
                Subject = order.Order.Subject,
                From = order.ReleasedAt!.Value,
                Until = order.Order.ExpiresAt,
                Policy = order.Order.Policy.Name,
                Ground = order.Order.Ground,
            }),
        ],
    });
}

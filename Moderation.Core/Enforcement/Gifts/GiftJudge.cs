using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>What is in force in a live, applied to one gift.</summary>
internal static class GiftJudge
{
    private static readonly GiftAnswer Unrestricted = new()
    {
        Decision = GiftDecision.Allow, Reason = new Reason(GiftReasons.Unrestricted, "Nothing in force concerns the gift."),
    };

    private static readonly GiftAnswer WithinCaps = new()
    {
        Decision = GiftDecision.Allow, Reason = new Reason(GiftReasons.Unrestricted, "The gift stays within every cap in force."),
    };

    /// <summary>Judges a gift.</summary>
    /// <param name="gift">The gift.</param>
    /// <param name="restrictions">What was in force in its live when that was last told; what has run out since is passed over.</param>
    /// <param name="passed">The gifts of its live that were let through in the last minute.</param>
    /// <param name="rules">How to answer.</param>
    /// <param name="now">The time.</param>
    public static GiftAnswer Judge(GiftRequest gift, IReadOnlyList<Restriction> restrictions, CoinWindow passed, GiftRules rules, DateTimeOffset now)
    {
        var found = new Found();
        // By index: most gifts meet a live with nothing or little in force, and should cost no enumerator.
        for (var i = 0; i < restrictions.Count; i++)
        {
            if (restrictions[i].Until > now)
                found.Add(restrictions[i], gift);
        }

        if (found.Stops is { } stops)
            return Stopped(stops);
        if (found.Freezes is { } freezes)
            return Frozen(freezes, rules.WhenFrozen);
        return found.Caps is { } caps ? Capped(gift, caps, passed, rules.WhenOverCap, now) : Unrestricted;
    }

    private static GiftAnswer Stopped(List<Restriction> stops)
    {
        var isOver = stops.Exists(stop => stop.Kind == ActionKind.CutLive);
        return new GiftAnswer
        {
            Decision = GiftDecision.Deny,
            Reason = new Reason(GiftReasons.LiveStopped, isOver ? "The live was ended by moderation." : "The live is paused by moderation."),
            Orders = Ids(stops),
            RetryAt = isOver ? null : stops.Max(stop => stop.Until),
        };
    }

    private static GiftAnswer Frozen(List<Restriction> freezes, StoppedGift what)
    {
        var until = freezes.Max(freeze => freeze.Until);
        var isHeld = what == StoppedGift.Hold;
        return new GiftAnswer
        {
            Decision = isHeld ? GiftDecision.Hold : GiftDecision.Deny,
            Reason = new Reason(GiftReasons.Frozen, $"Gifts of {Side(freezes[0].Subject)} are frozen by {freezes[0].Policy}."),
            Orders = Ids(freezes),
            HeldUntil = isHeld ? until : null,
            RetryAt = isHeld ? null : until,
        };
    }

    private static GiftAnswer Capped(GiftRequest gift, List<Restriction> caps, CoinWindow passed, StoppedGift what, DateTimeOffset now)
    {
        List<Restriction>? over = null;
        foreach (var cap in caps)
        {
            if (passed.Coins(cap.Subject) + gift.Coins > Most(cap))
                (over ??= []).Add(cap);
        }

        if (over is null)
            return WithinCaps;
        var first = over[0];
        var isHeld = what == StoppedGift.Hold;
        return new GiftAnswer
        {
            Decision = isHeld ? GiftDecision.Hold : GiftDecision.Deny,
            Reason = new Reason(
                GiftReasons.OverCap,
                $"With these {gift.Coins} coins, {passed.Coins(first.Subject) + gift.Coins} in a minute would pass the cap of {Most(first)} for {Side(first.Subject)} by {first.Policy}."),
            Orders = Ids(over),
            HeldUntil = isHeld ? over.Max(cap => cap.Until) : null,
            RetryAt = isHeld ? null : over.Max(cap => RoomAt(cap, gift, passed, now)),
        };
    }

    /// <summary>When the gift would fit under a cap: enough coins have left the minute, or the cap has ended.</summary>
    private static DateTimeOffset RoomAt(Restriction cap, GiftRequest gift, CoinWindow passed, DateTimeOffset now)
    {
        if (gift.Coins > Most(cap))
            return cap.Until;
        var room = passed.AtMostFrom(cap.Subject, Most(cap) - gift.Coins, now);
        return room < cap.Until ? room : cap.Until;
    }

    // A throttle without a number lets nothing through.
    private static long Most(Restriction cap) => cap.MaxCoinsPerMinute ?? 0;

    private static ActionId[] Ids(List<Restriction> restrictions) => [.. restrictions.Select(restriction => restriction.ActionId)];

    private static string Side(SubjectRef subject) => subject.Kind switch
    {
        SubjectKind.Participant => "the receiver",
        SubjectKind.Gifter => "the payer",
        SubjectKind.Pair => "payer and receiver",
        _ => "the live",
    };

    /// <summary>What in force concerns a gift, by what it does.</summary>
    private ref struct Found
    {
        public List<Restriction>? Stops;

        public List<Restriction>? Freezes;

        public List<Restriction>? Caps;

        public void Add(Restriction restriction, GiftRequest gift)
        {
            switch (restriction.Kind)
            {
                // Whatever its subject is, there is no live to give in.
                case ActionKind.PauseLive or ActionKind.CutLive:
                    (Stops ??= []).Add(restriction);
                    break;
                case ActionKind.FreezeGifts when gift.Concerns(restriction.Subject):
                    (Freezes ??= []).Add(restriction);
                    break;
                case ActionKind.ThrottleGifts when gift.Concerns(restriction.Subject):
                    (Caps ??= []).Add(restriction);
                    break;
            }
        }
    }
}

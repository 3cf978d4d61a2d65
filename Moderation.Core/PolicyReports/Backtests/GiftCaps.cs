using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>
/// What the orders of one fold restrict, and which gifts they would have stopped. A gift is stopped whole when one of the orders running at its time covers it and either freezes
/// gifts, or caps them and the coins that were let through in the minute before, together with this gift's, pass the cap. Orders count from the place in the
/// log where they were given, so a gift never meets an order that it brought about itself; a stopped gift takes no part in the minute.
/// </summary>
internal sealed class GiftCaps
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ActionId, Restriction> _orders = [];
    private readonly List<Restriction> _caps = [];
    private readonly Queue<GiftRecord> _passed = new();

    /// <summary>Coins of the stopped gifts.</summary>
    public long StoppedCoins { get; private set; }

    public int StoppedGifts { get; private set; }

    /// <summary>Takes an order, or the reversal of one, as it is given.</summary>
    public void Take(ActionRecord action)
    {
        if (action.Reverses is { } reversed)
        {
            if (_orders.TryGetValue(reversed, out var order) && action.OrderedAt < order.EndsAt)
                order.EndsAt = action.OrderedAt;
            return;
        }

        var taken = new Restriction(action.Subject, action.Kind, action.MaxCoinsPerMinute, action.OrderedAt, action.ExpiresAt);
        // the same order once more changes nothing
        if (_orders.TryAdd(action.ActionId, taken) && action.Kind is ActionKind.ThrottleGifts or ActionKind.FreezeGifts)
            _caps.Add(taken);
    }

    /// <summary>Takes a gift as it is sent.</summary>
    public void Take(GiftRecord gift)
    {
        while (_passed.TryPeek(out var oldest) && gift.At - oldest.At >= Minute)
            _passed.Dequeue();
        if (_caps.Exists(cap => cap.StartsAt <= gift.At && gift.At < cap.EndsAt && Covers(cap.Subject, gift) && IsOver(cap, gift)))
        {
            StoppedCoins += gift.Coins;
            StoppedGifts++;
            return;
        }

        _passed.Enqueue(gift);
    }

    /// <summary>For how long each subject was restricted, in any way; times that overlap count once.</summary>
    /// <param name="end">The end of the live.</param>
    public TimeSpan Restricted(DateTimeOffset end)
    {
        var total = TimeSpan.Zero;
        foreach (var subject in _orders.Values.Where(order => order.Kind is not ActionKind.AgeCheckInvite and not ActionKind.HideMessage).GroupBy(order => order.Subject.ToString()))
        {
            var until = DateTimeOffset.MinValue;
            foreach (var order in subject.OrderBy(order => order.StartsAt))
            {
                var (from, to) = (order.StartsAt > until ? order.StartsAt : until, order.EndsAt < end ? order.EndsAt : end);
                if (to <= from)
                    continue;
                total += to - from;
                until = to;
            }
        }

        return total;
    }

    public bool Ordered(ActionKind kind) => _orders.Values.Any(order => order.Kind == kind);

    private bool IsOver(Restriction cap, GiftRecord gift)
    {
        if (cap.Kind == ActionKind.FreezeGifts)
            return true;
        // a throttle without a number is the platform's own, which nothing here knows
        if (cap.MaxCoinsPerMinute is not { } most)
            return false;
        var coins = gift.Coins;
        foreach (var passed in _passed)
            coins += Covers(cap.Subject, passed) ? passed.Coins : 0;
        return coins > most;
    }

    private static bool Covers(SubjectRef subject, GiftRecord gift) => subject.Kind switch
    {
        SubjectKind.Live => true,
        SubjectKind.Participant => subject.ParticipantId == gift.ReceiverId,
        SubjectKind.Pair => subject.UserId == gift.PayerId && subject.OtherUserId == gift.ReceiverUserId,
        _ => subject.UserId == gift.PayerId,
    };

    private sealed class Restriction(SubjectRef subject, ActionKind kind, long? maxCoinsPerMinute, DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        public SubjectRef Subject => subject;

        public ActionKind Kind => kind;

        public long? MaxCoinsPerMinute => maxCoinsPerMinute;

        public DateTimeOffset StartsAt => startsAt;

        public DateTimeOffset EndsAt { get; set; } = endsAt;
    }
}

using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>The gifts of one live that were let through in the last minute, each counted once. Its owner locks.</summary>
/// <remarks>
/// Sums are kept for the subjects that were asked for, so a cap costs the same however many gifts the minute holds. A gift counts from when it was first told
/// of here; one that is told of again after its minute is over counts again.
/// </remarks>
internal sealed class CoinWindow
{
    private readonly List<Passed> _passed = [];
    private readonly HashSet<string> _ids = [];
    private readonly List<Watched> _watched = [];
    private int _first;

    /// <summary>Gifts in it.</summary>
    public int Count => _passed.Count - _first;

    /// <summary>Whether a gift is in it.</summary>
    public bool Contains(string giftId) => _ids.Contains(giftId);

    /// <summary>Counts a gift, unless it is in it already or its minute is over.</summary>
    /// <param name="gift">The gift.</param>
    /// <param name="at">When it was let through; a time to come counts as now.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it is new.</returns>
    public bool Add(GiftRequest gift, DateTimeOffset at, DateTimeOffset now)
    {
        at = at > now ? now : at;
        if (at <= now - GiftRules.Window || !_ids.Add(gift.GiftId))
            return false;
        var place = _passed.Count;
        while (place > _first && _passed[place - 1].At > at)
            place--;
        _passed.Insert(place, new Passed(gift, at));
        foreach (var watched in _watched)
            watched.Coins += gift.Concerns(watched.Subject) ? gift.Coins : 0;
        return true;
    }

    /// <summary>Lets go of gifts whose minute is over, and of sums that nobody asked for since this was last called.</summary>
    /// <returns>How many gifts went.</returns>
    public int Sweep(DateTimeOffset now)
    {
        var gone = Expire(now);
        _watched.RemoveAll(watched => !watched.WasAsked);
        foreach (var watched in _watched)
            watched.WasAsked = false;
        return gone;
    }

    /// <summary>Lets go of gifts whose minute is over.</summary>
    /// <returns>How many gifts went.</returns>
    public int Expire(DateTimeOffset now)
    {
        var before = _first;
        while (_first < _passed.Count && _passed[_first].At <= now - GiftRules.Window)
        {
            var gift = _passed[_first++].Gift;
            _ids.Remove(gift.GiftId);
            foreach (var watched in _watched)
                watched.Coins -= gift.Concerns(watched.Subject) ? gift.Coins : 0;
        }

        var gone = _first - before;
        if (_first > _passed.Count / 2)
        {
            _passed.RemoveRange(0, _first);
            _first = 0;
        }

        return gone;
    }

    /// <summary>Coins let through that concern a subject. Call <see cref="Expire"/> before.</summary>
    public long Coins(SubjectRef subject)
    {
        foreach (var known in _watched)
        {
            if (known.Subject != subject)
                continue;
            known.WasAsked = true;
            return known.Coins;
        }

        var watched = new Watched(subject) { WasAsked = true };
        foreach (var passed in Live())
            watched.Coins += passed.Gift.Concerns(subject) ? passed.Gift.Coins : 0;
        _watched.Add(watched);
        return watched.Coins;
    }

    /// <summary>From when on the coins that concern a subject are at most so many, if nothing more is let through.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="most">How many, at least 0.</param>
    /// <param name="now">The answer when they are at most that many already.</param>
    public DateTimeOffset AtMostFrom(SubjectRef subject, long most, DateTimeOffset now)
    {
        var rest = Coins(subject);
        if (rest <= most)
            return now;
        foreach (var passed in Live())
        {
            rest -= passed.Gift.Concerns(subject) ? passed.Gift.Coins : 0;
            if (rest <= most)
                return passed.At + GiftRules.Window;
        }

        return now;
    }

    private ReadOnlySpan<Passed> Live() => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_passed)[_first..];

    private readonly record struct Passed(GiftRequest Gift, DateTimeOffset At);

    private sealed class Watched(SubjectRef subject)
    {
        public SubjectRef Subject => subject;

        public long Coins { get; set; }

        public bool WasAsked { get; set; }
    }
}

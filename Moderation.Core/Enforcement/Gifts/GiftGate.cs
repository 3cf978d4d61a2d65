using System.Collections.Concurrent;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>Answers gifts from memory: what is in force, the coins that were let through in the last minute, and what was answered before. Safe for several threads.</summary>
/// <remarks>
/// The same gift asked again gets the same answer while it is remembered (<see cref="GiftRules.RememberAnswers"/>, <see cref="GiftRules.RememberHolds"/>), but for a
/// denied one that may be tried again later. Memory is bounded by <see cref="GiftRules.MaxGifts"/>; beyond it new gifts are neither remembered nor counted until older ones have
/// gone, which lets through rather too much: unknown does not enforce.
/// </remarks>
/// <param name="rules">How to answer.</param>
/// <param name="watch">What is in force.</param>
public sealed class GiftGate(GiftRules rules, RestrictionWatch watch)
{
    private readonly ConcurrentDictionary<LiveId, LiveGifts> _lives = new();
    private long _remembered;
    private long _counted;
    private long _uncounted;

    /// <summary>Gifts whose answer is remembered.</summary>
    public long RememberedCount => Volatile.Read(ref _remembered);

    /// <summary>Gifts whose coins count now.</summary>
    public long CountedCount => Volatile.Read(ref _counted);

    /// <summary>Gifts let through since the start whose coins count nowhere, because memory was full.</summary>
    public long UncountedCount => Volatile.Read(ref _uncounted);

    /// <summary>Answers a gift.</summary>
    /// <remarks>A hold is only given once its record is acknowledged: then call <see cref="Written"/>, or <see cref="Replace"/> where that failed.</remarks>
    /// <param name="gift">The gift; it has no fault.</param>
    /// <param name="now">The time.</param>
    public GiftTurn Ask(GiftRequest gift, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(gift);
        var live = Enter(gift.LiveId);
        try
        {
            if (live.Recall(gift, now) is { } known)
                return known;
            Interlocked.Add(ref _counted, -live.Passed.Expire(now));
            if (live.Passed.Contains(gift.GiftId))
                return new GiftTurn(AlreadySent, false);
            var answer = Judge(live, gift, now);
            Keep(live, gift, answer, now, mustBeWritten: answer.Decision == GiftDecision.Hold);
            return new GiftTurn(answer, answer.Decision == GiftDecision.Hold);
        }
        finally
        {
            live.Gate.Exit();
        }
    }

    /// <summary>Remembers that the record of a hold was acknowledged, so that the hold may be given.</summary>
    /// <param name="gift">The gift.</param>
    /// <param name="now">The time.</param>
    public void Written(GiftKey gift, DateTimeOffset now)
    {
        var live = Enter(gift.LiveId);
        live.Written(gift.GiftId, now + rules.RememberHolds);
        live.Gate.Exit();
    }

    /// <summary>Answers a gift whose hold could not be written down, in place of that hold.</summary>
    /// <param name="gift">The gift.</param>
    /// <param name="now">The time.</param>
    public GiftAnswer Replace(GiftRequest gift, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(gift);
        var answer = Fallback(GiftReasons.HoldNotWritten, "The gift was to be held, but that could not be written down.", now);
        var live = Enter(gift.LiveId);
        Keep(live, gift, answer, now, mustBeWritten: false);
        live.Gate.Exit();
        return answer;
    }

    /// <summary>Counts a gift that was sent, whoever let it through.</summary>
    /// <param name="gift">The record of it.</param>
    /// <param name="now">The time.</param>
    public void Take(GiftRecord gift, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(gift);
        if (gift.Event != GiftEvent.Sent || gift.At <= now - GiftRules.Window)
            return;
        var live = Enter(gift.LiveId);
        Interlocked.Add(ref _counted, -live.Passed.Expire(now));
        Count(live, GiftRequest.Of(gift), gift.At, now);
        live.Gate.Exit();
    }

    /// <summary>Takes a hold that some process wrote.</summary>
    /// <param name="hold">The record of it.</param>
    /// <param name="now">The time.</param>
    public void Take(GiftHoldRecord hold, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(hold);
        var until = hold.HeldAt + rules.RememberHolds;
        if (until <= now || IsFull)
            return;
        var live = Enter(hold.LiveId);
        Interlocked.Add(ref _remembered, live.Take(hold, until) ? 1 : 0);
        live.Gate.Exit();
    }

    /// <summary>Takes a settlement.</summary>
    /// <param name="settlement">The record of it.</param>
    /// <param name="now">The time.</param>
    public void Take(GiftSettlementRecord settlement, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var until = settlement.At + rules.RememberHolds;
        if (until <= now || IsFull)
            return;
        var live = Enter(settlement.LiveId);
        Interlocked.Add(ref _remembered, live.Take(settlement, until) ? 1 : 0);
        live.Gate.Exit();
    }

    /// <summary>Lets go of what is remembered for long enough.</summary>
    /// <param name="now">The time.</param>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var (id, live) in _lives)
        {
            lock (live.Gate)
            {
                Interlocked.Add(ref _counted, -live.Passed.Sweep(now));
                Interlocked.Add(ref _remembered, -live.Forget(now));
                if (live.Passed.Count + live.KnownCount > 0)
                    continue;
                live.IsGone = true;
                _lives.TryRemove(new KeyValuePair<LiveId, LiveGifts>(id, live));
            }
        }
    }

    private bool IsFull => RememberedCount >= rules.MaxGifts;

    private static readonly GiftAnswer AlreadySent = new()
    {
        Decision = GiftDecision.Allow, Reason = new Reason(GiftReasons.AlreadySent, "The gift was sent already."),
    };

    private GiftAnswer Judge(LiveGifts live, GiftRequest gift, DateTimeOffset now) => watch.Known(now, out var unknown) is { } book
        ? GiftJudge.Judge(gift, book.Last(gift.LiveId), live.Passed, rules, now)
        : Fallback(GiftReasons.MemoryUnknown, unknown, now);

    private GiftAnswer Fallback(string code, string why, DateTimeOffset now) => rules.WhenUnknown == UnknownMemory.FailOpen
        ? new GiftAnswer { Decision = GiftDecision.Allow, Reason = new Reason(code, $"{why} The gift is let through, as the service is set up.") }
        : new GiftAnswer { Decision = GiftDecision.Deny, Reason = new Reason(code, $"{why} The gift is denied, as the service is set up."), RetryAt = now + rules.UnknownAfter };

    private void Keep(LiveGifts live, GiftRequest gift, GiftAnswer answer, DateTimeOffset now, bool mustBeWritten)
    {
        if (answer.Decision == GiftDecision.Allow)
            Count(live, gift, now, now);
        if (IsFull && !live.Knows(gift.GiftId))
            return;
        var before = live.KnownCount;
        live.Remember(gift, answer, now + rules.RememberAnswers, mustBeWritten);
        Interlocked.Add(ref _remembered, live.KnownCount - before);
    }

    private void Count(LiveGifts live, GiftRequest gift, DateTimeOffset at, DateTimeOffset now)
    {
        if (CountedCount >= rules.MaxGifts)
            Interlocked.Increment(ref _uncounted);
        else
            Interlocked.Add(ref _counted, live.Passed.Add(gift, at, now) ? 1 : 0);
    }

    /// <summary>The live, locked; whoever asked for it exits its gate.</summary>
    private LiveGifts Enter(LiveId id)
    {
        while (true)
        {
            var live = _lives.GetOrAdd(id, static _ => new LiveGifts());
            live.Gate.Enter();
            if (!live.IsGone)
                return live;
            live.Gate.Exit();
        }
    }
}

using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>The topics that Apis read into memory.</summary>
internal sealed record SimulatedTopics(
    SimulatedLog<RestrictionRecord> Restrictions, SimulatedLog<GiftHoldRecord> Holds, SimulatedLog<GiftSettlementRecord> Settlements, SimulatedLog<GiftRecord> Gifts);

/// <summary>One Api process: answers from memory, reads as it comes to it, and dies now and then with all that it remembered.</summary>
internal sealed class SimulatedApi
{
    private readonly SimulatedTopics _topics;
    private readonly GiftRules _rules;
    private RestrictionWatch _watch = null!;
    private RestrictionBook _book = null!;
    private GiftGate _gate = null!;
    private SimulatedReader<RestrictionRecord> _restrictions = null!;
    private SimulatedReader<GiftHoldRecord> _holds = null!;
    private SimulatedReader<GiftSettlementRecord> _settlements = null!;
    private SimulatedReader<GiftRecord> _gifts = null!;

    public SimulatedApi(SimulatedTopics topics, GiftRules rules)
    {
        (_topics, _rules) = (topics, rules);
        Crash();
    }

    public bool IsLoaded => _watch.IsLoaded;

    public void Crash()
    {
        _watch = new RestrictionWatch(_rules.UnknownAfter);
        _book = new RestrictionBook();
        _gate = new GiftGate(_rules, _watch);
        (_restrictions, _holds, _settlements, _gifts) = (new(_topics.Restrictions), new(_topics.Holds), new(_topics.Settlements), new(_topics.Gifts));
    }

    public void Read(Random random, DateTimeOffset now, bool isEnforcementHeard)
    {
        if (random.Next(6) == 0)
            _holds.GoBack(random);
        if (random.Next(6) == 0)
            _settlements.GoBack(random);
        if (random.Next(6) == 0)
            _gifts.GoBack(random);
        _restrictions.ReadSome(random, _book.Take);
        _holds.ReadSome(random, hold => _gate.Take(hold, now));
        _settlements.ReadSome(random, settlement => _gate.Take(settlement, now));
        _gifts.ReadSome(random, gift => _gate.Take(gift, now));
        if (_restrictions.IsAtEnd && _holds.IsAtEnd && _settlements.IsAtEnd)
            _watch.Load(_book);
        if (isEnforcementHeard)
            _watch.Hear(now, now);
        _gate.Sweep(now);
    }

    public void ReadAll(DateTimeOffset now)
    {
        _restrictions.ReadAll(_book.Take);
        _holds.ReadAll(hold => _gate.Take(hold, now));
        _settlements.ReadAll(settlement => _gate.Take(settlement, now));
        _watch.Load(_book);
        _watch.Hear(now, now);
    }

    public IReadOnlyList<Restriction> LastRead(LiveId live) => _book.Last(live);

    /// <summary>Answers a gift; null where the process dies before the answer is out, with the record of a hold written or not.</summary>
    public GiftAnswer? Ask(GiftRequest gift, DateTimeOffset now, Random random)
    {
        var turn = _gate.Ask(gift, now);
        if (!turn.MustBeWritten)
            return turn.Answer;
        switch (random.Next(12))
        {
            case 0:
                Crash();
                return null;
            case 1:
                Write(gift, turn.Answer, now);
                Crash();
                return null;
            case 2:
                // The broker was away; or it wrote the record, and only its word got lost.
                if (random.Next(2) == 0)
                    Write(gift, turn.Answer, now);
                return _gate.Replace(gift, now);
            default:
                Write(gift, turn.Answer, now);
                _gate.Written(gift.Key, now);
                return turn.Answer;
        }
    }

    private void Write(GiftRequest gift, GiftAnswer answer, DateTimeOffset now) => _topics.Holds.Write(new GiftHoldRecord
    {
        V = 1,
        LiveId = gift.LiveId,
        GiftId = gift.GiftId,
        PayerId = gift.PayerId,
        ReceiverId = gift.ReceiverId,
        ReceiverUserId = gift.ReceiverUserId,
        Coins = gift.Coins,
        HeldAt = now,
        Until = answer.HeldUntil!.Value,
        Orders = answer.Orders,
    });
}

using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>A platform that keeps its duties: each gift moves once, by its id, whatever is answered and told how often and in which order.</summary>
internal sealed class PlatformLedger(SimulatedLog<GiftRecord> gifts)
{
    public const long CoinsOfEach = 100_000;

    private readonly Dictionary<string, long> _payers = [];
    private readonly Dictionary<string, long> _receivers = [];
    private readonly Dictionary<GiftKey, GiftRequest> _escrow = [];
    private readonly HashSet<GiftKey> _done = [];
    private readonly Dictionary<GiftKey, GiftSettlement> _told = [];

    public IReadOnlyDictionary<GiftKey, GiftRequest> Escrow => _escrow;

    /// <summary>Gifts whose coins were once in escrow.</summary>
    public HashSet<GiftKey> EverHeld { get; } = [];

    /// <summary>Where the coins of each gift went that was in escrow, as often as they went.</summary>
    public List<(GiftKey Gift, GiftSettlement Where)> Moves { get; } = [];

    public long Total => _payers.Values.Sum() + _receivers.Values.Sum() + _escrow.Values.Sum(gift => gift.Coins);

    public int PayerCount => _payers.Count;

    public bool IsDone(GiftRequest gift) => _done.Contains(gift.Key) || _escrow.ContainsKey(gift.Key);

    public void Answered(GiftRequest gift, GiftAnswer answer, DateTimeOffset now)
    {
        if (IsDone(gift))
            return;
        switch (answer.Decision)
        {
            case GiftDecision.Allow:
                Pay(gift);
                Deliver(gift, now);
                break;
            case GiftDecision.Hold:
                Pay(gift);
                _escrow.Add(gift.Key, gift);
                EverHeld.Add(gift.Key);
                // Its settlement may have come before the answer, which was lost the first time.
                if (_told.TryGetValue(gift.Key, out var settlement))
                    Move(gift, settlement, now);
                break;
        }
    }

    public void Told(GiftSettlementRecord settlement, DateTimeOffset now)
    {
        var key = new GiftKey(settlement.LiveId, settlement.GiftId);
        Assert.Equal(_told.GetValueOrDefault(key, settlement.Settlement), settlement.Settlement);
        _told[key] = settlement.Settlement;
        if (_escrow.TryGetValue(key, out var gift))
            Move(gift, settlement.Settlement, now);
    }

    private void Move(GiftRequest gift, GiftSettlement settlement, DateTimeOffset now)
    {
        _escrow.Remove(gift.Key);
        Moves.Add((gift.Key, settlement));
        if (settlement == GiftSettlement.Released)
            Deliver(gift, now);
        else
            _payers[gift.PayerId.Value] += gift.Coins;
        _done.Add(gift.Key);
    }

    private void Pay(GiftRequest gift) => _payers[gift.PayerId.Value] = _payers.GetValueOrDefault(gift.PayerId.Value, CoinsOfEach) - gift.Coins;

    private void Deliver(GiftRequest gift, DateTimeOffset now)
    {
        _receivers[gift.ReceiverId.Value] = _receivers.GetValueOrDefault(gift.ReceiverId.Value) + gift.Coins;
        _done.Add(gift.Key);
        gifts.Write(GiftParts.Sent(gift, now));
    }
}

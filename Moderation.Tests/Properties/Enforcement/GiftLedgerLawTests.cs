using CsCheck;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Enforcement;

/// <summary>Coins as a law: whatever is ordered, renewed, taken back, lost, repeated or read late, none appears or vanishes, and each held gift ends on one side, once.</summary>
public sealed class GiftLedgerLawTests
{
    private const int StepCount = 160;

    [Theory]
    [InlineData(UnknownMemory.FailOpen)]
    [InlineData(UnknownMemory.FailClosed)]
    public void Coins_are_conserved_and_every_held_gift_is_settled_once_when_its_orders_are_over(UnknownMemory whenUnknown)
    {
        var (released, refunded) = (0, 0);
        Gen.Int.Sample(
            seed =>
            {
                var evening = new Evening(new Random(seed), whenUnknown);
                for (var i = 0; i < StepCount; i++)
                    evening.Step(i);
                evening.Finish();
                Interlocked.Add(ref released, evening.Ledger.Moves.Count(move => move.Where == GiftSettlement.Released));
                Interlocked.Add(ref refunded, evening.Ledger.Moves.Count(move => move.Where == GiftSettlement.Refunded));
            },
            iter: 150);
        // drawn evenings release about 1,950 and refund about 770, give or take 85
        Assert.True(released > 300 && refunded > 300, $"{released} released, {refunded} refunded: the evenings are too dull to prove anything");
    }

    private sealed class Evening
    {
        private readonly Random _random;
        private readonly GiftRules _rules;
        private readonly SimulatedEnforcement _enforcement = new();
        private readonly SimulatedTopics _topics;
        private readonly SimulatedTables _tables;
        private readonly SimulatedApi[] _apis;
        private readonly SimulatedReader<GiftSettlementRecord> _platform;
        private readonly List<GiftRequest> _unanswered = [];
        private DateTimeOffset _now = Records.Noon;
        private long _silentUntil;

        public Evening(Random random, UnknownMemory whenUnknown)
        {
            _random = random;
            // Longer than anybody reads behind.
            _rules = new GiftRules { WhenUnknown = whenUnknown, Grace = TimeSpan.FromMinutes(10) };
            _topics = new SimulatedTopics(_enforcement.Restrictions, new(hold => hold.LiveId.Value), new(settlement => settlement.LiveId.Value), new(gift => gift.LiveId.Value));
            _tables = new SimulatedTables(_topics.Holds, _enforcement.Dispatches);
            _apis = [new SimulatedApi(_topics, _rules), new SimulatedApi(_topics, _rules)];
            _platform = new SimulatedReader<GiftSettlementRecord>(_topics.Settlements);
            Ledger = new PlatformLedger(_topics.Gifts);
        }

        public PlatformLedger Ledger { get; }

        public void Step(int number)
        {
            _now += TimeSpan.FromMilliseconds(_random.Next(1, 1500));
            _enforcement.Act(_random, _now);
            if (_random.Next(40) == 0)
                _silentUntil = number + _random.Next(4, 16);
            if (_random.Next(25) == 0)
                _apis[_random.Next(2)].Crash();
            foreach (var api in _apis)
                api.Read(_random, _now, number >= _silentUntil);
            for (var gift = _random.Next(4); gift > 0; gift--)
                Ask(Gift(number, gift));
            foreach (var again in _unanswered.Where(_ => _random.Next(3) == 0).ToList())
                Ask(again);
            _tables.Project(_random);
            Settle(_apis[_random.Next(2)]);
            _tables.Publish(_random, _topics.Settlements);
            if (_random.Next(6) == 0)
                _platform.GoBack(_random);
            _platform.ReadSome(_random, settlement => Ledger.Told(settlement, _now));
            Assert.Equal(Ledger.PayerCount * PlatformLedger.CoinsOfEach, Ledger.Total);
        }

        /// <summary>Everything runs out, everybody reads to the end, and all is over.</summary>
        public void Finish()
        {
            foreach (var gift in _unanswered.ToList())
                Ask(gift);
            _now += TimeSpan.FromMinutes(5);
            _enforcement.Finish(_now);
            foreach (var api in _apis)
                api.ReadAll(_now);
            _tables.ProjectAll();
            Settle(_apis[0]);
            for (var i = 0; i < 50; i++)
                _tables.Publish(_random, _topics.Settlements);
            _platform.ReadAll(settlement => Ledger.Told(settlement, _now));

            Assert.Empty(Ledger.Escrow);
            Assert.Equal(Ledger.PayerCount * PlatformLedger.CoinsOfEach, Ledger.Total);
            Assert.Equal(Ledger.EverHeld.Order(ByText), Ledger.Moves.Select(move => move.Gift).Order(ByText));
            var written = _topics.Holds.All.Select(hold => new GiftKey(hold.LiveId, hold.GiftId)).ToHashSet();
            Assert.Equal(written.Order(ByText), _tables.Settled.Keys.Order(ByText));
            Assert.All(_tables.Settled, AssertTrueToItsOrders);
        }

        private static Comparer<GiftKey> ByText => Comparer<GiftKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

        private void Ask(GiftRequest gift)
        {
            _unanswered.Remove(gift);
            if (_apis[_random.Next(2)].Ask(gift, _now, _random) is { } answer)
                Ledger.Answered(gift, answer, _now);
            else
                _unanswered.Add(gift);
            // An answer can get lost on its way, and be asked for again.
            if (_random.Next(10) == 0 && !Ledger.IsDone(gift))
                _unanswered.Add(gift);
        }

        private void Settle(SimulatedApi api)
        {
            if (api.IsLoaded)
                _tables.Settle(api.LastRead, _rules, _now, (held, _) => AssertNothingInForce(held, api));
        }

        /// <summary>No order that holds the gift, by renewals too, is truly in force; and no other freeze on it that anybody has told this process of.</summary>
        private void AssertNothingInForce(HeldGift held, SimulatedApi api)
        {
            var chain = WithRenewals(held.Orders);
            foreach (var order in _enforcement.InForce(_now).Select(order => order.Order).Where(order => order.LiveId == held.Gift.LiveId))
            {
                Assert.DoesNotContain(order.ActionId, chain);
                var isHeard = _tables.Knows(order.ActionId) || api.LastRead(order.LiveId).Any(restriction => restriction.ActionId == order.ActionId);
                Assert.False(isHeard && held.Gift.Concerns(order.Subject), $"{order.ActionId} is in force");
            }
        }

        private HashSet<ActionId> WithRenewals(IEnumerable<ActionId> orders)
        {
            var chain = orders.ToHashSet();
            while (_enforcement.Orders.FirstOrDefault(order => order.Order.Renews is { } renewed && chain.Contains(renewed) && !chain.Contains(order.Order.ActionId)) is { } renewal)
                chain.Add(renewal.Order.ActionId);
            return chain;
        }

        /// <summary>Where all orders that were in force on the gift while it was held ended the same way, that decided.</summary>
        private void AssertTrueToItsOrders(KeyValuePair<GiftKey, GiftSettlementRecord> settled)
        {
            var hold = _topics.Holds.All.First(record => record.LiveId == settled.Key.LiveId && record.GiftId == settled.Key.GiftId);
            var holding = WithRenewals(_tables.Held[settled.Key].Orders);
            var ends = _enforcement.Orders
                .Where(order => order.Order.LiveId == hold.LiveId && GiftRequest.Of(hold).Concerns(order.Order.Subject))
                // An order that has just ended can still hold a gift, where its end was not read yet.
                .Where(order => order.ReleasedAt <= settled.Value.At && (order.EndedAt >= hold.HeldAt || holding.Contains(order.Order.ActionId)))
                .Where(order => order.Reason != DispatchReason.Renewed)
                .Select(order => order.Reason)
                .Distinct()
                .ToList();
            if (ends is [var only])
                Assert.Equal(only == DispatchReason.Reversed ? GiftSettlement.Released : GiftSettlement.Refunded, settled.Value.Settlement);
        }

        private GiftRequest Gift(int step, int number) => new()
        {
            LiveId = SimulatedEnforcement.Lives[_random.Next(2)],
            GiftId = $"g-{step}-{number}",
            PayerId = UserId.Parse($"u-{_random.Next(3)}"),
            ReceiverId = ParticipantId.Parse($"p-{_random.Next(3)}"),
            Coins = _random.Next(1, 100),
        };
    }
}

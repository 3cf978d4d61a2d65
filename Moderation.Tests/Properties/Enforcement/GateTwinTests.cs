using CsCheck;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Enforcement;

public sealed class GateTwinTests
{
    private static readonly ActionKind[] Kinds =
    [
        ActionKind.ThrottleGifts, ActionKind.ThrottleGifts, ActionKind.ThrottleGifts, ActionKind.ThrottleGifts, ActionKind.FreezeGifts, ActionKind.FreezeGifts, ActionKind.PauseLive,
        ActionKind.CutLive, ActionKind.HideTile,
    ];

    [Fact]
    public void Gate_answers_as_if_it_went_through_the_whole_history_for_every_gift()
    {
        var seen = new HashSet<string>();
        Gen.Int.Sample(
            seed =>
            {
                var twins = new Twins(new Random(seed));
                for (var i = 0; i < 300; i++)
                    twins.Step(i);
                lock (seen)
                    seen.UnionWith(twins.Seen);
            },
            iter: 300);
        Assert.Superset(
            new HashSet<string> { GiftReasons.Unrestricted, GiftReasons.AlreadySent, GiftReasons.LiveStopped, GiftReasons.Frozen, GiftReasons.OverCap, GiftReasons.IdUsed }, seen);
    }

    /// <summary>The gate and its twin, told and asked the same.</summary>
    private sealed class Twins
    {
        private readonly Random _random;
        private readonly RestrictionBook _book = new();
        private readonly NaiveGate _naive = new();
        private readonly GiftGate _gate;
        private DateTimeOffset _now = Records.Noon;

        public Twins(Random random)
        {
            _random = random;
            var watch = new RestrictionWatch(TimeSpan.FromDays(1));
            watch.Load(_book);
            watch.Hear(_now, _now);
            _gate = new GiftGate(new GiftRules(), watch);
        }

        public HashSet<string> Seen { get; } = [];

        public void Step(int number)
        {
            _now += TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? 0 : _random.Next(1, 4000));
            switch (_random.Next(14))
            {
                case 0:
                    var record = Restrictions(_random, _now, number);
                    _book.Take(record);
                    _naive.Take(record);
                    break;
                case 1 or 2:
                    var sent = GiftParts.Sent(Gift(_random, number), _now.AddSeconds(_random.Next(-80, 10))) with { Event = _random.Next(5) == 0 ? GiftEvent.Refunded : GiftEvent.Sent };
                    _gate.Take(sent, _now);
                    _naive.Take(sent, _now);
                    break;
                case 3:
                    _gate.Sweep(_now);
                    _book.Sweep(_now);
                    break;
                default:
                    Ask(Gift(_random, number));
                    break;
            }
        }

        private void Ask(GiftRequest gift)
        {
            var turn = _gate.Ask(gift, _now);
            if (turn.MustBeWritten)
                _gate.Written(gift.Key, _now);
            Assert.Equal(_naive.Ask(gift, _now), NaiveAnswer.Of(turn.Answer));
            Seen.Add(turn.Answer.Reason.Code);
        }
    }

    private static GiftRequest Gift(Random random, int number)
    {
        // Now and then the same gift again, or another one under its id.
        var id = random.Next(4) == 0 ? number - random.Next(1, 12) : number;
        var fixedBy = new Random(random.Next(20) == 0 ? random.Next() : id);
        var receiver = fixedBy.Next(3);
        return new GiftRequest
        {
            LiveId = LiveId.Parse($"live-{fixedBy.Next(2)}"),
            GiftId = $"g-{GiftParts.Number(Math.Max(0, id))}",
            PayerId = User(fixedBy.Next(3)),
            ReceiverId = ParticipantId.Parse($"p-{receiver}"),
            ReceiverUserId = fixedBy.Next(4) == 0 ? null : User(receiver),
            Coins = fixedBy.Next(1, 60),
        };
    }

    private static RestrictionRecord Restrictions(Random random, DateTimeOffset now, int number) => new()
    {
        V = 1,
        LiveId = LiveId.Parse($"live-{random.Next(2)}"),
        At = now,
        Restrictions =
        [
            .. Enumerable.Range(0, random.Next(5)).Select(i => new Restriction
            {
                ActionId = ActionId.Parse($"act-{number}-{i}"),
                Kind = Kinds[random.Next(random.Next(2) == 0 ? 4 : Kinds.Length)],
                Subject = Subject(random),
                From = now,
                Until = now.AddSeconds(random.Next(1, 90)),
                MaxCoinsPerMinute = random.Next(6) == 0 ? null : random.Next(0, 300),
                Policy = "policy",
                Ground = "terms",
            }),
        ],
    };

    private static SubjectRef Subject(Random random) => random.Next(6) switch
    {
        0 => SubjectRef.OfLive(),
        1 => SubjectRef.OfGifter(User(random.Next(3))),
        2 => SubjectRef.OfPair(User(random.Next(3)), User(random.Next(3))),
        3 => SubjectRef.OfParticipant(ParticipantId.Parse("p-9"), ParticipantRole.Guest, User(random.Next(3))),
        _ => SubjectRef.OfParticipant(ParticipantId.Parse($"p-{random.Next(3)}"), ParticipantRole.Host),
    };

    private static UserId User(int number) => UserId.Parse($"u-{number}");
}

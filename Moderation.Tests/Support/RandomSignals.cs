using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Lines, frames and gifts in which every field is there or not, with all sorts of values.</summary>
internal static class RandomSignals
{
    private static readonly string[] Languages = ["en", "fr", "de", "es", "it", "pt", "pt-BR", "nl", "pl", "tr", "ar"];
    private static readonly string[] Texts = ["m-1", "", "with \"quotes\" and \\", "naïve ☂ 𝄞", "a/b+c<d>&'"];
    private static readonly double[] Numbers = [0, 1, 0.5, 0.05, 1e-9, 190, 210.25, 0.1 + 0.2, 1.0 / 3, -1];

    public static SignalRecord Draw(Random random) => random.Next(3) switch { 0 => Line(random), 1 => Frame(random), _ => Gift(random) };

    private static TextSignal Line(Random random) => new()
    {
        V = Version(random),
        LiveId = Live(random),
        At = Time(random),
        SampleId = SampleId.Parse(Id(random, "smp")),
        Line = new RecordRef(Any(random, TopicNames.Chat, "live.chat.2"), random.Next(12), random.NextInt64()),
        MessageId = Any(random, Texts),
        Source = AnyOf<TextSource>(random),
        AuthorId = Maybe(random, User),
        AuthorSince = Maybe(random, Time),
        ReplyTo = Maybe(random, User),
        NotScored = random.Next(6) == 0 ? AnyOf<TextNotScoredReason>(random) : null,
        Language = random.Next(3) == 0 ? null : Any(random, Languages),
        Scores = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new LabelScore(AnyOf<TextLabel>(random), Any(random, Numbers), random.Next(2) == 0))],
        Rules = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new RuleHit(AnyOf<TextRule>(random), random.Next(), random.Next(40)))],
        Truncated = random.Next(2) == 0,
        Models = Models(random),
    };

    private static FrameSignal Frame(Random random) => new()
    {
        V = Version(random),
        LiveId = Live(random),
        At = Time(random),
        SampleId = SampleId.Parse(Id(random, "smp")),
        Frame = new RecordRef(TopicNames.Frames, random.Next(12), random.NextInt64()),
        NotScored = random.Next(6) == 0 ? AnyOf<NotScoredReason>(random) : null,
        WidthPx = random.Next(4000),
        HeightPx = random.Next(4000),
        Models = Models(random),
        Faces = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Face(random))],
    };

    private static FaceSignal Face(Random random) => new()
    {
        Box = new NormalizedBox(Any(random, Numbers), random.NextDouble(), random.NextDouble(), random.NextDouble()),
        Detection = random.NextDouble(),
        Quality = new FaceQualitySignal
        {
            Band = AnyOf<FaceQualityBand>(random),
            SizePx = Any(random, Numbers),
            Sharpness = random.NextDouble() * 500,
            Brightness = random.NextDouble(),
            OutsideShare = Any(random, Numbers),
            Faults = [.. Enumerable.Range(0, random.Next(3)).Select(_ => AnyOf<FaceFault>(random))],
        },
        Age = random.Next(3) == 0 ? null : new AgeReading(Any(random, Numbers), random.NextDouble(), random.NextDouble()) { HeadUnder18 = Maybe(random, r => r.NextDouble()) },
    };

    private static GiftSignal Gift(Random random)
    {
        var live = Live(random);
        return new GiftSignal
        {
            V = Version(random),
            LiveId = random.Next(10) == 0 ? Live(random) : live,
            At = Time(random),
            Gift = new GiftRecord
            {
                V = Version(random),
                LiveId = live,
                GiftId = Any(random, Texts),
                At = Time(random),
                Event = AnyOf<GiftEvent>(random),
                PayerId = User(random),
                ReceiverId = ParticipantId.Parse(Id(random, "p")),
                ReceiverUserId = Maybe(random, User),
                PayerTeamId = Any(random, null, "team-1", "naïve"),
                ReceiverTeamId = Any(random, null, "team-2"),
                Coins = random.NextInt64(-1, 1000),
                AmountMinor = random.NextInt64(-1, 1000),
                Currency = Any(random, "EUR", "JPY", "eu"),
                MatchId = Any(random, null, "match-1"),
                StoredInstrument = Maybe(random, r => r.Next(2) == 0),
                ThirdPartyInstrument = Maybe(random, r => r.Next(2) == 0),
            },
        };
    }

    private static ModelRef[] Models(Random random) =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => new ModelRef(Any(random, "text", "faceres-deep", "naïve"), Any(random, "0123456789abcdef", "fedcba9876543210")))];

    // Now and then one that this build cannot read.
    private static int Version(Random random) => random.Next(20) == 0 ? 2 : WireVersion.Current;

    private static LiveId Live(Random random) => LiveId.Parse(Id(random, "live"));

    private static UserId User(Random random) => UserId.Parse(Id(random, "user"));

    private static string Id(Random random, string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{random.Next(100)}");

    private static DateTimeOffset Time(Random random) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(random.Next(3))).AddTicks(Any(random, 0L, 1, 500_000, random.NextInt64(1L << 50)));

    private static T? Maybe<T>(Random random, Func<Random, T> draw)
        where T : struct => random.Next(2) == 0 ? draw(random) : null;

    private static T AnyOf<T>(Random random)
        where T : struct, Enum => Any(random, Enum.GetValues<T>());

    private static T Any<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}

using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>
/// Signals of many lives in the mix that an ordinary evening has: seven of ten are chat lines, and all but one in fifty of them clean; a quarter are frames with an adult's face;
/// the rest are gifts, flags, standing and events. One live in a hundred is a child's. The same seed gives the same signals.
/// </summary>
internal sealed class DecideMix
{
    private const int ViewersPerLive = 40;
    // so that a frame comes every 1.2 s, about as often as frames are sampled
    private const double SecondsPerSignal = 0.3;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 18, 0, 0, TimeSpan.Zero);
    private static readonly string[] Countries = ["FR", "DE", "GB", "US", "BR", "JP"];
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();
    private static readonly TextRule[] Cues = Enum.GetValues<TextRule>();
    private static readonly ParticipantId Host = ParticipantId.Parse("host");

    private readonly Random _random;
    private readonly MixedLive[] _lives;
    private readonly IReadOnlyList<ModelRef> _ageModels;
    private readonly ModelRef[] _textModels = [new("text", "0000000000000000")];

    public DecideMix(int lives, string ageModel, int seed)
    {
        _random = new Random(seed);
        _ageModels = [new ModelRef(ageModel, "0000000000000000")];
        _lives = [.. Enumerable.Range(0, lives).Select(number => new MixedLive(
            LiveId.Parse($"live-{number}"), UserId.Parse($"host-{number}"), Start.AddSeconds(_random.NextDouble() * 600), number % 100 == 7 ? 4 + 2 * _random.NextDouble() : 24 + 20 * _random.NextDouble(),
            Countries[number % Countries.Length] == "FR" ? "fr" : "en"))];
    }

    public LiveId Live(int number) => _lives[number].Id;

    /// <summary>The two signals that every live begins with.</summary>
    public IEnumerable<SignalRecord> Begin(int number)
    {
        var live = _lives[number];
        yield return Event(live, SessionEventKind.LiveStarted) with { Event = Happened(live, SessionEventKind.LiveStarted) with { Country = Countries[number % Countries.Length], ViewerCount = ViewersPerLive } };
        yield return Event(live, SessionEventKind.ParticipantJoined) with
        {
            Event = Happened(live, SessionEventKind.ParticipantJoined) with { ParticipantId = Host, Role = ParticipantRole.Host, Tile = NormalizedBox.WholeFrame, UserId = live.Host },
        };
    }

    /// <summary>The next signal of a live drawn by lot.</summary>
    public (int Live, SignalRecord Signal) Next()
    {
        var number = _random.Next(_lives.Length);
        var live = _lives[number];
        live.Now = live.Now.AddSeconds(SecondsPerSignal * 2 * _random.NextDouble());
        live.Count++;
        // a gift's animation is over after some seconds
        if (live.IsCovered && _random.Next(10) == 0)
            return (number, Cover(live));
        return (number, _random.Next(1000) switch
        {
            < 700 => Line(live),
            < 950 => Frame(live),
            < 985 => Gift(live),
            < 990 => Flag(live),
            < 995 => Standing(live),
            _ => Cover(live),
        });
    }

    private UserId Viewer() => UserId.Parse(string.Create(CultureInfo.InvariantCulture, $"viewer-{_random.Next(ViewersPerLive)}"));

    private TextSignal Line(MixedLive live)
    {
        var isFlagged = _random.Next(50) == 0;
        var label = Labels[_random.Next(Labels.Length)];
        return new TextSignal
        {
            V = WireVersion.Current,
            LiveId = live.Id,
            At = live.Now,
            SampleId = SampleId.Parse($"smp-{live.Id}-{live.Count}"),
            Line = new RecordRef(TopicNames.Chat, 0, live.Count),
            MessageId = $"m-{live.Count}",
            Source = _random.Next(4) == 0 ? TextSource.Caption : TextSource.Chat,
            AuthorId = _random.Next(6) == 0 ? live.Host : Viewer(),
            AuthorSince = live.Now.AddDays(-_random.Next(2, 900)),
            ReplyTo = _random.Next(5) == 0 ? Viewer() : null,
            Language = live.Language,
            Scores = isFlagged ? [new LabelScore(label, 0.5 + 0.5 * _random.NextDouble(), true)] : _random.Next(3) == 0 ? [new LabelScore(label, 0.05, false)] : [],
            Rules = _random.Next(200) == 0 ? [new RuleHit(Cues[_random.Next(Cues.Length)], 3, 8)] : [],
            Models = _textModels,
        };
    }

    private FrameSignal Frame(MixedLive live) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        At = live.Now,
        SampleId = SampleId.Parse($"smp-{live.Id}-f{live.Count}"),
        Frame = new RecordRef(TopicNames.Frames, 0, live.Count),
        WidthPx = 720,
        HeightPx = 1280,
        Models = _ageModels,
        Faces = _random.Next(10) == 0 ? [] :
        [
            new FaceSignal
            {
                Box = new NormalizedBox(0.4 + 0.05 * _random.NextDouble(), 0.3, 0.2, 0.2),
                Detection = 0.95,
                Quality = new FaceQualitySignal { Band = _random.Next(5) == 0 ? FaceQualityBand.Poor : FaceQualityBand.Clear, SizePx = 190, Sharpness = 210, Brightness = 0.5, OutsideShare = 0 },
                Age = new AgeReading(Math.Round(live.Years + 4 * _random.NextDouble() - 2, 2), 4.5, live.Years < 18 ? 0.9 : 0.05),
            },
        ],
    };

    private GiftSignal Gift(MixedLive live)
    {
        var coins = _random.Next(20) == 0 ? 500 : 1 + _random.Next(20);
        var gift = new GiftRecord
        {
            V = WireVersion.Current, LiveId = live.Id, GiftId = $"g-{live.Count}", At = live.Now, PayerId = Viewer(), ReceiverId = Host, ReceiverUserId = live.Host, Coins = coins, AmountMinor = coins * 2, Currency = "EUR",
        };
        return new GiftSignal { V = WireVersion.Current, LiveId = live.Id, At = live.Now, Gift = gift };
    }

    private FlagSignal Flag(MixedLive live) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        At = live.Now,
        Flag = new FlagRecord
        {
            V = WireVersion.Current, LiveId = live.Id, FlagId = $"f-{live.Count}", At = live.Now, Target = FlagTarget.Participant, TargetId = Host.Value, Reason = live.Years < 18 ? "minor" : "other", FlaggerId = Viewer(),
        },
    };

    private StandingSignal Standing(MixedLive live) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        At = live.Now,
        Standing = new StandingRecord { V = WireVersion.Current, UserId = Viewer(), At = live.Now, Strikes = _random.Next(10) == 0 ? 1 : 0, AgeAssurance = AgeAssurance.None, Spending = new SpendingStanding(12, 80, 60) },
    };

    private static SessionSignal Cover(MixedLive live)
    {
        live.IsCovered = !live.IsCovered;
        return Event(live, live.IsCovered ? SessionEventKind.OverlayOn : SessionEventKind.OverlayOff);
    }

    private static SessionSignal Event(MixedLive live, SessionEventKind kind) => new() { V = WireVersion.Current, LiveId = live.Id, At = live.Now, Event = Happened(live, kind) };

    private static SessionEventRecord Happened(MixedLive live, SessionEventKind kind) => new()
    {
        V = WireVersion.Current, LiveId = live.Id, EventId = $"e-{kind}-{live.Count}", At = live.Now, Kind = kind, ParticipantId = kind is SessionEventKind.LiveStarted ? null : Host,
    };

    private sealed class MixedLive(LiveId id, UserId host, DateTimeOffset now, double years, string language)
    {
        public LiveId Id => id;

        public UserId Host => host;

        public double Years => years;

        public string Language => language;

        public DateTimeOffset Now { get; set; } = now;

        public long Count { get; set; }

        public bool IsCovered { get; set; }
    }
}

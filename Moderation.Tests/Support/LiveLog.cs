using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Writes the log of one live and folds it, entry by entry.</summary>
internal sealed class LiveLog
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    public static readonly LiveId Live = LiveId.Parse("live-1");
    public static readonly ParticipantId Host = ParticipantId.Parse("host");
    public static readonly ParticipantId Guest = ParticipantId.Parse("guest");
    public static readonly NormalizedBox LeftHalf = new(0, 0, 0.5, 1);
    public static readonly NormalizedBox RightHalf = new(0.5, 0, 0.5, 1);

    private long _offset;
    private int _events;

    public LiveLog(DeciderRules? rules = null, PolicySet? policies = null)
    {
        Decider = new LiveDecider(Live, rules ?? Rules());
        Policies = policies ?? TestPolicies.Minor;
    }

    public LiveDecider Decider { get; private set; }

    /// <summary>What decides from the next entry on.</summary>
    public PolicySet Policies { get; set; }

    public List<DecisionRecord> Decisions { get; } = [];

    public List<ReportRecord> Reports { get; } = [];

    public List<ActionRecord> Actions { get; } = [];

    public LiveOutcome Last { get; private set; }

    public static DeciderRules Rules(LiveDeciderOptions? tracks = null, AgePrior? prior = null, TextEvidenceOptions? text = null) =>
        new(new AgeBeliefModel(AgeEvidenceSamples.Shipped, prior), new EvidenceOptions(), tracks ?? new(), text);

    public static FaceSignal Face(double years, double left = 0.25, double top = 0.5, FaceQualityBand band = FaceQualityBand.Clear) => new()
    {
        Box = new NormalizedBox(left - 0.05, top - 0.05, 0.1, 0.1),
        Detection = 0.9,
        Quality = new FaceQualitySignal { Band = band, SizePx = 100, Sharpness = 200, Brightness = 0.5, OutsideShare = 0 },
        Age = new AgeReading(years, 5, 0.5),
    };

    public static FrameSignal Frame(double second, string model, params FaceSignal[] faces) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = Start.AddSeconds(second),
        SampleId = DerivedId.From<SampleId>("smp", Live.Value, second.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        Frame = new RecordRef(TopicNames.Frames, 0, (long)(second * 10)),
        WidthPx = 720,
        HeightPx = 1280,
        Models = [new ModelRef(model, "0123456789abcdef")],
        Faces = faces,
    };

    public static SessionSignal Event(double second, SessionEventKind kind, string eventId, ParticipantId? who = null, NormalizedBox? tile = null, ParticipantRole? role = null) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = Start.AddSeconds(second),
        Event = new SessionEventRecord
        {
            V = WireVersion.Current,
            LiveId = Live,
            EventId = eventId,
            At = Start.AddSeconds(second),
            Kind = kind,
            ParticipantId = who,
            Tile = tile,
            Role = role,
        },
    };

    public LiveLog Append(SignalRecord signal)
    {
        Last = Decider.Apply(signal, new RecordRef(TopicNames.Signals, 0, _offset++), Policies);
        Decisions.AddRange(Last.Decisions);
        Reports.AddRange(Last.Reports);
        Actions.AddRange(Last.Actions);
        return this;
    }

    public LiveLog Happens(double second, SessionEventKind kind, ParticipantId? who = null, NormalizedBox? tile = null, ParticipantRole? role = null) =>
        Append(Event(second, kind, $"e{_events++}", who, tile, role));

    public LiveLog Joins(double second, ParticipantId who, NormalizedBox? tile = null, ParticipantRole role = ParticipantRole.Host) =>
        Happens(second, SessionEventKind.ParticipantJoined, who, tile ?? NormalizedBox.WholeFrame, role);

    public LiveLog Sees(double second, params FaceSignal[] faces) => Append(Frame(second, "faceres-deep", faces));

    /// <summary>One frame a second over [from, to).</summary>
    public LiveLog SeesEverySecond(int from, int to, Func<int, FaceSignal[]> faces)
    {
        for (var second = from; second < to; second++)
            Sees(second, faces(second));
        return this;
    }

    /// <summary>Crashes, and goes on from a snapshot of here.</summary>
    public LiveLog Crashes()
    {
        Decider = LiveDecider.Restore(Decider.Rules, Decider.Save(), Policies);
        return this;
    }

    public ParticipantState State(ParticipantId who) => Decider.Describe().Participants.Single(p => p.ParticipantId == who);
}

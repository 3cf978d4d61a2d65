using BenchmarkDotNet.Attributes;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Benchmarks.Decisions;

/// <summary>One frame signal with one face, folded in the steady state of a live with host and guest.</summary>
[MemoryDiagnoser]
public class LiveDeciderBenchmarks
{
    private static readonly LiveId Live = LiveId.Parse("live-1");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private FrameSignal[] _frames = [];
    private LiveDecider _decider = null!;
    private AgeBeliefModel _model = null!;
    private readonly PolicySet _policies = PolicySet.Of([new ActivePolicy(SheetCompiler.FromYaml("""
        policy: bench.apparent_minor
        title: Looks under 18
        owner: bench
        subject: participant
        ground: { kind: terms, text: LIVE is for people aged 18 or over., dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS } }
        ladder:
          - rung: report
            when: belief(under_18) >= 0.80
          - rung: throttle
            when: belief(under_18) >= 0.90 for 30s
            do: [throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 100 }]
        """), PolicyStage.Live)]);

    private int _next;

    [GlobalSetup]
    public void Prepare()
    {
        _model = new AgeBeliefModel(new AgeEvidenceManifest
        {
            V = AgeEvidenceManifest.CurrentVersion,
            FittedOn = new DateOnly(2026, 1, 1),
            Model = "faceres-deep",
            ModelFiles = [],
            Data = [],
            Curve = [new(0, 0), new(13, 11), new(17, 20), new(25, 26), new(65, 58)],
            PersonBiasYears = 5.4,
            FrameNoiseYears = 2.3,
            CorrelationSeconds = 15,
            NeededClearFaceSeconds = 8,
            NeededClearFaces = 3,
            Prior = [.. Enumerable.Range(8, 68).Select(age => new AgeWeight(age, 1))],
        });
        _frames = [.. Enumerable.Range(1, 1 << 16).Select(i => Frame(Start.AddSeconds(i), i))];
        Begin();
    }

    [Benchmark]
    public LiveOutcome ApplyFrame()
    {
        if (_next == _frames.Length)
            Begin();
        return _decider.Apply(_frames[_next], new RecordRef(TopicNames.Signals, 0, _next++), _policies);
    }

    [Benchmark]
    public double Belief() => _model.Under18(21.5, 4);

    [Benchmark]
    public LiveStateRecord Describe() => _decider.Describe();

    [Benchmark]
    public SnapshotRecord Save() => _decider.Save();

    private void Begin()
    {
        _next = 0;
        _decider = new LiveDecider(Live, new DeciderRules(_model, new EvidenceOptions(), new LiveDeciderOptions()));
        Join("host", new NormalizedBox(0, 0, 0.5, 1));
        Join("guest", new NormalizedBox(0.5, 0, 0.5, 1));
        for (; _next < 30; _next++)
            _decider.Apply(_frames[_next], new RecordRef(TopicNames.Signals, 0, _next), _policies);
    }

    private void Join(string who, NormalizedBox tile) => _decider.Apply(
        new SessionSignal
        {
            V = WireVersion.Current,
            LiveId = Live,
            At = Start,
            Event = new SessionEventRecord
            {
                V = WireVersion.Current,
                LiveId = Live,
                EventId = $"join-{who}",
                At = Start,
                Kind = SessionEventKind.ParticipantJoined,
                ParticipantId = ParticipantId.Parse(who),
                Role = ParticipantRole.Host,
                Tile = tile,
            },
        },
        new RecordRef(TopicNames.Signals, 0, 0),
        _policies);

    private static FrameSignal Frame(DateTimeOffset at, int number) => new()
    {
        V = WireVersion.Current,
        LiveId = Live,
        At = at,
        SampleId = SampleId.Parse($"smp-{number}"),
        Frame = new RecordRef(TopicNames.Frames, 0, number),
        WidthPx = 720,
        HeightPx = 1280,
        Models = [new ModelRef("blazeface-back", "0"), new ModelRef("faceres-deep", "0")],
        Faces =
        [
            new FaceSignal
            {
                Box = new NormalizedBox(0.2, 0.4, 0.1, 0.1),
                Detection = 0.9,
                Quality = new FaceQualitySignal { Band = FaceQualityBand.Clear, SizePx = 100, Sharpness = 200, Brightness = 0.5, OutsideShare = 0 },
                Age = new AgeReading(28, 5, 0.1),
            },
        ],
    };
}

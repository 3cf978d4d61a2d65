using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Decisions;
using Moderation.Worker.Hosting;

namespace Moderation.Tests.Support;

/// <summary>Signals of one live in which a person with one read age is on screen, and the shipped rules to decide them by.</summary>
internal static class LiveSignals
{
    public static DeciderRules Rules(EvidenceOptions? evidence = null) => DeciderRulesFile.Load(
        new ModelsOptions { Directory = Path.Combine(Repository.Root, "models") }, evidence ?? new EvidenceOptions(), new LiveDeciderOptions(), new TextEvidenceOptions());

    public static SessionEventRecord Joined(LiveId live, DateTimeOffset at) => new()
    {
        V = 1,
        LiveId = live,
        EventId = "joined",
        At = at,
        Kind = SessionEventKind.ParticipantJoined,
        ParticipantId = ParticipantId.Parse("host"),
        Role = ParticipantRole.Host,
        Tile = NormalizedBox.WholeFrame,
    };

    public static SessionEventRecord Ended(LiveId live, DateTimeOffset at) => new()
    {
        V = 1, LiveId = live, EventId = "ended", At = at, Kind = SessionEventKind.LiveEnded,
    };

    public static SignalRecord Signal(SessionEventRecord record) => new SessionSignal { V = 1, LiveId = record.LiveId, At = record.At, Event = record };

    public static SignalRecord Frame(LiveId live, int number, DateTimeOffset at, double years) => new FrameSignal
    {
        V = 1,
        LiveId = live,
        At = at,
        SampleId = DerivedId.From<SampleId>("smp", live.Value, $"f-{number}"),
        Frame = new RecordRef(TopicNames.Frames, 0, number),
        WidthPx = 640,
        HeightPx = 360,
        Models = [new ModelRef("faceres-deep", "00000000000000bb")],
        Faces =
        [
            new FaceSignal
            {
                Box = new NormalizedBox(0.4, 0.3, 0.2, 0.3),
                Detection = 0.95,
                Quality = new FaceQualitySignal { Band = FaceQualityBand.Clear, SizePx = 200, Sharpness = 300, Brightness = 0.5, OutsideShare = 0 },
                Age = new AgeReading(years, 3, years < 18 ? 0.9 : 0.1),
            },
        ],
    };

    public static byte[] Json(SignalRecord signal) => JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);
}

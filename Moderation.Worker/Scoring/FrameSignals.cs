using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Worker.Intake;

namespace Moderation.Worker.Scoring;

/// <summary>Puts what a scorer says into the words of the wire.</summary>
internal static class FrameSignals
{
    private static readonly (FaceFaults Flag, FaceFault Word)[] FaultWords =
    [
        (FaceFaults.Small, FaceFault.Small),
        (FaceFaults.Blurred, FaceFault.Blurred),
        (FaceFaults.Dark, FaceFault.Dark),
        (FaceFaults.Bright, FaceFault.Bright),
        (FaceFaults.Edge, FaceFault.Edge),
    ];

    /// <summary>The sample's id: the same for the same frame, however often it is delivered.</summary>
    public static SampleId SampleOf(in FrameHead head) => DerivedId.From<SampleId>("smp", head.LiveId.Value, head.FrameId);

    public static FrameSignal Scored(in FrameHead head, RecordRef frame, FrameScore score, IReadOnlyList<ModelRef> models) => new()
    {
        V = WireVersion.Current,
        LiveId = head.LiveId,
        At = head.CapturedAt,
        SampleId = SampleOf(head),
        Frame = frame,
        WidthPx = score.WidthPx,
        HeightPx = score.HeightPx,
        Models = models,
        Faces = score.Faces.Count == 0 ? [] : [.. score.Faces.Select(Face)],
    };

    public static FrameSignal NotScored(in FrameHead head, RecordRef frame, NotScoredReason reason) => new()
    {
        V = WireVersion.Current,
        LiveId = head.LiveId,
        At = head.CapturedAt,
        SampleId = SampleOf(head),
        Frame = frame,
        NotScored = reason,
    };

    public static DeadLetterReason ReasonOf(ImageRefusal refusal) => refusal switch
    {
        ImageRefusal.Empty => DeadLetterReason.EmptyValue,
        ImageRefusal.TooManyBytes or ImageRefusal.TooManyPixels => DeadLetterReason.ImageTooLarge,
        ImageRefusal.UnknownFormat => DeadLetterReason.ImageFormatUnknown,
        ImageRefusal.Broken => DeadLetterReason.ImageBroken,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "no refusal that a dead letter can name"),
    };

    private static FaceSignal Face(ScoredFace face) => new()
    {
        Box = new NormalizedBox(face.Left, face.Top, face.Width, face.Height),
        Detection = face.Detection,
        Quality = new FaceQualitySignal
        {
            Band = face.Quality.Faults == FaceFaults.None ? FaceQualityBand.Clear : FaceQualityBand.Poor,
            SizePx = face.Quality.SizePx,
            Sharpness = face.Quality.Sharpness,
            Brightness = face.Quality.Brightness,
            OutsideShare = face.Quality.OutsideShare,
            Faults = Words(face.Quality.Faults),
        },
        Age = face.Age is { } age ? new AgeReading(age.ExpectedYears, age.SpreadYears, age.Under18Mass) { HeadUnder18 = age.HeadUnder18 } : null,
    };

    private static FaceFault[] Words(FaceFaults faults) =>
        faults == FaceFaults.None ? [] : [.. FaultWords.Where(w => faults.HasFlag(w.Flag)).Select(w => w.Word)];
}

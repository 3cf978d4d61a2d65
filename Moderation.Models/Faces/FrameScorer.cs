using System.Diagnostics;
using Moderation.Models.Images;

namespace Moderation.Models.Faces;

/// <summary>Decodes, finds faces, measures them and reads their ages.</summary>
/// <remarks>With a head the estimator must bind the descriptor.</remarks>
internal sealed class FrameScorer(
    IReadOnlyList<ModelId> models, IImageDecoder decoder, BlazeFaceDetector detector, FaceQualityMeter meter, AgeEstimator estimator, AgeHead? head) : IFrameScorer
{
    private static readonly Comparison<FaceBox> LargestFirst = (a, b) => b.Area.CompareTo(a.Area);

    private readonly FrameScore _score = new();
    private TimeSpan _headTime;

    public IReadOnlyList<ModelId> Models => models;

    public FrameScore Score(ReadOnlySpan<byte> image)
    {
        _score.Faces.Clear();
        _headTime = TimeSpan.Zero;
        var start = Stopwatch.GetTimestamp();
        var verdict = decoder.Decode(image, out var picture);
        var decoded = Stopwatch.GetTimestamp();
        _score.Refusal = verdict.Refusal;
        _score.RefusalDetail = verdict.Detail;
        if (verdict.Refusal != ImageRefusal.None)
        {
            (_score.HeightPx, _score.WidthPx) = (verdict.Header.HeightPx, verdict.Header.WidthPx);
            _score.Times = new StageTimes(Stopwatch.GetElapsedTime(start, decoded), TimeSpan.Zero, TimeSpan.Zero);
            return _score;
        }

        (_score.HeightPx, _score.WidthPx) = (picture.HeightPx, picture.WidthPx);
        var boxes = detector.Detect(picture);
        var detected = Stopwatch.GetTimestamp();
        boxes.Sort(LargestFirst);
        foreach (ref readonly var box in boxes)
            _score.Faces.Add(ScoreFace(picture, box));
        _score.Times = new StageTimes(
            Stopwatch.GetElapsedTime(start, decoded), Stopwatch.GetElapsedTime(decoded, detected), Stopwatch.GetElapsedTime(detected), _headTime);
        return _score;
    }

    public void Dispose()
    {
        decoder.Dispose();
        detector.Dispose();
        estimator.Dispose();
        head?.Dispose();
    }

    private ScoredFace ScoreFace(PixelView picture, in FaceBox box)
    {
        var quality = meter.Measure(picture, box);
        AgeEstimate? age = meter.IsReadable(quality) ? ReadAge(picture, box) : null;
        double width = picture.WidthPx, height = picture.HeightPx;
        return new ScoredFace(box.Left / width, box.Top / height, box.Width / width, box.Height / height, box.Score, quality, age);
    }

    private AgeEstimate ReadAge(PixelView picture, in FaceBox box)
    {
        var age = estimator.Estimate(picture, box);
        if (head is null)
            return age;
        var start = Stopwatch.GetTimestamp();
        age = age with { HeadUnder18 = head.ReadUnder18(estimator.Descriptor, age.ExpectedYears) };
        estimator.EraseDescriptor();
        _headTime += Stopwatch.GetElapsedTime(start);
        return age;
    }
}

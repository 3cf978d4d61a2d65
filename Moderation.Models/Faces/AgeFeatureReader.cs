using Moderation.Models.Images;

namespace Moderation.Models.Faces;

/// <summary>What became of a picture whose largest face was to be read.</summary>
public enum AgeFate
{
    /// <summary>An age was read.</summary>
    Read,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It must not or cannot be decoded.</summary>
    Undecodable,

    /// <summary>No face was found.</summary>
    NoFace,

    /// <summary>The largest face is too poor to ask the age model.</summary>
    FaceTooPoor,
}

/// <summary>What a head learns from: the largest face of a picture.</summary>
/// <remarks>The descriptor could recognise a person: biometric data. Keep it in memory and let it go; never write, log or send it.</remarks>
/// <param name="Fate">What became of the picture.</param>
/// <param name="ExpectedYears">The age that the model expects, years; 0 unless read.</param>
/// <param name="Descriptor">The age model's descriptor of the face, owned by the receiver; empty unless read.</param>
public readonly record struct AgeFeatures(AgeFate Fate, double ExpectedYears, float[] Descriptor);

/// <summary>Reads expected age and descriptor of the largest face of a picture, the way frames are scored.</summary>
/// <remarks>Threads: one caller at a time. Ownership: dispose it before its source.</remarks>
public sealed class AgeFeatureReader : IDisposable
{
    private readonly IImageDecoder _decoder;
    private readonly BlazeFaceDetector _detector;
    private readonly FaceQualityMeter _meter;
    private readonly AgeEstimator _estimator;

    internal AgeFeatureReader(IImageDecoder decoder, BlazeFaceDetector detector, FaceQualityMeter meter, AgeEstimator estimator) =>
        (_decoder, _detector, _meter, _estimator) = (decoder, detector, meter, estimator);

    /// <summary>Reads one picture.</summary>
    /// <param name="image">JPEG, PNG or WebP bytes.</param>
    public AgeFeatures Read(ReadOnlySpan<byte> image)
    {
        if (_decoder.Decode(image, out var picture).Refusal != ImageRefusal.None)
            return new AgeFeatures(AgeFate.Undecodable, 0, []);
        var boxes = _detector.Detect(picture);
        if (boxes.IsEmpty)
            return new AgeFeatures(AgeFate.NoFace, 0, []);
        var largest = boxes[0];
        foreach (ref readonly var box in boxes)
            largest = box.Area > largest.Area ? box : largest;
        if (!_meter.IsReadable(_meter.Measure(picture, largest)))
            return new AgeFeatures(AgeFate.FaceTooPoor, 0, []);
        var age = _estimator.Estimate(picture, largest);
        var descriptor = _estimator.Descriptor.ToArray();
        _estimator.EraseDescriptor();
        return new AgeFeatures(AgeFate.Read, age.ExpectedYears, descriptor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _detector.Dispose();
        _estimator.Dispose();
    }
}

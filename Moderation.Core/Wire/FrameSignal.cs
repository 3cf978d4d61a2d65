using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What the models say about one sampled frame; or that they say nothing, and why.</summary>
public sealed record FrameSignal : SignalRecord
{
    /// <summary>The sample.</summary>
    public required SampleId SampleId { get; init; }

    /// <summary>Where the pixels lie, for as long as the topic keeps them.</summary>
    public required RecordRef Frame { get; init; }

    /// <summary>Why nothing was scored; null when the frame was scored. A scored frame without faces is an answer, this is none.</summary>
    public NotScoredReason? NotScored { get; init; }

    /// <summary>Picture width in pixels; 0 when not scored.</summary>
    public int WidthPx { get; init; }

    /// <summary>Picture height in pixels; 0 when not scored.</summary>
    public int HeightPx { get; init; }

    /// <summary>The models that were asked; empty when not scored.</summary>
    public IReadOnlyList<ModelRef> Models { get; init => field = WireList.Whole(value); } = [];

    /// <summary>The faces found, largest first.</summary>
    public IReadOnlyList<FaceSignal> Faces { get; init => field = WireList.Whole(value); } = [];
}

/// <summary>Why a sample has no score. Never the same as a score of 0.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<NotScoredReason>))]
public enum NotScoredReason
{
    /// <summary>The bytes are no picture that may be decoded; a dead letter says more.</summary>
    Undecodable,

    /// <summary>The model failed on it.</summary>
    ModelFailed,
}

/// <summary>A model by name and content.</summary>
/// <param name="Name">Folder name under <c>models/</c>.</param>
/// <param name="Hash">First 16 hexadecimal digits of the SHA-256 of the ONNX file.</param>
public sealed record ModelRef(string Name, string Hash);

/// <summary>One face in one frame. It holds no descriptor: what could recognise a person dies with the frame.</summary>
public sealed record FaceSignal
{
    /// <summary>Where the face is; may reach over the frame's edge.</summary>
    public required NormalizedBox Box { get; init; }

    /// <summary>Detector score, 0..1, uncalibrated.</summary>
    public required double Detection { get; init; }

    /// <summary>How usable the face is.</summary>
    public required FaceQualitySignal Quality { get; init; }

    /// <summary>The age read; null when the face was not fit to read one.</summary>
    public AgeReading? Age { get; init; }
}

/// <summary>The age model's answer about one face.</summary>
/// <param name="ExpectedYears">Mean of the model's distribution over ages, in years.</param>
/// <param name="SpreadYears">Standard deviation of that distribution, in years.</param>
/// <param name="Under18Mass">Share of that distribution under 18, 0..1, uncalibrated: it is not a belief.</param>
public sealed record AgeReading(double ExpectedYears, double SpreadYears, double Under18Mass)
{
    /// <summary>
    /// Probability under 18 by the age head that the operator trained, 0..1; null without a head. It holds for the mixture of ages the head was trained on and
    /// is no belief: evidence does not use it, because the belief is fitted on the expected age.
    /// </summary>
    public double? HeadUnder18 { get; init; }
}

/// <summary>How usable a face is for reading an age.</summary>
public sealed record FaceQualitySignal
{
    /// <summary>The band that evidence uses.</summary>
    public required FaceQualityBand Band { get; init; }

    /// <summary>Longer side of the face box in pixels of the frame.</summary>
    public required double SizePx { get; init; }

    /// <summary>Sharpness: variance of the Laplacian of the face at a fixed size, in grey levels squared; higher is sharper.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Mean brightness of the face, 0..1.</summary>
    public required double Brightness { get; init; }

    /// <summary>Share of the face box that lies outside the frame, 0..1.</summary>
    public required double OutsideShare { get; init; }

    /// <summary>What keeps the face from being clear; empty for a clear face.</summary>
    public IReadOnlyList<FaceFault> Faults { get; init => field = value ?? []; } = [];
}

/// <summary>Quality band of a face.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FaceQualityBand>))]
public enum FaceQualityBand
{
    /// <summary>Counts towards clear-face time.</summary>
    Clear,

    /// <summary>Was seen but proves little; counts as seen, never towards clear-face time.</summary>
    Poor,
}

/// <summary>One thing that is wrong with a face.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FaceFault>))]
public enum FaceFault
{
    /// <summary>Too few pixels.</summary>
    Small,

    /// <summary>Out of focus or moving.</summary>
    Blurred,

    /// <summary>Too little light.</summary>
    Dark,

    /// <summary>Too much light.</summary>
    Bright,

    /// <summary>Cut by the edge of the frame.</summary>
    Edge,
}

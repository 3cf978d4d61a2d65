namespace Moderation.Models.Faces;

/// <summary>Reads faces and apparent ages out of one encoded picture. The edge between the Worker and everything native.</summary>
/// <remarks>
/// Threads: one scorer belongs to one caller at a time (it owns its buffers and bindings); the sessions behind several scorers are shared.
/// Ownership: disposing a scorer frees its buffers, not the shared sessions.
/// </remarks>
public interface IFrameScorer : IDisposable
{
    /// <summary>The models that are asked, detector first, an age head last.</summary>
    IReadOnlyList<ModelId> Models { get; }

    /// <summary>Scores one picture.</summary>
    /// <remarks>
    /// Errors: a picture that must not or cannot be decoded is a result (<see cref="FrameScore.Refusal"/>); a failing model or a missing
    /// native library throws, because the world is broken then, not the picture.
    /// Ownership: the answer and its list are reused by the next call on the same scorer; copy what must outlive it.
    /// </remarks>
    /// <param name="image">JPEG, PNG or WebP bytes.</param>
    FrameScore Score(ReadOnlySpan<byte> image);
}

/// <summary>A model by name and content.</summary>
/// <param name="Name">Folder name under <c>models/</c>.</param>
/// <param name="Hash">First 16 hexadecimal digits of the SHA-256 of the ONNX file, lower case.</param>
public sealed record ModelId(string Name, string Hash);

/// <summary>Why a picture was not decoded.</summary>
public enum ImageRefusal
{
    /// <summary>It was decoded.</summary>
    None,

    /// <summary>No bytes.</summary>
    Empty,

    /// <summary>More bytes than allowed.</summary>
    TooManyBytes,

    /// <summary>The header claims more pixels, or a longer side, than allowed.</summary>
    TooManyPixels,

    /// <summary>Neither JPEG nor PNG nor WebP.</summary>
    UnknownFormat,

    /// <summary>Broken or cut short.</summary>
    Broken,
}

/// <summary>The answer about one picture. Reused by its scorer.</summary>
public sealed class FrameScore
{
    /// <summary>Why the picture was not decoded; <see cref="ImageRefusal.None"/> when it was scored.</summary>
    public ImageRefusal Refusal { get; internal set; }

    /// <summary>One sentence on the refusal, without content; empty when scored.</summary>
    public string RefusalDetail { get; internal set; } = "";

    /// <summary>Height in pixels of the upright picture when scored, as claimed by its header when refused; 0 when unknown.</summary>
    public int HeightPx { get; internal set; }

    /// <summary>Width in pixels, likewise.</summary>
    public int WidthPx { get; internal set; }

    /// <summary>Faces, largest first.</summary>
    public List<ScoredFace> Faces { get; } = [];

    /// <summary>Where the time went.</summary>
    public StageTimes Times { get; internal set; }
}

/// <summary>Time spent on one picture, by stage.</summary>
/// <param name="Decode">Header and pixels.</param>
/// <param name="Detect">Finding faces.</param>
/// <param name="Ages">Quality and age of all faces, age head included.</param>
/// <param name="Heads">The age head's part of that; zero without a head.</param>
public readonly record struct StageTimes(TimeSpan Decode, TimeSpan Detect, TimeSpan Ages, TimeSpan Heads = default);

/// <summary>One face of a picture.</summary>
/// <param name="Left">Left edge of the face box, share of the picture's width; may be outside 0..1.</param>
/// <param name="Top">Top edge, share of the picture's height.</param>
/// <param name="Width">Width, share of the picture's width.</param>
/// <param name="Height">Height, share of the picture's height.</param>
/// <param name="Detection">Detector score, 0..1.</param>
/// <param name="Quality">How usable the face is.</param>
/// <param name="Age">The age read; null when the face was too poor to ask the age model.</param>
public readonly record struct ScoredFace(
    double Left, double Top, double Width, double Height, double Detection, FaceQuality Quality, AgeEstimate? Age);

/// <summary>The age model's answer.</summary>
/// <param name="ExpectedYears">Mean of its distribution over ages, years.</param>
/// <param name="SpreadYears">Standard deviation of that distribution, years.</param>
/// <param name="Under18Mass">Share of the distribution under 18, 0..1, uncalibrated.</param>
/// <param name="HeadUnder18">The age head's probability of being under 18, 0..1, in the mixture of ages it was trained on; null without a head.</param>
public readonly record struct AgeEstimate(double ExpectedYears, double SpreadYears, double Under18Mass, double? HeadUnder18 = null);

/// <summary>What is wrong with a face; none of these for a clear face.</summary>
[Flags]
public enum FaceFaults
{
    /// <summary>Clear.</summary>
    None = 0,

    /// <summary>Too few pixels.</summary>
    Small = 1,

    /// <summary>Out of focus or moving.</summary>
    Blurred = 2,

    /// <summary>Too little light.</summary>
    Dark = 4,

    /// <summary>Too much light.</summary>
    Bright = 8,

    /// <summary>Cut by the edge of the picture.</summary>
    Edge = 16,
}

/// <summary>How usable a face is for reading an age.</summary>
/// <param name="SizePx">Longer side of the face box, pixels of the picture.</param>
/// <param name="Sharpness">Variance of the Laplacian of the face's grey levels at a fixed size, grey levels squared.</param>
/// <param name="Brightness">Mean grey level of the face, 0..1.</param>
/// <param name="OutsideShare">Share of the face box outside the picture, 0..1.</param>
/// <param name="Faults">What keeps it from being clear.</param>
public readonly record struct FaceQuality(double SizePx, double Sharpness, double Brightness, double OutsideShare, FaceFaults Faults);

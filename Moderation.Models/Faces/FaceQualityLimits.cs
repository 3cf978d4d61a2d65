namespace Moderation.Models.Faces;

/// <summary>From where on a face is too poor to count.</summary>
/// <remarks>
/// A poor face is not merely read worse, it is read <em>younger</em>: by 7 years at 15 px, by 9 under heavy blur. So a limit stands where the
/// age of the same face moved by about 3 years on average, little more than its noise between frames (2.3 years).
/// Measured on 67 generated portraits of adults, degraded step by step; a change of light alone moves it by about 1 year.
/// </remarks>
public sealed record FaceQualityLimits
{
    /// <summary>Least size of a clear face: longer side of the face box in pixels of the picture. Moved 4.0 years at 30 px, 2.6 at 38, 3.0 at 45, 1.9 at 61.</summary>
    public double MinSizePx { get; init; } = 40;

    /// <summary>Least sharpness of a clear face, grey levels squared. Moved 2.5 years at 116, 3.5 at 44, 5.0 at 20, 10.9 at 7; untouched faces have 650 to 2300.</summary>
    public double MinSharpness { get; init; } = 60;

    /// <summary>
    /// Least mean brightness of a clear face, 0..1. Moved 2.6 years at 0.11, 3.6 at 0.06, 9.1 at 0.02. Low on purpose: a higher limit would
    /// call dark skin poor before it is hard to read.
    /// </summary>
    public double MinBrightness { get; init; } = 0.08;

    /// <summary>Most mean brightness of a clear face, 0..1. Moved 2.2 to 3.5 years at 0.85, 3.0 to 4.9 at 0.92.</summary>
    public double MaxBrightness { get; init; } = 0.88;

    /// <summary>Largest share of a clear face outside the picture, 0..1. Moved 2.1 years at 0.27, 3.1 at 0.35, 5.0 at 0.42.</summary>
    public double MaxOutsideShare { get; init; } = 0.3;

    /// <summary>Below this size the age model is not asked at all, pixels: moved 7 years at 21 px, 5 at 25.</summary>
    public double MinReadableSizePx { get; init; } = 24;

    /// <summary>Above this share outside the picture the age model is not asked at all, 0..1.</summary>
    public double MaxReadableOutsideShare { get; init; } = 0.5;

    /// <summary>Checks the limits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MinSizePx);
        ArgumentOutOfRangeException.ThrowIfNegative(MinSharpness);
        ArgumentOutOfRangeException.ThrowIfNegative(MinReadableSizePx);
        ThrowIfNoShare(MinBrightness, nameof(MinBrightness));
        ThrowIfNoShare(MaxBrightness, nameof(MaxBrightness));
        ThrowIfNoShare(MaxOutsideShare, nameof(MaxOutsideShare));
        ThrowIfNoShare(MaxReadableOutsideShare, nameof(MaxReadableOutsideShare));
    }

    private static void ThrowIfNoShare(double value, string name)
    {
        if (value is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, value, "must lie between 0 and 1");
    }
}

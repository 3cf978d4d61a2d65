namespace Moderation.Models.Faces;

/// <summary>From where on a face is too poor.</summary>
public sealed record FaceQualityLimits
{
    /// <summary>Least size of a clear face: longer side of the face box in pixels of the picture.</summary>
    public double MinSizePx { get; init; } = 40;

    /// <summary>Least sharpness of a clear face, grey levels squared.</summary>
    public double MinSharpness { get; init; } = 60;

    /// <summary>Least mean brightness of a clear face, 0..1.</summary>
    public double MinBrightness { get; init; } = 0.15;

    /// <summary>Most mean brightness of a clear face, 0..1.</summary>
    public double MaxBrightness { get; init; } = 0.9;

    /// <summary>Largest share of a clear face outside the picture, 0..1.</summary>
    public double MaxOutsideShare { get; init; } = 0.1;

    /// <summary>Below this size the age model is not asked at all, pixels.</summary>
    public double MinReadableSizePx { get; init; } = 20;

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

namespace Moderation.Models.Images;

/// <summary>What a picture may cost before anything native touches it.</summary>
/// <remarks>
/// Defaults: the largest frame a live platform sends is 4K (3840 x 2160, or 4096 x 2160 in cinema form), upright or lying; decoded that is
/// 27 MiB. An encoded 4K frame stays under 8 MiB in all three formats unless it is noise, and a Kafka record is smaller still.
/// </remarks>
public sealed record ImageLimits
{
    /// <summary>The hard ceiling on pixels, which native code enforces a second time and which no limit may exceed.</summary>
    public const int CeilingPx = 1 << 24;

    /// <summary>The limits that hold unless somebody says otherwise.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Most encoded bytes.</summary>
    public int MaxByteCount { get; init; } = 8 << 20;

    /// <summary>Most pixels, height times width. At most 16777216 (<see cref="CeilingPx"/>).</summary>
    public int MaxPixels { get; init; } = 4096 * 2304;

    /// <summary>Longest side in pixels.</summary>
    public int MaxSidePx { get; init; } = 4096;

    /// <summary>Most scans of a JPEG: each one walks over the whole picture again, and encoders write about ten.</summary>
    public int MaxJpegScans { get; init; } = 64;

    /// <summary>Checks the limits themselves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive, or more pixels are allowed than native code will decode.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxByteCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPixels, CeilingPx);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxSidePx);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxJpegScans);
    }
}

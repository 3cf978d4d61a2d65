namespace Moderation.Models.Images;

/// <summary>Turns an encoded picture into pixels. The edge behind which the native image library can be exchanged.</summary>
/// <remarks>
/// Threads: one caller at a time. Errors: a picture that must not or cannot be decoded is a verdict; a missing native library throws.
/// An implementation asks <see cref="ImageGate"/> before anything native sees the bytes.
/// </remarks>
public interface IImageDecoder : IDisposable
{
    /// <summary>Decodes one picture.</summary>
    /// <param name="image">The encoded picture; may be anything.</param>
    /// <param name="pixels">The picture upright, its stored orientation applied, as a viewer shows it. Valid until the next call or disposal; empty when refused.</param>
    HeaderVerdict Decode(ReadOnlySpan<byte> image, out PixelView pixels);
}

/// <summary>Pixels that somebody else owns: rows from top to bottom, 3 bytes a pixel in the order blue, green, red.</summary>
public readonly ref struct PixelView
{
    /// <summary>Channels of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>Describes pixels.</summary>
    /// <param name="bgr">The pixels; at least <c>(heightPx - 1) * strideBytes + 3 * widthPx</c> bytes.</param>
    /// <param name="heightPx">Rows.</param>
    /// <param name="widthPx">Pixels in a row.</param>
    /// <param name="strideBytes">Bytes from one row to the next; at least <c>3 * widthPx</c>.</param>
    /// <exception cref="ArgumentException">The bytes do not hold that picture.</exception>
    public PixelView(ReadOnlySpan<byte> bgr, int heightPx, int widthPx, int strideBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightPx);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthPx);
        if (strideBytes < (long)Channels * widthPx || bgr.Length < (long)(heightPx - 1) * strideBytes + (long)Channels * widthPx)
            throw new ArgumentException($"{bgr.Length} bytes in rows of {strideBytes} do not hold {heightPx} x {widthPx} pixels", nameof(bgr));
        Bgr = bgr;
        HeightPx = heightPx;
        WidthPx = widthPx;
        StrideBytes = strideBytes;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bgr { get; }

    /// <summary>Rows.</summary>
    public int HeightPx { get; }

    /// <summary>Pixels in a row.</summary>
    public int WidthPx { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int StrideBytes { get; }
}

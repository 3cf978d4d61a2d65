using Moderation.Models.Faces;

namespace Moderation.Models.Images;

/// <summary>Decides from the bytes alone whether native code may see a picture.</summary>
/// <remarks>
/// Native decoders trust the header: a JPEG of 49 KB that claims 30000 x 30000 pixels costs 2.7 GB and seconds. Everything here is bounded by
/// the number of bytes, allocates nothing and throws for no input.
/// </remarks>
public static class ImageGate
{
    /// <summary>Reads the header and holds it against the limits.</summary>
    /// <param name="image">The encoded picture; may be anything.</param>
    /// <param name="limits">What is allowed.</param>
    public static HeaderVerdict Check(ReadOnlySpan<byte> image, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (image.IsEmpty)
            return HeaderVerdict.Refuse(ImageRefusal.Empty, "no bytes");
        if (image.Length > limits.MaxByteCount)
            return HeaderVerdict.Refuse(ImageRefusal.TooManyBytes, "more bytes than allowed");

        var verdict = ReadHeader(image, limits.MaxJpegScans);
        if (verdict.Refusal != ImageRefusal.None)
            return verdict;
        var (_, heightPx, widthPx) = verdict.Header;
        if (Math.Max(heightPx, widthPx) > limits.MaxSidePx)
            return HeaderVerdict.Refuse(ImageRefusal.TooManyPixels, "a side is longer than allowed", verdict.Header);
        if ((long)heightPx * widthPx > limits.MaxPixels)
            return HeaderVerdict.Refuse(ImageRefusal.TooManyPixels, "more pixels than allowed", verdict.Header);
        return verdict;
    }

    private static HeaderVerdict ReadHeader(ReadOnlySpan<byte> image, int maxJpegScans)
    {
        if (JpegHeader.IsJpeg(image))
            return JpegHeader.Read(image, maxJpegScans);
        if (PngHeader.IsPng(image))
            return PngHeader.Read(image);
        if (WebPHeader.IsWebP(image))
            return WebPHeader.Read(image);
        return HeaderVerdict.Unknown("neither JPEG nor PNG nor WebP");
    }
}

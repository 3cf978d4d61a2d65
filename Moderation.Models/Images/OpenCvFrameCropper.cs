using OpenCvSharp;

namespace Moderation.Models.Images;

/// <summary>Crops with OpenCV.</summary>
/// <remarks>
/// JPEG of quality 92: at a longest side of 768 pixels a crop is about 100 KB, and what a reviewer looks for is still there.
/// </remarks>
/// <param name="limits">What may be decoded.</param>
/// <exception cref="ArgumentOutOfRangeException">The limits are impossible.</exception>
/// <exception cref="DllNotFoundException">OpenCV cannot be loaded.</exception>
public sealed class OpenCvFrameCropper(ImageLimits limits) : IFrameCropper
{
    private const int Quality = 92;
    private readonly OpenCvImageDecoder _decoder = new(limits);

    /// <inheritdoc/>
    public unsafe HeaderVerdict Crop(ReadOnlySpan<byte> image, CropArea area, int longestSidePx, out byte[] jpeg)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSidePx, 1);
        jpeg = [];
        var verdict = _decoder.Decode(image, out var pixels);
        if (verdict.Refusal != Faces.ImageRefusal.None)
            return verdict;
        fixed (byte* bgr = pixels.Bgr)
        {
            using var picture = Mat.FromPixelData(pixels.HeightPx, pixels.WidthPx, MatType.CV_8UC3, (nint)bgr, pixels.StrideBytes);
            using var part = new Mat(picture, PartOf(area, pixels.HeightPx, pixels.WidthPx));
            jpeg = Encode(part, longestSidePx);
        }

        return verdict;
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    /// <summary>The part in whole pixels: at least one, and none outside.</summary>
    private static Rect PartOf(CropArea area, int heightPx, int widthPx)
    {
        var (top, bottom) = Edges(area.Top, area.Height, heightPx);
        var (left, right) = Edges(area.Left, area.Width, widthPx);
        return new Rect(left, top, right - left, bottom - top);
    }

    private static (int From, int To) Edges(double from, double length, int sidePx)
    {
        var first = (int)Math.Clamp(Math.Floor(from * sidePx), 0, sidePx - 1);
        return (first, (int)Math.Clamp(Math.Ceiling((from + length) * sidePx), first + 1, sidePx));
    }

    private static byte[] Encode(Mat part, int longestSidePx)
    {
        var longest = Math.Max(part.Rows, part.Cols);
        var quality = new ImageEncodingParam(ImwriteFlags.JpegQuality, Quality);
        if (longest <= longestSidePx)
        {
            Cv2.ImEncode(".jpg", part, out var whole, quality);
            return whole;
        }

        using var smaller = new Mat();
        var share = (double)longestSidePx / longest;
        Cv2.Resize(part, smaller, new Size(Math.Max(1, (int)(part.Cols * share)), Math.Max(1, (int)(part.Rows * share))), interpolation: InterpolationFlags.Area);
        Cv2.ImEncode(".jpg", smaller, out var bytes, quality);
        return bytes;
    }
}

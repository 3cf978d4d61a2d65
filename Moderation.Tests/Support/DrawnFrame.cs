using Moderation.Models.Images;
using Moderation.Models.Manifests;
using OpenCvSharp;

namespace Moderation.Tests.Support;

/// <summary>A frame with one face that a formula draws; nobody's photograph.</summary>
internal static class DrawnFrame
{
    private const int Seed = 1;

    public static byte[] Jpeg(int heightPx, int widthPx) => Encode(".jpg", heightPx, widthPx);

    public static byte[] Png(int heightPx, int widthPx) => Encode(".png", heightPx, widthPx);

    private static byte[] Encode(string extension, int heightPx, int widthPx)
    {
        OpenCvRuntime.Prepare();
        var side = Math.Min(heightPx, widthPx);
        using var frame = new Mat(heightPx, widthPx, MatType.CV_8UC3, Scalar.Gray);
        using var rgb = Mat.FromPixelData(side, side, MatType.CV_8UC3, GoldenPicture.Make(GoldenPicture.Face, Seed, side, side));
        using var inside = new Mat(frame, new Rect((widthPx - side) / 2, (heightPx - side) / 2, side, side));
        Cv2.CvtColor(rgb, inside, ColorConversionCodes.RGB2BGR);
        Cv2.ImEncode(extension, frame, out var bytes);
        return bytes;
    }
}

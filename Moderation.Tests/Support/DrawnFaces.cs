using System.Globalization;
using Moderation.Models.Images;
using Moderation.Models.Manifests;
using OpenCvSharp;

namespace Moderation.Tests.Support;

/// <summary>A folder of drawn faces, each drawn another way. The young ones are tinted, which a head can learn; nobody's photograph.</summary>
internal static class DrawnFaces
{
    private const int SidePx = 224;

    /// <summary>Writes faces labelled 13 to 17 and 18 to 25 in turn, their ages in front of their names.</summary>
    public static void Write(string folder, int count, int seed)
    {
        OpenCvRuntime.Prepare();
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var isYoung = i % 2 == 0;
            var age = isYoung ? random.Next(13, 18) : random.Next(18, 26);
            Cv2.ImWrite(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{age}_{i}.png")), Draw(isYoung, random, i + 1));
        }
    }

    private static Mat Draw(bool isYoung, Random random, int grain)
    {
        using var rgb = Mat.FromPixelData(SidePx, SidePx, MatType.CV_8UC3, GoldenPicture.Make(GoldenPicture.Face, grain, SidePx, SidePx));
        using var bgr = new Mat();
        Cv2.CvtColor(rgb, bgr, ColorConversionCodes.RGB2BGR);
        using var turn = Cv2.GetRotationMatrix2D(new Point2f(SidePx / 2f, SidePx / 2f), random.Next(-15, 16), 0.8 + 0.3 * random.NextDouble());
        using var turned = new Mat();
        Cv2.WarpAffine(bgr, turned, turn, bgr.Size(), borderMode: BorderTypes.Replicate);
        using var lit = new Mat();
        turned.ConvertTo(lit, MatType.CV_8UC3, 0.7 + 0.5 * random.NextDouble(), random.Next(-20, 21));
        var picture = new Mat();
        Cv2.Add(lit, isYoung ? new Scalar(30, 0, 0) : new Scalar(0, 0, 30), picture);
        return picture;
    }
}

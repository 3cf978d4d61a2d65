using OpenCvSharp;
using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Filters;

/// <summary>
/// What "young look" camera filters do, made here: larger eyes, smaller nose, shorter and rounder lower face, smooth
/// and brighter skin, blush. It works on pixels; from the sitter it takes only where eyes, nose and mouth are, as a
/// landmark tracker would say.
/// </summary>
internal sealed class YouthFilter(Sitter sitter, float strength)
{
    /// <summary>A new picture; the caller disposes.</summary>
    public Mat Apply(Mat picture)
    {
        using var smooth = Smooth(picture);
        Even(smooth);
        using var warped = Warp(smooth);
        return Tint(warped);
    }

    private Mat Smooth(Mat picture)
    {
        using var first = new Mat();
        using var second = new Mat();
        Cv2.BilateralFilter(picture, first, 17, 48, 9);
        Cv2.BilateralFilter(first, second, 17, 40, 11);
        var pose = Pose.Of(sitter, picture.Width);
        using var keep = Map(pose, (x, y) => 1 - (0.92f * strength * SkinZone(x, y)));
        return Blend(picture, second, keep);
    }

    /// <summary>The face without eyes, brows and mouth, which a filter keeps sharp.</summary>
    private float SkinZone(float x, float y)
    {
        var side = MathF.Abs(x);
        var face = Curves.Step(1.08f, 0.85f, MathF.Sqrt((x * x) + MathF.Pow((y - 0.1f) / sitter.Head.Chin, 2))) * Curves.Step(-0.98f, -0.75f, y);
        var eyes = Curves.Bump(side - sitter.Eyes.Spacing, y, sitter.Eyes.HalfWidth * 1.05f, sitter.Eyes.OpenAbove * 1.25f);
        var mouth = 0.6f * Curves.Bump(x, y - sitter.Mouth.Y, sitter.Mouth.HalfWidth, 0.1f);
        var brows = 0.9f * Curves.Bump(side - sitter.Eyes.Spacing, y + sitter.Eyes.BrowLift + 0.04f, sitter.Eyes.HalfWidth * 1.4f, 0.08f);
        return Math.Clamp(face - (1.2f * eyes) - mouth - brows, 0, 1);
    }

    /// <summary>Draws shadows, stubble and folds towards the colour of the cheeks, like a powder.</summary>
    private void Even(Mat picture)
    {
        var pose = Pose.Of(sitter, picture.Width);
        var (left, top) = pose.ToPixel(-0.6f, 0.3f);
        var side = (int)(0.25f * pose.Scale);
        using var patch = new Mat(picture, new Rect((int)left, (int)top, side, side));
        var cheek = Cv2.Mean(patch);
        using var powder = new Mat(picture.Size(), MatType.CV_8UC3, cheek);
        using var keep = Map(pose, (x, y) => 1 - (0.42f * strength * SkinZone(x, y) * (1 - Curves.Bump(x, y - sitter.Nose.Tip - 0.05f, 0.22f, 0.1f))));
        using var even = Blend(picture, powder, keep);
        even.CopyTo(picture);
    }

    private Mat Warp(Mat picture)
    {
        var size = picture.Width;
        var pose = Pose.Of(sitter, size);
        var (mapX, mapY) = (new Raster(size), new Raster(size));
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var (x, y) = pose.ToFace(column, row);
                var (sx, sy) = Source(x, y);
                (mapX[row, column], mapY[row, column]) = pose.ToPixel(sx, sy);
            }
        }
        using var xs = Mat.FromPixelData(size, size, MatType.CV_32FC1, mapX.Cells);
        using var ys = Mat.FromPixelData(size, size, MatType.CV_32FC1, mapY.Cells);
        var warped = new Mat();
        Cv2.Remap(picture, warped, xs, ys, InterpolationFlags.Cubic, BorderTypes.Replicate);
        return warped;
    }

    /// <summary>Where the colour of a point of the filtered face comes from.</summary>
    private (float X, float Y) Source(float x, float y)
    {
        var (eyes, nose, head) = (sitter.Eyes, sitter.Nose, sitter.Head);
        var hand = MathF.Sign(x);
        // The lower face moves up: at the chin the picture is taken from further down.
        var lower = 0.2f * strength * Curves.Step(0.1f, head.Chin, y) * Curves.Step(head.Chin + 0.75f, head.Chin, y) * Curves.Step(1.7f, 0.9f, MathF.Abs(x));
        y += lower;
        (x, y) = Swell(x, y, hand * eyes.Spacing, 0.02f, eyes.HalfWidth * 1.75f, 0.42f * strength);
        (x, y) = Swell(x, y, 0, nose.Tip - 0.03f, 0.36f, -0.34f * strength);
        (x, y) = Swell(x, y, 0, sitter.Mouth.Y, 0.5f, -0.16f * strength);
        var jaw = 0.07f * strength * Curves.Bump(MathF.Abs(x) - 0.7f, y - (head.Chin * 0.62f), 0.3f, 0.35f);
        return (x - (hand * jaw), y);
    }

    private static (float X, float Y) Swell(float x, float y, float cx, float cy, float radius, float gain)
    {
        var (dx, dy) = (x - cx, y - cy);
        var r = MathF.Sqrt((dx * dx) + (dy * dy)) / radius;
        var pull = r >= 1 ? 0 : gain * MathF.Pow(1 - (r * r), 2);
        var k = pull >= 0 ? 1 / (1 + pull) : 1 - pull;
        return (cx + (dx * k), cy + (dy * k));
    }

    private Mat Tint(Mat picture)
    {
        var pose = Pose.Of(sitter, picture.Width);
        var tinted = picture.Clone();
        var (width, height) = (picture.Width, picture.Height);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y) = pose.ToFace(column, row);
                var pixel = tinted.At<Vec3b>(row, column);
                var lift = strength * 0.14f * Curves.Bump(x, y - 0.2f, 1.1f, 1.4f);
                var blush = strength * 0.16f * Curves.Bump(MathF.Abs(x) - 0.56f, y - 0.42f, 0.24f, 0.18f);
                tinted.Set(row, column, new Vec3b(Lift(pixel.Item0, lift, blush * 0.8f), Lift(pixel.Item1, lift, blush), Lift(pixel.Item2, lift, 0)));
            }
        }
        return tinted;
    }

    private static byte Lift(byte value, float lift, float take) =>
        (byte)Math.Clamp((value + ((255 - value) * lift * 1.2f)) * (1 - take), 0, 255);

    private static Mat Map(Pose pose, Func<float, float, float> value)
    {
        var mask = new Mat(pose.Size, pose.Size, MatType.CV_32FC1);
        for (var row = 0; row < pose.Size; row++)
        {
            for (var column = 0; column < pose.Size; column++)
            {
                var (x, y) = pose.ToFace(column, row);
                mask.Set(row, column, value(x, y));
            }
        }
        return mask;
    }

    private static Mat Blend(Mat sharp, Mat smooth, Mat keepSharp)
    {
        using var rest = new Mat();
        Cv2.Subtract(Scalar.All(1), keepSharp, rest);
        var blended = new Mat();
        Cv2.BlendLinear(sharp, smooth, keepSharp, rest, blended);
        return blended;
    }
}

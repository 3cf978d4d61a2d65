using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Painting;

/// <summary>Neck, ears and clothes: what the head rests on.</summary>
internal sealed class BodyPaint(Sitter sitter)
{
    private readonly SkinPaint _skin = new(sitter);
    private readonly Rgb _cloth = Rgb.Parse(sitter.Clothes.Colour);
    private readonly Rgb _accent = Rgb.Parse(sitter.Clothes.Accent);

    private float Base => sitter.Head.Chin + 0.27f;

    private float NeckHalf(float y)
    {
        var t = Math.Clamp((y - sitter.Head.Chin + 0.5f) / 0.95f, 0, 1.4f);
        return sitter.Head.NeckWidth * (1 + (0.3f * MathF.Pow(t, 4)));
    }

    /// <summary>Upper edge of the shoulders at x.</summary>
    private float ShoulderY(float x)
    {
        var t = MathF.Max(0, (MathF.Abs(x) - sitter.Head.NeckWidth) / (sitter.Head.ShoulderWidth - sitter.Head.NeckWidth));
        return Base - 0.08f + (0.42f * MathF.Pow(t, 0.85f)) + (1.6f * MathF.Pow(MathF.Max(0, t - 0.72f), 2) * 6);
    }

    private float Collar(float x, float y)
    {
        if (sitter.Clothes.Garment == Garment.VNeck)
            return y - (Base + 0.62f - (0.75f * MathF.Abs(x)));
        var (wide, deep) = (sitter.Head.NeckWidth * 1.2f, 0.42f);
        var below = MathF.Max(0, y - Base + 0.06f);
        return (MathF.Sqrt((x * x / (wide * wide)) + (below * below / (deep * deep))) - 1) * deep;
    }

    public SkinPlate Neck(Pose pose)
    {
        var plate = new SkinPlate(pose.Size);
        Each(pose, (row, column, x, y) =>
        {
            var half = NeckHalf(y);
            var inside = Curves.Step(-pose.Pixel, pose.Pixel, half - MathF.Abs(x));
            var chest = Curves.Step(-pose.Pixel, pose.Pixel, y - ShoulderY(x));
            plate.Mask[row, column] = y < sitter.Head.Chin - 0.8f ? 0 : MathF.Max(inside, chest);
            var tendon = 0.05f * Curves.Line(MathF.Abs(x) - (0.42f - (0.28f * (y - sitter.Head.Chin))), 0.07f);
            plate.Height[row, column] = (0.5f * Curves.Arch(x / (half * 1.02f), 2.1f)) + tendon;
            plate.Albedo[(row * pose.Size) + column] = _skin.Bare(x, y) * 0.93f;
            plate.Gloss[row, column] = 0.25f * sitter.Skin.Shine;
        });
        return plate;
    }

    public SkinPlate Ears(Pose pose, float headHalf)
    {
        var plate = new SkinPlate(pose.Size);
        var middle = (sitter.Nose.Tip - 0.12f) / 2;
        Parallel.For(0, pose.Size, row =>
        {
            for (var column = 0; column < pose.Size; column++)
            {
                var (x, y) = pose.ToFace(column, row);
                var (dx, dy) = (MathF.Abs(x) - headHalf - 0.035f - (0.06f * (middle - y)), y - middle);
                var r = MathF.Sqrt((dx * dx / 0.026f) + (dy * dy / 0.15f)) * (1 + (0.16f * dy));
                plate.Mask[row, column] = Curves.Step(1 + pose.Pixel * 5, 1 - (pose.Pixel * 5), r);
                plate.Height[row, column] = Ear(r, dx, dy);
                var red = Rgb.Parse(sitter.Skin.Colour);
                plate.Albedo[(row * pose.Size) + column] = _skin.Bare(x, y) * new Rgb(0.97f, 0.8f, 0.77f) * (0.75f + (0.25f * red.R));
                plate.Gloss[row, column] = 0.4f * sitter.Skin.Shine;
            }
        });
        return plate;
    }

    /// <summary>Rim, inner fold and hollow; lobe at the bottom.</summary>
    private static float Ear(float r, float dx, float dy) =>
        (0.12f * Curves.Line(r - 0.8f, 0.17f) * Curves.Step(0.28f, 0.1f, dy)) + (0.08f * Curves.Bump(dx, dy - 0.27f, 0.1f, 0.1f))
        + (0.07f * Curves.Line(r - 0.4f, 0.13f)) - (0.1f * Curves.Bump(dx + 0.05f, dy - 0.02f, 0.06f, 0.13f));

    public SkinPlate Cloth(Pose pose)
    {
        var plate = new SkinPlate(pose.Size);
        Each(pose, (row, column, x, y) =>
        {
            var over = MathF.Min(y - ShoulderY(x) + 0.035f, Collar(x, y));
            plate.Mask[row, column] = Curves.Step(-pose.Pixel, pose.Pixel, over);
            var folds = 0.06f * Noise.Cloud((x * 0.9f) + (0.5f * y), (y * 1.6f) - (0.7f * MathF.Abs(x)), sitter.Seed + 61);
            var hem = 0.035f * Curves.Line(Collar(x, y) - 0.07f, 0.06f);
            var round = 0.8f * Curves.Arch(x / (sitter.Head.ShoulderWidth * 1.04f), 2.2f) * Curves.Step(-0.05f, 0.55f, y - ShoulderY(x));
            plate.Height[row, column] = folds + hem + round;
            plate.Albedo[(row * pose.Size) + column] = Fabric(x, y);
        });
        return plate;
    }

    private Rgb Fabric(float x, float y)
    {
        var weave = 1 + (0.07f * Noise.At(x * 70, y * 70, sitter.Seed + 62));
        var edge = Collar(x, y);
        var band = Curves.Step(0.125f, 0.11f, edge);
        var stripe = sitter.Clothes.Stripes * Curves.Step(-0.1f, 0.1f, MathF.Sin((y - (0.1f * x * x)) * 19));
        var ribs = 1 + (band * 0.1f * MathF.Sin((MathF.Atan2(y - Base, x) * 90)));
        return _cloth.Mix(_accent, MathF.Max(stripe, band * 0.9f)) * (weave * ribs * (1 - (0.4f * Curves.Line(edge - 0.125f, 0.014f))));
    }

    private static void Each(Pose pose, Action<int, int, float, float> paint) => Parallel.For(0, pose.Size, row =>
    {
        for (var column = 0; column < pose.Size; column++)
        {
            var (x, y) = pose.ToRoom(column, row);
            paint(row, column, x, y);
        }
    });
}

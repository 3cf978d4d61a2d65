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
        var drop = sitter.Clothes.Garment == Garment.Collar ? 0.62f - (0.75f * MathF.Abs(x)) : 0.36f * Curves.Arch(x / (sitter.Head.NeckWidth * 1.22f), 2.2f);
        return y - (Base + drop);
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
                plate.Height[row, column] = (0.09f * Curves.Line(r - 0.78f, 0.2f)) - (0.08f * Curves.Bump(dx + 0.03f, dy + 0.02f, 0.07f, 0.16f)) + (0.05f * Curves.Line(r - 0.35f, 0.16f));
                var red = Rgb.Parse(sitter.Skin.Colour);
                plate.Albedo[(row * pose.Size) + column] = _skin.Bare(x, y) * new Rgb(0.97f, 0.8f, 0.77f) * (0.75f + (0.25f * red.R));
                plate.Gloss[row, column] = 0.4f * sitter.Skin.Shine;
            }
        });
        return plate;
    }

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
        var band = Curves.Step(0.14f, 0.125f, edge) * Curves.Step(1.32f, 1.3f, MathF.Abs(x) / sitter.Head.NeckWidth);
        var stripe = sitter.Clothes.Stripes * Curves.Step(-0.1f, 0.1f, MathF.Sin((y - (0.1f * x * x)) * 19));
        var colour = _cloth.Mix(_accent, MathF.Max(stripe, band * (sitter.Clothes.Garment == Garment.Collar ? 0 : 0.85f)));
        if (sitter.Clothes.Garment == Garment.Collar)
        {
            var flap = Curves.Step(0.34f, 0.32f, edge) * Curves.Step(-0.02f, 0.0f, edge);
            colour = colour.Mix(_accent, flap) * (1 - (0.6f * Curves.Line(edge - 0.335f, 0.02f))) * (1 - (0.5f * Curves.Line(x, 0.012f)));
        }
        return colour * weave * (1 - (0.35f * Curves.Line(edge - 0.14f, 0.014f) * Curves.Step(1.32f, 1.3f, MathF.Abs(x) / sitter.Head.NeckWidth)));
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

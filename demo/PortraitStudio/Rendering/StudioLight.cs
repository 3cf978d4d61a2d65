using System.Numerics;
using PortraitStudio.Sitters;

namespace PortraitStudio.Rendering;

/// <summary>
/// Key light from the upper left with marched shadows, fill from the right, sky from above. Light is blurred most in
/// red, least in blue: a cheap stand-in for light that travels under the skin.
/// </summary>
internal sealed class StudioLight(StudioForm studio, Pose pose)
{
    private static readonly Vector3 Key = Vector3.Normalize(new Vector3(-0.5f, -0.55f, 0.8f));
    private static readonly Vector3 Fill = Vector3.Normalize(new Vector3(0.6f, -0.05f, 0.8f));
    private static readonly Vector3 Half = Vector3.Normalize(Key + Vector3.UnitZ);
    private static readonly Vector3 FillHalf = Vector3.Normalize(Fill + Vector3.UnitZ);

    public Raster Luminance { get; private set; } = new(1);

    public Rgb[] Light(SkinPlate plate)
    {
        var size = pose.Size;
        var (diffuse, shine) = (new Raster(size), new Raster(size));
        var hollow = Hollows(plate);
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                if (plate.Mask[row, column] <= 0)
                    continue;
                (diffuse[row, column], shine[row, column]) = Fall(plate, hollow, row, column);
            }
        });
        return Scatter(plate, diffuse, shine);
    }

    private (float Diffuse, float Shine) Fall(SkinPlate plate, Raster hollow, int row, int column)
    {
        var normal = Normal(plate.Height, row, column);
        var shadow = Shadow(plate.Height, row, column);
        var open = Math.Clamp(1 - (4.5f * MathF.Max(0, hollow[row, column])), 0.35f, 1.08f);
        var key = Wrapped(normal, Key, 0.22f) * shadow * studio.Key;
        var fill = Wrapped(normal, Fill, 0.35f) * studio.Fill;
        var sky = 0.2f * (1 - (0.5f * normal.Y));
        var gloss = plate.Gloss[row, column];
        var shine = (0.1f * MathF.Pow(MathF.Max(0, Vector3.Dot(normal, Half)), 34) * shadow * studio.Key)
            + (0.035f * MathF.Pow(MathF.Max(0, Vector3.Dot(normal, FillHalf)), 22) * studio.Fill);
        return ((key + ((fill + sky) * open)) * MathF.Sqrt(open), shine * gloss * open);
    }

    private Rgb[] Scatter(SkinPlate plate, Raster diffuse, Raster shine)
    {
        var red = diffuse.BlurredWithin(plate.Mask, 0.035f * pose.Scale);
        var green = diffuse.BlurredWithin(plate.Mask, 0.014f * pose.Scale);
        var blue = diffuse.BlurredWithin(plate.Mask, 0.006f * pose.Scale);
        Luminance = green;
        var lit = new Rgb[diffuse.Cells.Length];
        var tint = new Rgb(1 + (0.06f * studio.Warmth), 1, 1 - (0.1f * studio.Warmth));
        for (var i = 0; i < lit.Length; i++)
        {
            var light = new Rgb((0.6f * red.Cells[i]) + (0.4f * green.Cells[i]), green.Cells[i], blue.Cells[i]);
            lit[i] = (plate.Albedo[i] * light * tint) + (new Rgb(1, 0.97f, 0.94f) * shine.Cells[i]);
        }
        return lit;
    }

    private Raster Hollows(SkinPlate plate)
    {
        var wide = plate.Height.BlurredWithin(plate.Mask, 0.11f * pose.Scale);
        for (var i = 0; i < wide.Cells.Length; i++)
            wide.Cells[i] -= plate.Height.Cells[i];
        return wide;
    }

    private Vector3 Normal(Raster height, int row, int column)
    {
        var dx = (height.At(row, column + 1) - height.At(row, column - 1)) * pose.Scale / 2;
        var dy = (height.At(row + 1, column) - height.At(row - 1, column)) * pose.Scale / 2;
        return Vector3.Normalize(new Vector3(-Math.Clamp(dx, -3, 3), -Math.Clamp(dy, -3, 3), 1));
    }

    private float Shadow(Raster height, int row, int column)
    {
        var flat = MathF.Sqrt((Key.X * Key.X) + (Key.Y * Key.Y));
        var start = height[row, column] + 0.012f;
        var clear = 1f;
        for (var step = 1; step <= 16; step++)
        {
            var reach = step * 0.035f;
            var ground = height.At(row + (int)(Key.Y / flat * reach * pose.Scale), column + (int)(Key.X / flat * reach * pose.Scale));
            var over = ground - (start + (reach * Key.Z / flat));
            clear = MathF.Min(clear, Math.Clamp(1 - (over / (0.05f + (reach * 0.25f))), 0.18f, 1));
        }
        return clear;
    }

    private static float Wrapped(Vector3 normal, Vector3 light, float wrap) =>
        MathF.Max(0, (Vector3.Dot(normal, light) + wrap) / (1 + wrap));
}

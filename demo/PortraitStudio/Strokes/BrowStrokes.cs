using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Strokes;

/// <summary>Eyebrows hair by hair, and the upper lashes.</summary>
internal static class BrowStrokes
{
    public static void Draw(StrokeLayer layer, Sitter sitter)
    {
        var random = new Random(sitter.Seed + 100);
        foreach (var hand in (ReadOnlySpan<int>)[-1, 1])
        {
            Brow(layer, sitter, random, hand);
            Lashes(layer, sitter, random, hand);
        }
    }

    private static void Brow(StrokeLayer layer, Sitter sitter, Random random, int hand)
    {
        var eyes = sitter.Eyes;
        var (start, reach) = (eyes.Spacing - (eyes.HalfWidth * 1.15f), eyes.HalfWidth * 2.5f);
        var skin = Rgb.Parse(sitter.Skin.Colour) * 0.6f;
        var count = (int)(800 * eyes.BrowDensity);
        for (var i = 0; i < count; i++)
        {
            var t = random.NextSingle();
            var x = start + (reach * t) - (0.05f * random.NextSingle() * (1 - t));
            var taper = t < 0.62f ? Curves.Step(-0.3f, 0.3f, t) : Curves.Step(1.04f, 0.55f, t);
            var arch = -eyes.BrowArch * 0.11f * MathF.Sin(MathF.PI * MathF.Pow(t, 1.35f));
            var y = -eyes.BrowLift + (eyes.BrowSlope * (0.5f - t)) + arch + ((random.NextSingle() - 0.5f) * eyes.BrowThickness * 1.6f * taper);
            var angle = Curves.Lerp(-1.25f, 0.12f, MathF.Min(1, t * 1.7f)) + ((random.NextSingle() - 0.5f) * 0.5f);
            var length = 0.085f + (0.04f * random.NextSingle());
            var (dx, dy) = (MathF.Cos(angle) * length, MathF.Sin(angle) * length);
            var colour = HairColour.Of(sitter with { Hair = sitter.Hair with { Grey = sitter.Hair.Grey * 0.5f } }, random) * 0.75f;
            colour = colour.Mix(skin, 0.5f * (1 - MathF.Min(1, eyes.BrowDensity * 1.5f)));
            layer.Draw([(hand * x, y), (hand * (x + (dx * 0.55f)), y + (dy * 0.6f)), (hand * (x + dx), y + (dy * 0.8f))], 0.0065f, colour);
        }
    }

    private static void Lashes(StrokeLayer layer, Sitter sitter, Random random, int hand)
    {
        var shape = new Shaping.EyeShape(sitter.Eyes);
        var eyes = sitter.Eyes;
        for (var i = 0; i < (int)(46 * eyes.Lashes); i++)
        {
            var s = -0.75f + (1.75f * (i / (46 * eyes.Lashes)));
            var (x, y) = (eyes.Spacing + (s * eyes.HalfWidth), shape.UpperLid(Math.Clamp(s, -0.98f, 0.98f)));
            var length = (0.02f + (0.03f * MathF.Max(0, s)) + (0.012f * random.NextSingle())) * (0.6f + (0.6f * eyes.Lashes));
            var lean = s * 0.75f;
            layer.Draw([(hand * x, y), (hand * (x + (lean * length * 0.6f)), y - (length * 0.4f)), (hand * (x + (lean * length * 1.1f)), y - length)], 0.004f, new Rgb(0.02f, 0.014f, 0.011f));
        }
    }
}

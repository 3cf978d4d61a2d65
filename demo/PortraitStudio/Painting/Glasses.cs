using PortraitStudio.Rendering;
using PortraitStudio.Sitters;
using PortraitStudio.Strokes;

namespace PortraitStudio.Painting;

/// <summary>Round-cornered frames with a soft shadow below them.</summary>
internal static class Glasses
{
    public static void Wear(Canvas canvas, Sitter sitter, Pose pose)
    {
        using var layer = new StrokeLayer(pose);
        var (middle, wide, high) = (sitter.Eyes.Spacing + 0.01f, sitter.Eyes.Spacing - 0.09f, 0.25f);
        var ink = new Rgb(0.02f, 0.018f, 0.017f);
        foreach (var hand in (ReadOnlySpan<int>)[-1, 1])
        {
            layer.Draw(Rim(hand * middle, wide, high), 0.028f, ink);
            layer.Draw([(hand * (middle + wide), -0.06f), (hand * (middle + wide + 0.14f), -0.1f), (hand * 1.03f, -0.08f)], 0.03f, ink);
        }
        layer.Draw([(-0.1f, 0.0f), (-0.05f, -0.05f), (0.05f, -0.05f), (0.1f, 0.0f)], 0.026f, ink);
        var (colours, mask) = layer.Read();
        canvas.Darken(mask.Blurred(0.045f * pose.Scale), 0.4f);
        canvas.Lay(colours, mask);
    }

    private static (float X, float Y)[] Rim(float x, float wide, float high)
    {
        var rim = new (float X, float Y)[49];
        for (var i = 0; i < rim.Length; i++)
        {
            var angle = i / 48f * MathF.Tau;
            var (c, s) = (MathF.Cos(angle), MathF.Sin(angle));
            rim[i] = (x + (wide * MathF.Sign(c) * MathF.Pow(MathF.Abs(c), 0.75f)), 0.05f + (high * MathF.Sign(s) * MathF.Pow(MathF.Abs(s), 0.75f)));
        }
        return rim;
    }
}

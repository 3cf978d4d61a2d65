using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Shaping;

/// <summary>Folds and wrinkles that years leave; depth of each below the smooth face.</summary>
internal sealed class AgeLines(Sitter sitter)
{
    public float Depth(float x, float side, float y)
    {
        var depth = Fold(side, y) + Bags(side, y);
        return sitter.Skin.Wrinkles > 0.01f ? depth + (sitter.Skin.Wrinkles * (Forehead(x, y) + Frown(side, y) + CrowsFeet(side, y))) : depth;
    }

    private float Fold(float side, float y)
    {
        var (nose, mouth) = (sitter.Nose, sitter.Mouth);
        if (sitter.Skin.NasolabialFold < 0.01f || side < 0.1f || side > 0.8f || y < nose.Tip - 0.2f || y > mouth.Y + 0.25f)
            return 0;
        var distance = Curves.DistanceToArc(side, y,
            (nose.Wings + 0.07f, nose.Tip - 0.06f),
            (nose.Wings + 0.19f, nose.Tip + 0.1f),
            (mouth.HalfWidth + 0.12f, mouth.Y + 0.06f));
        return sitter.Skin.NasolabialFold * ((0.032f * Curves.Line(distance, 0.03f)) + (0.03f * Curves.Line(distance, 0.09f)));
    }

    private float Bags(float side, float y)
    {
        var eyes = sitter.Eyes;
        if (sitter.Skin.EyeBags < 0.01f || MathF.Abs(y) > 0.5f)
            return 0;
        var distance = Curves.DistanceToArc(side, y,
            (eyes.Spacing - (eyes.HalfWidth * 1.0f), 0.07f),
            (eyes.Spacing - 0.02f, eyes.OpenBelow + 0.25f),
            (eyes.Spacing + (eyes.HalfWidth * 0.9f), eyes.OpenBelow + 0.07f));
        var puff = 0.03f * Curves.Bump(side - eyes.Spacing, y - eyes.OpenBelow - 0.06f, eyes.HalfWidth, 0.05f);
        return sitter.Skin.EyeBags * ((0.035f * Curves.Line(distance, 0.025f)) - puff);
    }

    private float Forehead(float x, float y)
    {
        var depth = 0f;
        var low = -sitter.Eyes.BrowLift - 0.16f;
        for (var line = 0; line < 4; line++)
        {
            var wobble = (0.03f * Noise.At(x * 2.2f, line * 3.7f, sitter.Seed)) + (0.03f * x * x);
            var strength = Curves.Step(0.75f, 0.35f, MathF.Abs(x)) * (0.65f + (0.35f * Noise.At(x * 3, line * 9.1f, sitter.Seed + 5)));
            depth += 0.017f * strength * Curves.Line(y - (low - (line * 0.13f)) - wobble, 0.018f);
        }
        return depth;
    }

    private float Frown(float side, float y) =>
        0.025f * Curves.Bump(side - 0.075f - (0.1f * (y + 0.2f)), y + sitter.Eyes.BrowLift - 0.02f, 0.016f, 0.11f);

    private float CrowsFeet(float side, float y)
    {
        var (dx, dy) = (side - sitter.Eyes.Spacing - (sitter.Eyes.HalfWidth * 1.05f), y + 0.01f);
        if (dx < 0 || dx > 0.28f)
            return 0;
        var angle = MathF.Atan2(dy, dx + 0.06f);
        var rays = MathF.Pow(MathF.Max(0, MathF.Cos(angle * 13)), 5) * Curves.Step(0.75f, 0.45f, MathF.Abs(angle));
        return 0.02f * rays * Curves.Step(0, 0.06f, dx) * Curves.Step(0.28f, 0.14f, dx);
    }
}

using PortraitStudio.Rendering;
using PortraitStudio.Shaping;
using PortraitStudio.Sitters;

namespace PortraitStudio.Painting;

/// <summary>Eyeball, iris, lid shadows and catch-lights, painted over the lit skin.</summary>
internal sealed class EyePaint(Sitter sitter)
{
    private readonly EyeForm _eyes = sitter.Eyes;
    private readonly EyeShape _shape = new(sitter.Eyes);
    private readonly Rgb _iris = Rgb.Parse(sitter.Eyes.IrisColour);

    /// <summary>Returns the painted colour; <paramref name="light"/> is the skin's own light here, so that eyes sit in the same room.</summary>
    public Rgb Paint(Rgb skin, float x, float y, float pixel, float light)
    {
        var side = MathF.Abs(x);
        var s = _shape.Along(side);
        if (MathF.Abs(s) > 1.4f || MathF.Abs(y) > 0.4f)
            return skin;
        var soft = MathF.Max(0.007f, pixel * 0.8f);
        var open = _shape.Coverage(s, y, soft);
        var colour = open > 0 ? skin.Mix(Ball(side, MathF.Sign(x), s, y, light), open) : skin;
        return Rims(colour, s, y, soft);
    }

    private Rgb Ball(float side, int hand, float s, float y, float light)
    {
        var (dx, dy) = (side - _eyes.Spacing, y + (_eyes.Iris * 0.18f));
        var radius = MathF.Sqrt((dx * dx) + (dy * dy)) / _eyes.Iris;
        var round = 1 - (0.42f * s * s);
        var white = new Rgb(0.8f, 0.76f, 0.73f).Mix(new Rgb(0.55f, 0.3f, 0.26f), Curves.Step(0.6f, 1, MathF.Abs(s)) * 0.55f) * round;
        var iris = Iris(dx, dy, radius);
        var colour = white.Mix(iris, Curves.Step(1.06f, 0.95f, radius));
        var lidShadow = 1 - (0.6f * Curves.Line(y - _shape.UpperLid(s), _eyes.OpenAbove * 0.55f));
        colour *= lidShadow * Math.Clamp(light, 0.45f, 1.15f);
        var glint = Curves.Step(0.3f, 0.2f, Distance((dx * hand) + (_eyes.Iris * 0.32f), dy + (_eyes.Iris * 0.36f)) / _eyes.Iris);
        var second = 0.25f * Curves.Step(0.22f, 0.1f, Distance((dx * hand) - (_eyes.Iris * 0.4f), dy - (_eyes.Iris * 0.42f)) / _eyes.Iris);
        return colour + (new Rgb(0.95f, 0.97f, 1f) * (glint + second));
    }

    private Rgb Iris(float dx, float dy, float radius)
    {
        var angle = MathF.Atan2(dy, dx);
        var fibres = 1 + (0.3f * Noise.At(angle * 9, radius * 3, sitter.Seed + 51)) + (0.2f * Noise.At(angle * 23, radius * 2, sitter.Seed + 52));
        var bowl = 0.75f + (0.75f * Math.Clamp((dy / _eyes.Iris) + 0.2f, 0, 1));
        var limbus = 1 - (0.75f * Curves.Step(0.72f, 1.02f, radius));
        var pupil = Curves.Step(0.36f, 0.44f, radius);
        return _iris * (fibres * bowl * limbus * pupil);
    }

    private Rgb Rims(Rgb colour, float s, float y, float soft)
    {
        var ends = Curves.Step(1.12f, 0.9f, MathF.Abs(s));
        var inside = Math.Clamp(s, -1, 1);
        var upper = Curves.Line(y - _shape.UpperLid(inside) + 0.006f, 0.014f + (0.014f * _eyes.Lashes) + (0.3f * soft));
        var lower = Curves.Line(y - _shape.LowerLid(inside), 0.011f);
        var wet = Curves.Line(y - _shape.LowerLid(inside) - 0.016f, 0.01f);
        var lash = new Rgb(0.02f, 0.014f, 0.011f);
        colour = colour.Mix(lash, ends * upper * (0.6f + (0.35f * _eyes.Lashes)));
        colour = colour.Mix(new Rgb(0.2f, 0.09f, 0.07f), ends * lower * 0.4f);
        return colour + (new Rgb(0.2f, 0.14f, 0.12f) * (ends * wet * 0.3f));
    }

    private static float Distance(float x, float y) => MathF.Sqrt((x * x) + (y * y));
}

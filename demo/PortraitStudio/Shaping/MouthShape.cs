using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Shaping;

/// <summary>Curves of a closed mouth.</summary>
internal sealed class MouthShape(MouthForm mouth)
{
    /// <summary>Where the lips meet.</summary>
    public float LineY(float x)
    {
        var s = x / mouth.HalfWidth;
        return mouth.Y - (mouth.Smile * 0.1f * s * s) + (0.014f * MathF.Cos(s * 4.2f));
    }

    public float UpperHeight(float x)
    {
        var s = x / mouth.HalfWidth;
        var bow = 1 + (0.16f * Curves.Line(MathF.Abs(s) - 0.2f, 0.14f)) - (0.14f * Curves.Line(s, 0.1f));
        return mouth.UpperLip * MathF.Pow(MathF.Max(0, 1 - (s * s)), 0.8f) * bow;
    }

    public float LowerHeight(float x)
    {
        var s = x / (mouth.HalfWidth * 0.93f);
        return mouth.LowerLip * MathF.Pow(MathF.Max(0, 1 - (s * s)), 0.65f);
    }

    /// <summary>0..1: how much of this point is lip.</summary>
    public float Coverage(float x, float y, float soft)
    {
        if (MathF.Abs(x) > mouth.HalfWidth * 1.1f)
            return 0;
        var offset = y - LineY(x);
        var height = offset < 0 ? UpperHeight(x) : LowerHeight(x);
        return Curves.Step(soft, -soft, MathF.Abs(offset) - height) * Curves.Step(1.02f, 0.86f, MathF.Abs(x) / mouth.HalfWidth);
    }

    public float Seam(float x, float y) =>
        Curves.Line(y - LineY(x), 0.013f) * Curves.Step(1.06f, 0.9f, MathF.Abs(x) / mouth.HalfWidth);

    public float Relief(float x, float y)
    {
        var s = x / mouth.HalfWidth;
        var offset = y - LineY(x);
        var across = MathF.Pow(MathF.Max(0, 1 - (s * s)), 0.7f);
        var lips = (0.055f * Curves.Line(offset + (mouth.UpperLip * 0.5f), mouth.UpperLip * 0.75f))
            + (0.085f * Curves.Line(offset - (mouth.LowerLip * 0.5f), mouth.LowerLip * 0.75f));
        var corners = 0.028f * Curves.Bump(MathF.Abs(x) - (mouth.HalfWidth * 1.02f), y - LineY(mouth.HalfWidth), 0.07f, 0.07f);
        return (lips * across) - corners - (0.045f * Curves.Line(offset, 0.03f) * across);
    }
}

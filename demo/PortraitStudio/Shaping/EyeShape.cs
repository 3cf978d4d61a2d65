using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Shaping;

/// <summary>Lid curves of one eye; s runs from -1 at the inner corner to 1 at the outer one.</summary>
internal sealed class EyeShape(EyeForm eyes)
{
    public EyeForm Form => eyes;

    public float Along(float absoluteX) => (absoluteX - eyes.Spacing) / eyes.HalfWidth;

    private float Baseline(float s) => -0.035f * eyes.Tilt * s;

    public float UpperLid(float s)
    {
        var skewed = Math.Clamp(s + (0.1f * (1 - (s * s))), -1, 1);
        return Baseline(s) - (eyes.OpenAbove * MathF.Pow(1 - (skewed * skewed), 0.72f));
    }

    public float LowerLid(float s)
    {
        var skewed = Math.Clamp(s - (0.12f * (1 - (s * s))), -1, 1);
        return Baseline(s) + (eyes.OpenBelow * MathF.Pow(1 - (skewed * skewed), 0.85f));
    }

    /// <summary>0..1: how far the eyeball shows here.</summary>
    public float Coverage(float s, float y, float soft)
    {
        if (MathF.Abs(s) >= 1)
            return 0;
        return Curves.Step(-soft, soft, y - UpperLid(s)) * Curves.Step(soft, -soft, y - LowerLid(s));
    }

    /// <summary>The fold above the upper lid.</summary>
    public float Crease(float s, float y)
    {
        if (MathF.Abs(s) > 1.15f)
            return 0;
        var fold = UpperLid(Math.Clamp(s * 0.86f, -1, 1)) - (0.045f + (eyes.OpenAbove * 0.22f));
        return Curves.Line(y - fold, 0.016f) * Curves.Step(1.15f, 0.75f, MathF.Abs(s));
    }
}

using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Shaping;

/// <summary>Silhouette of the head and the smooth dome that fills it.</summary>
internal sealed class HeadOutline(HeadForm head)
{
    public float HalfWidth(float y)
    {
        if (y <= head.Crown || y >= head.Chin)
            return 0;
        if (y > head.CheekY)
        {
            var down = (y - head.CheekY) / (head.Chin - head.CheekY);
            return head.CheekWidth * (1 - (head.JawTaper * down)) * Curves.Arch(down, head.JawRoundness);
        }
        var up = (head.CheekY - y) / (head.CheekY - head.Crown);
        var temple = 1 + (head.TempleGain * MathF.Sin(MathF.PI * MathF.Min(up * 1.25f, 1)));
        return head.CheekWidth * temple * Curves.Arch(up, 2.8f);
    }

    /// <summary>1 inside, 0 outside, a soft edge of one pixel between.</summary>
    public float Coverage(float x, float y, float pixel)
    {
        if (HalfWidth(y) <= 0)
            return 0;
        var slope = (HalfWidth(y + 0.01f) - HalfWidth(y - 0.01f)) / 0.02f;
        var distance = (HalfWidth(y) - MathF.Abs(x)) / MathF.Sqrt(1 + (slope * slope));
        return Curves.Step(-0.2f * pixel, 1.2f * pixel, distance);
    }

    /// <summary>Height towards the camera without any feature.</summary>
    public float Dome(float x, float y)
    {
        var width = MathF.Max(HalfWidth(y), 1e-3f);
        var middle = (head.Crown + head.Chin) / 2;
        var reach = (head.Chin - head.Crown) / 2 * 1.06f;
        return head.Depth * Curves.Arch(x / width, 2.3f) * Curves.Arch((y - middle) / reach, 2.8f);
    }
}

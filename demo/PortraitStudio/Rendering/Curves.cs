namespace PortraitStudio.Rendering;

/// <summary>The few curves that everything here is drawn with.</summary>
internal static class Curves
{
    /// <summary>Gaussian bump of height 1 with radii <paramref name="sx"/> and <paramref name="sy"/>.</summary>
    public static float Bump(float x, float y, float sx, float sy) =>
        MathF.Exp(-((x * x / (sx * sx)) + (y * y / (sy * sy))));

    public static float Line(float distance, float radius) => MathF.Exp(-(distance * distance / (radius * radius)));

    public static float Step(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    public static float Lerp(float a, float b, float t) => a + ((b - a) * t);

    /// <summary>Quarter of a superellipse: 1 at t = 0, 0 at t = 1.</summary>
    public static float Arch(float t, float exponent) =>
        MathF.Pow(MathF.Max(0, 1 - MathF.Pow(MathF.Min(MathF.Abs(t), 1), exponent)), 1 / exponent);

    /// <summary>Distance to the broken line through three points of a quadratic curve, sampled in twelve pieces.</summary>
    public static float DistanceToArc(float x, float y, (float X, float Y) a, (float X, float Y) b, (float X, float Y) c)
    {
        var best = float.MaxValue;
        var (px, py) = a;
        for (var i = 1; i <= 12; i++)
        {
            var t = i / 12f;
            var qx = Lerp(Lerp(a.X, b.X, t), Lerp(b.X, c.X, t), t);
            var qy = Lerp(Lerp(a.Y, b.Y, t), Lerp(b.Y, c.Y, t), t);
            var (dx, dy) = (qx - px, qy - py);
            var along = Math.Clamp((((x - px) * dx) + ((y - py) * dy)) / ((dx * dx) + (dy * dy) + 1e-9f), 0, 1);
            var (ex, ey) = (x - px - (dx * along), y - py - (dy * along));
            best = MathF.Min(best, (ex * ex) + (ey * ey));
            (px, py) = (qx, qy);
        }
        return MathF.Sqrt(best);
    }
}

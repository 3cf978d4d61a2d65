namespace PortraitStudio.Rendering;

/// <summary>Value noise from an integer hash: the same on every machine.</summary>
internal static class Noise
{
    public static float At(float x, float y, int seed)
    {
        var (x0, y0) = (MathF.Floor(x), MathF.Floor(y));
        var (fx, fy) = (x - x0, y - y0);
        var (sx, sy) = (fx * fx * (3 - (2 * fx)), fy * fy * (3 - (2 * fy)));
        var (ix, iy) = ((int)x0, (int)y0);
        var top = Curves.Lerp(Cell(ix, iy, seed), Cell(ix + 1, iy, seed), sx);
        var bottom = Curves.Lerp(Cell(ix, iy + 1, seed), Cell(ix + 1, iy + 1, seed), sx);
        return Curves.Lerp(top, bottom, sy);
    }

    /// <summary>Four octaves, about -1..1.</summary>
    public static float Cloud(float x, float y, int seed)
    {
        var (sum, gain) = (0f, 0.5f);
        for (var octave = 0; octave < 4; octave++)
        {
            sum += gain * At(x, y, seed + octave);
            (x, y, gain) = (x * 2.03f, y * 2.03f, gain * 0.5f);
        }
        return sum;
    }

    /// <summary>-1..1 for one lattice cell.</summary>
    public static float Cell(int x, int y, int seed)
    {
        unchecked
        {
            var h = (uint)((x * 374761393) + (y * 668265263) + (seed * 1442695041));
            h = (h ^ (h >> 13)) * 1274126177;
            h ^= h >> 16;
            return (h / (float)uint.MaxValue * 2) - 1;
        }
    }
}

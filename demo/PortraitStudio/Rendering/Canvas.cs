using System.Runtime.InteropServices;
using OpenCvSharp;

namespace PortraitStudio.Rendering;

/// <summary>The picture while it is painted, in linear light.</summary>
internal sealed class Canvas(int size)
{
    public int Size => size;
    public Rgb[] Pixels { get; } = new Rgb[size * size];

    public void Lay(Rgb[] colours, Raster mask)
    {
        for (var i = 0; i < Pixels.Length; i++)
        {
            if (mask.Cells[i] > 0)
                Pixels[i] = Pixels[i].Mix(colours[i], MathF.Min(1, mask.Cells[i]));
        }
    }

    public void Darken(Raster amount, float strength)
    {
        for (var i = 0; i < Pixels.Length; i++)
        {
            var dark = Math.Clamp(amount.Cells[i] * strength, 0, 0.9f);
            Pixels[i] = new Rgb(Pixels[i].R * (1 - (0.85f * dark)), Pixels[i].G * (1 - dark), Pixels[i].B * (1 - dark));
        }
    }

    /// <summary>8-bit BGR with a gentle shoulder and film grain; the caller disposes.</summary>
    public Mat Develop(float grain, int seed)
    {
        var bytes = new byte[size * size * 3];
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                var at = (row * size) + column;
                var noise = grain * 0.012f * (Noise.Cell(column, row, seed) + Noise.Cell(column / 2, row / 2, seed + 1));
                bytes[at * 3] = Film(Pixels[at].B, noise);
                bytes[(at * 3) + 1] = Film(Pixels[at].G, noise);
                bytes[(at * 3) + 2] = Film(Pixels[at].R, noise);
            }
        });
        var picture = new Mat(size, size, MatType.CV_8UC3);
        Marshal.Copy(bytes, 0, picture.Data, bytes.Length);
        return picture;
    }

    private static byte Film(float linear, float noise)
    {
        var shoulder = linear < 0.5f ? linear : 0.5f + (0.5f * (1 - MathF.Exp(-(linear - 0.5f) / 0.5f)));
        return (byte)Math.Clamp((Rgb.ToSrgb(shoulder) + noise) * 255, 0, 255);
    }
}

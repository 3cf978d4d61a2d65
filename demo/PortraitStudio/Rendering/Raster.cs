using System.Runtime.InteropServices;
using OpenCvSharp;

namespace PortraitStudio.Rendering;

/// <summary>A square plane of floats, row by row; height before width.</summary>
internal sealed class Raster(int size)
{
    public int Size { get; } = size;
    public float[] Cells { get; } = new float[size * size];

    public float this[int row, int column]
    {
        get => Cells[(row * Size) + column];
        set => Cells[(row * Size) + column] = value;
    }

    public float At(int row, int column) =>
        Cells[(Math.Clamp(row, 0, Size - 1) * Size) + Math.Clamp(column, 0, Size - 1)];

    public Raster Blurred(float sigma)
    {
        var blurred = new Raster(Size);
        if (sigma < 0.3f)
        {
            Cells.CopyTo(blurred.Cells, 0);
            return blurred;
        }
        using var source = Mat.FromPixelData(Size, Size, MatType.CV_32FC1, Cells);
        using var target = new Mat();
        Cv2.GaussianBlur(source, target, new Size(0, 0), sigma);
        Marshal.Copy(target.Data, blurred.Cells, 0, blurred.Cells.Length);
        return blurred;
    }

    public Raster Times(Raster other)
    {
        var product = new Raster(Size);
        for (var i = 0; i < Cells.Length; i++)
            product.Cells[i] = Cells[i] * other.Cells[i];
        return product;
    }

    /// <summary>Blur inside a mask: what lies outside does not bleed in.</summary>
    public Raster BlurredWithin(Raster mask, float sigma)
    {
        var sum = Times(mask).Blurred(sigma);
        var weight = mask.Blurred(sigma);
        for (var i = 0; i < Cells.Length; i++)
            sum.Cells[i] = weight.Cells[i] > 1e-3f ? sum.Cells[i] / weight.Cells[i] : Cells[i];
        return sum;
    }
}

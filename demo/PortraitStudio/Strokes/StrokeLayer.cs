using System.Runtime.InteropServices;
using OpenCvSharp;
using PortraitStudio.Rendering;

namespace PortraitStudio.Strokes;

/// <summary>
/// Many thin lines on a clear sheet. Drawing anti-aliased with alpha 255 on a zeroed four-channel picture leaves
/// exactly the premultiplied colour and coverage. Drawn at twice the size, because the thinnest line is a pixel wide.
/// </summary>
internal sealed class StrokeLayer(Pose pose) : IDisposable
{
    private const int Shift = 4;
    private const int Fine = 2;
    private readonly Mat _sheet = new(pose.Size * Fine, pose.Size * Fine, MatType.CV_8UC4, Scalar.All(0));

    public Pose Pose => pose;

    /// <param name="points">Face units.</param>
    /// <param name="width">Face units; less than a pixel becomes a fainter line of one pixel.</param>
    /// <param name="colour">Linear light.</param>
    public void Draw(ReadOnlySpan<(float X, float Y)> points, float width, Rgb colour)
    {
        var corners = new Point[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var (column, row) = pose.ToPixel(points[i].X, points[i].Y);
            corners[i] = new Point((int)(column * Fine * (1 << Shift)), (int)(row * Fine * (1 << Shift)));
        }
        var thickness = Math.Max(1, (int)MathF.Round(width * pose.Scale * Fine));
        var ink = new Scalar(255 * Rgb.ToSrgb(colour.B), 255 * Rgb.ToSrgb(colour.G), 255 * Rgb.ToSrgb(colour.R), 255);
        Cv2.Polylines(_sheet, [corners], false, ink, thickness, LineTypes.AntiAlias, Shift);
    }

    /// <summary>Coverage 0..1 and straight (not premultiplied) colours.</summary>
    public (Rgb[] Colours, Raster Mask) Read()
    {
        var bytes = new byte[pose.Size * pose.Size * 4];
        using var small = new Mat();
        Cv2.Resize(_sheet, small, new Size(pose.Size, pose.Size), 0, 0, InterpolationFlags.Area);
        Marshal.Copy(small.Data, bytes, 0, bytes.Length);
        var (colours, mask) = (new Rgb[pose.Size * pose.Size], new Raster(pose.Size));
        for (var i = 0; i < colours.Length; i++)
        {
            int alpha = bytes[(i * 4) + 3];
            if (alpha == 0)
                continue;
            mask.Cells[i] = alpha / 255f;
            colours[i] = new Rgb(Straight(bytes[(i * 4) + 2], alpha), Straight(bytes[(i * 4) + 1], alpha), Straight(bytes[i * 4], alpha));
        }
        return (colours, mask);
    }

    private static float Straight(int value, int alpha) => Rgb.ToLinear(Math.Min(255, value * 255 / alpha));

    public void Dispose() => _sheet.Dispose();
}

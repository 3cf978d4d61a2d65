using Moderation.Models.Images;

namespace Moderation.Models.Faces;

/// <summary>Measures how usable a face is, on its grey levels at one fixed size, so that numbers of near and far faces compare.</summary>
/// <remarks>Threads: one caller at a time.</remarks>
internal sealed class FaceQualityMeter(FaceQualityLimits limits)
{
    private const int Side = 64;

    private readonly float[] _pixels = new float[Side * Side * PixelView.Channels];
    private readonly float[] _grey = new float[Side * Side];

    public FaceQuality Measure(PixelView picture, in FaceBox face)
    {
        double side = face.LongerSide;
        var grid = new SampleGrid(face.CentreY - side / 2, face.CentreX - side / 2, side / Side, Side, Side);
        PixelSampler.Fill(picture, grid, PixelScaling.None, _pixels, Side * PixelView.Channels);
        for (var i = 0; i < _grey.Length; i++)
            _grey[i] = 0.114f * _pixels[3 * i] + 0.587f * _pixels[3 * i + 1] + 0.299f * _pixels[3 * i + 2];

        var sharpness = LaplacianVariance(_grey, Side);
        var brightness = Mean(_grey) / byte.MaxValue;
        double outside = face.OutsideShare(picture.HeightPx, picture.WidthPx);
        return new FaceQuality(side, sharpness, brightness, outside, Faults(side, sharpness, brightness, outside));
    }

    /// <summary>Whether the age model can make anything of it.</summary>
    public bool IsReadable(in FaceQuality quality) =>
        quality.SizePx >= limits.MinReadableSizePx && quality.OutsideShare <= limits.MaxReadableOutsideShare;

    /// <summary>Variance of the 4-neighbour Laplacian over the inner pixels of a square.</summary>
    internal static double LaplacianVariance(ReadOnlySpan<float> grey, int side)
    {
        double sum = 0, square = 0;
        for (var y = 1; y < side - 1; y++)
        {
            for (var x = 1; x < side - 1; x++)
            {
                var at = y * side + x;
                double value = grey[at - side] + grey[at + side] + grey[at - 1] + grey[at + 1] - 4 * grey[at];
                sum += value;
                square += value * value;
            }
        }

        var count = (side - 2) * (side - 2);
        return Math.Max(0, square / count - sum / count * (sum / count));
    }

    private FaceFaults Faults(double sizePx, double sharpness, double brightness, double outsideShare) =>
        (sizePx < limits.MinSizePx ? FaceFaults.Small : 0)
        | (sharpness < limits.MinSharpness ? FaceFaults.Blurred : 0)
        | (brightness < limits.MinBrightness ? FaceFaults.Dark : 0)
        | (brightness > limits.MaxBrightness ? FaceFaults.Bright : 0)
        | (outsideShare > limits.MaxOutsideShare ? FaceFaults.Edge : 0);

    private static double Mean(ReadOnlySpan<float> grey)
    {
        double sum = 0;
        foreach (var level in grey)
            sum += level;
        return sum / grey.Length;
    }
}

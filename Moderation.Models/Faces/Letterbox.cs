using Moderation.Models.Images;

namespace Moderation.Models.Faces;

/// <summary>A picture of any shape inside a square, shape kept, centred.</summary>
/// <param name="StepPx">Picture pixels per square pixel.</param>
/// <param name="TopPx">Rows of the square above the picture.</param>
/// <param name="LeftPx">Columns of the square to the left of the picture.</param>
/// <param name="Rows">Rows of the square that the picture covers.</param>
/// <param name="Columns">Columns of the square that the picture covers.</param>
internal readonly record struct Letterbox(double StepPx, int TopPx, int LeftPx, int Rows, int Columns)
{
    /// <summary>Fits a picture into a square.</summary>
    public static Letterbox Fit(int heightPx, int widthPx, int sidePx)
    {
        var step = (double)Math.Max(heightPx, widthPx) / sidePx;
        var rows = Math.Clamp((int)Math.Round(heightPx / step), 1, sidePx);
        var columns = Math.Clamp((int)Math.Round(widthPx / step), 1, sidePx);
        return new Letterbox(step, (sidePx - rows) / 2, (sidePx - columns) / 2, rows, columns);
    }

    public SampleGrid Grid => new(0, 0, StepPx, Rows, Columns);

    /// <summary>Takes a box from the square back into the picture.</summary>
    public FaceBox ToPicture(in FaceBox box)
    {
        var step = (float)StepPx;
        return new FaceBox((box.CentreX - LeftPx) * step, (box.CentreY - TopPx) * step, box.Width * step, box.Height * step, box.Score);
    }
}

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using OpenCvSharp;

namespace PortraitStudio.Readings;

internal static class Sessions
{
    public static SessionOptions OneThread() => new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

    /// <summary>A BGR picture as a 1 x height x width x 3 tensor.</summary>
    public static DenseTensor<float> Pixels(Mat picture, Func<float, float, float, (float, float, float)> map)
    {
        var values = new float[picture.Height * picture.Width * 3];
        var rows = picture.AsSpan<Vec3b>();
        for (var i = 0; i < rows.Length; i++)
            (values[i * 3], values[(i * 3) + 1], values[(i * 3) + 2]) = map(rows[i].Item0, rows[i].Item1, rows[i].Item2);
        return new DenseTensor<float>(values, [1, picture.Height, picture.Width, 3]);
    }
}

using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace PortraitStudio.Readings;

/// <summary>Detector, square crop of 1.2 x the longer box side, age network: the same path as the product, in its shortest form.</summary>
internal sealed class FaceReader(string modelFolder) : IDisposable
{
    private readonly FaceDetector _detector = new(Path.Combine(modelFolder, "blazeface-back", "model.onnx"));
    private readonly InferenceSession _age = new(Path.Combine(modelFolder, "faceres-deep", "model.onnx"), Sessions.OneThread());

    public Reading? Read(Mat picture)
    {
        if (_detector.Best(picture, 0.3f) is not { } face)
            return null;
        using var crop = Square(picture, face.Box);
        using var outputs = _age.Run([NamedOnnxValue.CreateFromTensor(_age.InputNames[0],
            Sessions.Pixels(crop, (b, g, r) => (b - 103.939f, g - 116.779f, r - 123.68f)))]);
        var ages = outputs.Select(o => o.AsTensor<float>()).Single(t => t.Length == 100);
        var (mean, square, minor) = (0f, 0f, 0f);
        for (var year = 0; year < 100; year++)
        {
            var p = ages.GetValue(year);
            mean += p * year;
            square += p * year * year;
            minor += year < 18 ? p : 0;
        }
        return new Reading(face.Score, mean + 0.5f, MathF.Sqrt(MathF.Max(0, square - (mean * mean))), minor);
    }

    private static Mat Square(Mat picture, Rect2f box)
    {
        const int Side = 224;
        var length = 1.2f * MathF.Max(box.Width, box.Height);
        var (x, y) = (box.X + ((box.Width - length) / 2), box.Y + ((box.Height - length) / 2));
        var k = Side / length;
        using var source = new Mat();
        // Area averaging first where the crop shrinks, as a resize would; the warp then only shifts and finishes.
        var shrink = MathF.Min(1, k);
        Cv2.Resize(picture, source, new Size(0, 0), shrink, shrink, shrink < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        var (kx, ky) = (k * picture.Width / source.Width, k * picture.Height / source.Height);
        using var move = Mat.FromPixelData(2, 3, MatType.CV_32FC1, new[] { kx, 0, -x * k, 0, ky, -y * k });
        var crop = new Mat();
        Cv2.WarpAffine(source, crop, move, new Size(Side, Side), InterpolationFlags.Linear, BorderTypes.Constant, Scalar.Black);
        return crop;
    }

    public void Dispose()
    {
        _detector.Dispose();
        _age.Dispose();
    }
}

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using OpenCvSharp;

namespace PortraitStudio.Readings;

/// <summary>BlazeFace "back": 256 x 256, RGB / 127 - 1, letterboxed; 896 anchors at strides 16 (2 each) and 32 (6 each).</summary>
internal sealed class FaceDetector(string modelPath) : IDisposable
{
    private const int Side = 256;
    private readonly InferenceSession _session = new(modelPath, Sessions.OneThread());

    /// <summary>The best face as pixels of the picture, or null when nothing reaches <paramref name="threshold"/>.</summary>
    public (float Score, Rect2f Box)? Best(Mat picture, float threshold)
    {
        var scale = Side / (float)Math.Max(picture.Width, picture.Height);
        var (left, top) = ((Side - (picture.Width * scale)) / 2, (Side - (picture.Height * scale)) / 2);
        using var outputs = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputNames[0], Letterbox(picture, scale))]);
        var tensors = outputs.Select(o => o.AsTensor<float>()).ToList();
        var best = (Score: threshold, Box: (Rect2f?)null);
        foreach (var (count, stride, perCell) in (ReadOnlySpan<(int, int, int)>)[(512, 16, 2), (384, 32, 6)])
        {
            var scores = tensors.Single(t => t.Length == count);
            var boxes = tensors.Single(t => t.Length == count * 16);
            for (var i = 0; i < count; i++)
            {
                var score = 1 / (1 + MathF.Exp(-scores.GetValue(i)));
                if (score < best.Score)
                    continue;
                var cells = Side / stride;
                var (cell, at) = (i / perCell, i * 16);
                var x = (((cell % cells) + 0.5f) * stride) + boxes.GetValue(at);
                var y = (((cell / cells) + 0.5f) * stride) + boxes.GetValue(at + 1);
                var (w, h) = (boxes.GetValue(at + 2), boxes.GetValue(at + 3));
                best = (score, new Rect2f((x - (w / 2) - left) / scale, (y - (h / 2) - top) / scale, w / scale, h / scale));
            }
        }
        return best.Box is { } box ? (best.Score, box) : null;
    }

    private static DenseTensor<float> Letterbox(Mat picture, float scale)
    {
        using var small = new Mat();
        Cv2.Resize(picture, small, new Size((int)MathF.Round(picture.Width * scale), (int)MathF.Round(picture.Height * scale)), 0, 0, InterpolationFlags.Linear);
        using var boxed = new Mat();
        var (dx, dy) = (Side - small.Width, Side - small.Height);
        Cv2.CopyMakeBorder(small, boxed, dy / 2, dy - (dy / 2), dx / 2, dx - (dx / 2), BorderTypes.Constant, Scalar.Black);
        return Sessions.Pixels(boxed, (b, g, r) => (r / 127f - 1, g / 127f - 1, b / 127f - 1));
    }

    public void Dispose() => _session.Dispose();
}

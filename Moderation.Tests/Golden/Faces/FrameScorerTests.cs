using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Moderation.Models.Faces;
using Moderation.Tests.Support;
using OpenCvSharp;

namespace Moderation.Tests.Golden.Faces;

/// <summary>The whole frame path against a naive twin: plain loops, the native library's resize, ordinary session calls.</summary>
public sealed class FrameScorerTests
{
    private const string Detector = "blazeface-back";
    private const string Age = "faceres-deep";

    [RequiresModelsFact(Detector, Age)]
    public void A_drawn_face_is_found_and_read_as_by_the_naive_twin()
    {
        const int HeightPx = 360, WidthPx = 640;
        var png = DrawnFrame.Png(HeightPx, WidthPx);
        using var factory = FrameScorerFactory.Open(ModelsFolder, new FrameScorerOptions());
        using var scorer = factory.Create();
        var face = Assert.Single(scorer.Score(png).Faces);

        using var picture = Cv2.ImDecode(png, ImreadModes.Color);
        var (centreX, centreY, side, score) = NaiveDetect(picture);
        Assert.Equal(score, face.Detection, 0.01);
        Assert.Equal(centreX, (face.Left + face.Width / 2) * WidthPx, 1.0);
        Assert.Equal(centreY, (face.Top + face.Height / 2) * HeightPx, 1.0);
        Assert.Equal(side, face.Quality.SizePx, 1.0);

        // the twin is given our box, so that only cutting, scaling and decoding are compared
        var years = NaiveAge(picture, (face.Left + face.Width / 2) * WidthPx, (face.Top + face.Height / 2) * HeightPx, face.Quality.SizePx);
        Assert.Equal(years, face.Age!.Value.ExpectedYears, 0.25);
        Assert.InRange(face.Age.Value.SpreadYears, 0.1, 40);
        Assert.InRange(face.Age.Value.Under18Mass, 0, 1);
    }

    [RequiresModelsFact(Detector, Age)]
    public void The_same_frame_gives_the_same_answer_in_any_order_of_frames()
    {
        using var factory = FrameScorerFactory.Open(ModelsFolder, new FrameScorerOptions());
        using var scorer = factory.Create();
        var wide = DrawnFrame.Png(360, 640);
        ScoredFace[] first = [.. scorer.Score(wide).Faces];
        Assert.NotEmpty(first);
        scorer.Score(DrawnFrame.Png(640, 360));
        Assert.Equal(ImageRefusal.Broken, scorer.Score(wide.AsSpan(0, wide.Length / 2)).Refusal);
        Assert.Empty(scorer.Score(TestPictures.Png(360, 360)).Faces);
        Assert.Equal(first, scorer.Score(wide).Faces);
    }

    private static string ModelsFolder => Path.GetDirectoryName(RequiresModelsFactAttribute.Folder(Detector))!;

    private static (double CentreX, double CentreY, double Side, double Score) NaiveDetect(Mat picture)
    {
        const int Side = 256;
        var step = Math.Max(picture.Rows, picture.Cols) / (double)Side;
        var (rows, columns) = ((int)Math.Round(picture.Rows / step), (int)Math.Round(picture.Cols / step));
        using var small = new Mat();
        Cv2.Resize(picture, small, new Size(columns, rows), interpolation: InterpolationFlags.Linear);
        using var square = new Mat(Side, Side, MatType.CV_8UC3, Scalar.Black);
        var corner = new Point((Side - columns) / 2, (Side - rows) / 2);
        using (var inside = new Mat(square, new Rect(corner, small.Size())))
            small.CopyTo(inside);

        var input = ToTensor(square, (pixel, channel) => pixel[2 - channel] / 127f - 1);
        using var session = new InferenceSession(Path.Combine(ModelsFolder, Detector, "model.onnx"));
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("image", input)]);
        (double X, double Y, double Side, double Score) best = default;
        foreach (var (stride, perCell) in new[] { (16, 2), (32, 6) })
        {
            var scores = outputs.First(o => o.Name == $"scores_{stride}").AsTensor<float>();
            var boxes = outputs.First(o => o.Name == $"boxes_{stride}").AsTensor<float>();
            for (var i = 0; i < boxes.Dimensions[1]; i++)
            {
                var score = 1 / (1 + Math.Exp(-scores[0, i, 0]));
                if (score <= best.Score)
                    continue;
                var cell = i / perCell;
                var x = (cell % (Side / stride) + 0.5) * stride + boxes[0, i, 0];
                var y = (cell / (Side / stride) + 0.5) * stride + boxes[0, i, 1];
                best = ((x - corner.X) * step, (y - corner.Y) * step, Math.Max(boxes[0, i, 2], boxes[0, i, 3]) * step, score);
            }
        }

        return best;
    }

    private static double NaiveAge(Mat picture, double centreX, double centreY, double boxSide)
    {
        const int Side = 224;
        var scale = boxSide * 1.2 / Side;
        using var map = new Mat(2, 3, MatType.CV_64FC1);
        map.Set(0, 0, scale);
        map.Set(0, 1, 0.0);
        map.Set(0, 2, centreX - boxSide * 0.6 + scale / 2 - 0.5);
        map.Set(1, 0, 0.0);
        map.Set(1, 1, scale);
        map.Set(1, 2, centreY - boxSide * 0.6 + scale / 2 - 0.5);
        using var crop = new Mat();
        Cv2.WarpAffine(
            picture, crop, map, new Size(Side, Side), InterpolationFlags.Linear | InterpolationFlags.WarpInverseMap, BorderTypes.Replicate);

        float[] means = [103.939f, 116.779f, 123.68f];
        var input = ToTensor(crop, (pixel, channel) => pixel[channel] - means[channel]);
        using var session = new InferenceSession(Path.Combine(ModelsFolder, Age, "model.onnx"));
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("image", input)]);
        var shares = outputs.First(o => o.Name == "age").AsEnumerable<float>().ToArray();
        return shares.Select((share, age) => share * age).Sum() + 0.5;
    }

    private static DenseTensor<float> ToTensor(Mat picture, Func<Vec3b, int, float> value)
    {
        var (rows, columns) = (picture.Rows, picture.Cols);
        var tensor = new DenseTensor<float>([1, rows, columns, 3]);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                for (var c = 0; c < 3; c++)
                    tensor[0, y, x, c] = value(picture.Get<Vec3b>(y, x), c);
            }
        }

        return tensor;
    }
}

using System.Runtime.Intrinsics;
using Moderation.Models.Images;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Finds faces with BlazeFace-back: 256 x 256, RGB from -1 to about 1, 896 anchors.</summary>
/// <remarks>Threads: one caller at a time.</remarks>
internal sealed class BlazeFaceDetector : IDisposable
{
    private const int Side = BlazeFaceAnchors.InputPx;
    private const int RowLength = Side * PixelView.Channels;
    private const int Values = 16;
    private const float Black = -1;

    private static readonly PixelScaling Scaling = new(Vector128.Create(1 / 127f), Vector128.Create(Black), RedFirst: true);

    private readonly FaceDetectorOptions _options;
    private readonly ModelBinding _binding;
    private readonly float _minLogit;
    private readonly FaceBox[] _boxes = new FaceBox[BlazeFaceAnchors.Count];
    private Letterbox _letterbox;

    public BlazeFaceDetector(ModelSession session, FaceDetectorOptions options)
    {
        _options = options;
        _minLogit = MathF.Log(options.MinScore / (1 - options.MinScore));
        _binding = new ModelBinding(session, BlazeFaceTensors.All);
    }

    /// <summary>Finds the faces of a picture.</summary>
    /// <returns>Boxes in pixels of the picture, best first; valid until the next call.</returns>
    public Span<FaceBox> Detect(PixelView picture)
    {
        var letterbox = Letterbox.Fit(picture.HeightPx, picture.WidthPx, Side);
        var input = _binding.Tensor(BlazeFaceTensors.Input);
        if (letterbox != _letterbox)
        {
            input.Fill(Black);
            _letterbox = letterbox;
        }

        var first = letterbox.TopPx * RowLength + letterbox.LeftPx * PixelView.Channels;
        PixelSampler.Fill(picture, letterbox.Grid, Scaling, input[first..], RowLength);
        _binding.Run();

        var found = Read(BlazeFaceTensors.FineScores, BlazeFaceTensors.FineBoxes, BlazeFaceAnchors.Points[..BlazeFaceAnchors.FineCount], 0);
        found = Read(BlazeFaceTensors.CoarseScores, BlazeFaceTensors.CoarseBoxes, BlazeFaceAnchors.Points[BlazeFaceAnchors.FineCount..], found);
        var kept = _boxes.AsSpan(0, BoxSuppression.Suppress(_boxes.AsSpan(0, found), _options.MaxOverlap, _options.MaxFaces));
        foreach (ref var box in kept)
            box = letterbox.ToPicture(box);
        return kept;
    }

    public void Dispose() => _binding.Dispose();

    private int Read(string scoreTensor, string boxTensor, ReadOnlySpan<(float X, float Y)> anchors, int found)
    {
        var logits = _binding.Tensor(scoreTensor);
        var values = _binding.Tensor(boxTensor);
        for (var i = 0; i < anchors.Length; i++)
        {
            if (!(logits[i] >= _minLogit))
                continue;
            var value = values.Slice(i * Values, 4);
            var box = new FaceBox(anchors[i].X + value[0], anchors[i].Y + value[1], value[2], value[3], 1 / (1 + MathF.Exp(-logits[i])));
            if (box is { Width: > 0, Height: > 0 } && float.IsFinite(box.CentreX + box.CentreY + box.Area))
                _boxes[found++] = box;
        }

        return found;
    }
}

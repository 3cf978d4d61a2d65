using Moderation.Models.Images;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;

namespace Moderation.Models.Faces;

/// <summary>Finds faces with BlazeFace: the picture inside a square, boxes relative to a grid of anchors.</summary>
/// <remarks>Threads: one caller at a time.</remarks>
internal sealed class BlazeFaceDetector : IDisposable
{
    private readonly FaceDetectorOptions _options;
    private readonly ModelBinding _binding;
    private readonly PixelScaling _scaling;
    private readonly (AnchorLayer Layer, (float X, float Y)[] Points)[] _layers;
    private readonly FaceBox[] _boxes;
    private readonly int _sidePx;
    private readonly float _minLogit;
    private Letterbox _letterbox;

    public BlazeFaceDetector(ModelSession session, FaceDetectorOptions options)
    {
        var manifest = session.Manifest;
        var anchors = manifest.Anchors ?? throw new ManifestException(manifest.Name, "a face detector needs anchors");
        if (manifest.Input.HeightPx != anchors.InputPx || manifest.Input.WidthPx != anchors.InputPx)
            throw new ManifestException(manifest.Name, "the anchors are for another input size");
        _options = options;
        _sidePx = anchors.InputPx;
        _scaling = PixelScaling.For(manifest.Input);
        _minLogit = MathF.Log(options.MinScore / (1 - options.MinScore));
        _layers = [.. anchors.Layers.Select(layer => (layer, AnchorGrid.Points(layer, anchors.InputPx)))];
        _boxes = new FaceBox[_layers.Sum(layer => layer.Points.Length)];
        _binding = new ModelBinding(session, anchors.Layers.SelectMany(layer => new[] { layer.Scores, layer.Boxes }));
    }

    /// <summary>Finds the faces of a picture.</summary>
    /// <returns>Boxes in pixels of the picture, best first; valid until the next call.</returns>
    public Span<FaceBox> Detect(PixelView picture)
    {
        WriteInput(picture);
        _binding.Run();
        var found = 0;
        foreach (var (layer, points) in _layers)
            found = Read(layer, points, found);

        var kept = _boxes.AsSpan(0, BoxSuppression.Suppress(_boxes.AsSpan(0, found), _options.MaxOverlap, _options.MaxFaces));
        foreach (ref var box in kept)
            box = _letterbox.ToPicture(box);
        return kept;
    }

    public void Dispose() => _binding.Dispose();

    private void WriteInput(PixelView picture)
    {
        var letterbox = Letterbox.Fit(picture.HeightPx, picture.WidthPx, _sidePx);
        if (letterbox != _letterbox)
        {
            Blacken(_binding.Input);
            _letterbox = letterbox;
        }

        var rowLength = _sidePx * PixelView.Channels;
        var first = letterbox.TopPx * rowLength + letterbox.LeftPx * PixelView.Channels;
        PixelSampler.Fill(picture, letterbox.Grid, _scaling, _binding.Input[first..], rowLength);
    }

    private void Blacken(Span<float> input)
    {
        var (first, second, third) = _scaling.Black;
        for (var i = 0; i < input.Length; i += PixelView.Channels)
            (input[i], input[i + 1], input[i + 2]) = (first, second, third);
    }

    private int Read(AnchorLayer layer, (float X, float Y)[] points, int found)
    {
        var logits = _binding.Output(layer.Scores);
        var values = _binding.Output(layer.Boxes);
        var width = values.Length / points.Length;
        for (var i = 0; i < points.Length; i++)
        {
            if (!(logits[i] >= _minLogit))
                continue;
            var value = values.Slice(i * width, 4);
            var box = new FaceBox(points[i].X + value[0], points[i].Y + value[1], value[2], value[3], 1 / (1 + MathF.Exp(-logits[i])));
            if (box is { Width: > 0, Height: > 0 } && float.IsFinite(box.CentreX + box.CentreY + box.Area))
                _boxes[found++] = box;
        }

        return found;
    }
}

using OpenCvSharp;
using PortraitStudio.Painting;
using PortraitStudio.Shaping;
using PortraitStudio.Sitters;
using PortraitStudio.Strokes;

namespace PortraitStudio.Rendering;

/// <summary>Paints one sitter from back to front. The same sitter and size give the same bytes.</summary>
internal sealed class Portrait(Sitter sitter, int size)
{
    private readonly Pose _pose = Pose.Of(sitter, size);
    private readonly Canvas _canvas = new(size);

    /// <summary>BGR, 8 bit; the caller disposes.</summary>
    public Mat Paint()
    {
        Backdrop();
        Hair(back: true);
        Body();
        Head();
        Hair(back: false);
        if (sitter.Clothes.Glasses)
            Glasses.Wear(_canvas, sitter, _pose);
        return _canvas.Develop(sitter.Studio.Grain, sitter.Seed);
    }

    private void Backdrop()
    {
        var colour = Rgb.Parse(sitter.Studio.Backdrop);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var (x, y) = ((column / (float)size) - 0.62f, (row / (float)size) - 0.38f);
                var glow = 1.25f - (0.95f * MathF.Sqrt((x * x) + (y * y))) + (0.06f * Noise.Cloud(x * 3, y * 3, sitter.Seed + 71));
                _canvas.Pixels[(row * size) + column] = colour * glow;
            }
        }
    }

    private void Body()
    {
        var body = new BodyPaint(sitter);
        var light = new StudioLight(sitter.Studio, _pose);
        var neck = body.Neck(_pose);
        _canvas.Lay(light.Light(neck), neck.Mask);
        _canvas.Darken(ChinShadow(0.3f, 0.2f, neck.Mask), 0.75f);
        var cloth = body.Cloth(_pose);
        _canvas.Darken(cloth.Mask.Blurred(0.05f * _pose.Scale).Times(neck.Mask), 0.3f);
        _canvas.Lay(light.Light(cloth), cloth.Mask);
        _canvas.Darken(ChinShadow(0.42f, 0.3f, cloth.Mask), 0.35f);
        var ears = body.Ears(_pose, new HeadOutline(sitter.Head).HalfWidth(0.2f));
        _canvas.Lay(light.Light(ears), ears.Mask);
    }

    /// <summary>The head's own outline, thrown down and blurred, where there is something for it to fall on.</summary>
    private Raster ChinShadow(float drop, float soft, Raster onto)
    {
        var outline = new HeadOutline(sitter.Head);
        var shadow = new Raster(size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var (x, y) = _pose.ToFace(column, row);
                shadow[row, column] = y > 0.3f ? outline.Coverage(x - 0.08f, y - drop, _pose.Pixel) : 0;
            }
        }
        return shadow.Blurred(soft * 0.5f * _pose.Scale).Times(onto);
    }

    private void Head()
    {
        var plate = Sculpt();
        var light = new StudioLight(sitter.Studio, _pose);
        var lit = light.Light(plate);
        var eyes = new EyePaint(sitter);
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                var at = (row * size) + column;
                if (plate.Mask.Cells[at] <= 0)
                    continue;
                var (x, y) = Turned(column, row);
                lit[at] = eyes.Paint(lit[at], x, y, _pose.Pixel, light.Luminance.Cells[at]);
            }
        });
        _canvas.Lay(lit, plate.Mask);
        using var strokes = new StrokeLayer(_pose);
        BrowStrokes.Draw(strokes, sitter);
        var (colours, mask) = strokes.Read();
        _canvas.Darken(mask.Blurred(0.02f * _pose.Scale), 0.25f);
        _canvas.Lay(colours, mask);
    }

    private SkinPlate Sculpt()
    {
        var plate = new SkinPlate(size);
        var (outline, relief, paint) = (new HeadOutline(sitter.Head), new FaceRelief(sitter), new SkinPaint(sitter));
        var mouth = new MouthShape(sitter.Mouth);
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                var (x, y) = _pose.ToFace(column, row);
                var cover = outline.Coverage(x, y, _pose.Pixel);
                if (cover <= 0)
                    continue;
                var (fx, fy) = Turned(column, row);
                var pores = sitter.Skin.Pores * 0.0022f * (Noise.At(x * 48, y * 48, sitter.Seed + 81) + Noise.At(x * 90, y * 90, sitter.Seed + 82));
                plate.Mask[row, column] = cover;
                plate.Height[row, column] = outline.Dome(x, y) + relief.Height(fx, fy) + pores;
                plate.Albedo[(row * size) + column] = paint.Face(fx, fy, _pose.Pixel);
                plate.Gloss[row, column] = sitter.Skin.Shine * (0.6f + mouth.Coverage(fx, fy, 0.02f)) * (1 + (0.5f * Noise.Cloud(x * 9, y * 9, sitter.Seed + 83)));
            }
        });
        return plate;
    }

    /// <summary>Face coordinates with the features slid over the dome: a small turn of the head.</summary>
    private (float X, float Y) Turned(int column, int row)
    {
        var (x, y) = _pose.ToFace(column, row);
        return (x - (sitter.Head.Turn * (1 - (0.6f * x * x))), y);
    }

    private void Hair(bool back)
    {
        using var layer = new StrokeLayer(_pose);
        var hair = new HairStrokes(sitter, layer);
        if (back)
            hair.DrawBack();
        else
            hair.DrawFront();
        var (colours, mask) = layer.Read();
        if (!back)
            _canvas.Darken(mask.Blurred(0.05f * _pose.Scale), 0.35f);
        _canvas.Lay(colours, mask);
    }
}

using OpenCvSharp;
using PortraitStudio.Rendering;

namespace PortraitStudio.Readings;

/// <summary>One way in which a stream spoils a picture.</summary>
internal readonly record struct Spoil(string Name, int FaceFrameHeight, float Zoom, float ShiftX, float ShiftY, float Blur, float Gain, int Jpeg, float Degrees);

/// <summary>
/// Puts a portrait into a 640 x 360 frame the way the demo's stream does and spoils it: size, place, blur, light,
/// compression, tilt. A reading that holds over all of these is not an accident of one set of pixels.
/// </summary>
internal static class Stress
{
    public static IReadOnlyList<Spoil> All { get; } =
    [
        new("plain", 0, 1, 0, 0, 0, 1, 100, 0),
        new("frame", 360, 1, 0, 0, 0, 1, 80, 0),
        new("frame, zoom, blur", 360, 1.5f, 0.02f, -0.02f, 1.6f, 0.9f, 60, 3),
        new("frame, close", 360, 1.8f, -0.08f, 0.02f, 0.8f, 1, 70, 0),
        new("frame, small", 360, 0.75f, -0.05f, 0.03f, 0.5f, 1.12f, 55, -4),
        new("zoom 1.25", 360, 1.25f, 0.03f, 0.01f, 0, 1, 75, 0),
        new("zoom 2", 360, 2, 0, -0.03f, 0, 1, 75, 0),
        new("zoom 1.75, left", 360, 1.75f, -0.12f, 0, 0, 1, 75, 0),
        new("zoom 1.75, right", 360, 1.75f, 0.12f, 0.05f, 0, 1, 75, 0),
        new("blur 1", 360, 1.2f, 0, 0, 1, 1, 75, 0),
        new("blur 2", 360, 1.2f, 0, 0, 2, 1, 75, 0),
        new("blur 3, close", 360, 1.8f, 0, 0, 3, 1, 75, 0),
        new("dark", 360, 1.2f, 0, 0, 0, 0.7f, 75, 0),
        new("bright", 360, 1.2f, 0, 0, 0, 1.25f, 75, 0),
        new("jpeg 30", 360, 1.2f, 0, 0, 0, 1, 30, 0),
        new("tilt left", 360, 1.2f, 0, 0, 0, 1, 75, -8),
        new("tilt right", 360, 1.2f, 0, 0, 0, 1, 75, 8),
        new("half size", 360, 0.6f, 0, 0, 0, 1, 70, 0),
    ];

    /// <summary>Frames that no search has seen.</summary>
    public static IReadOnlyList<Spoil> Unseen(int count)
    {
        var random = new Random(2026);
        float Between(float low, float high) => Curves.Lerp(low, high, random.NextSingle());
        return [.. Enumerable.Range(0, count).Select(_ => new Spoil("unseen", 360, Between(0.6f, 1.8f), Between(-0.1f, 0.1f), Between(-0.04f, 0.04f),
            Between(0, 2.5f), Between(0.75f, 1.2f), (int)Between(35, 90), Between(-8, 8)))];
    }

    /// <summary>The spoilt frame; the caller disposes.</summary>
    public static Mat Apply(Mat portrait, Spoil spoil)
    {
        var frame = Place(portrait, spoil);
        if (spoil.Blur > 0)
            Cv2.GaussianBlur(frame, frame, new Size(0, 0), spoil.Blur);
        if (spoil.Gain != 1)
            frame.ConvertTo(frame, -1, spoil.Gain);
        if (spoil.Jpeg >= 100)
            return frame;
        Cv2.ImEncode(".jpg", frame, out var bytes, [(int)ImwriteFlags.JpegQuality, spoil.Jpeg]);
        frame.Dispose();
        return Cv2.ImDecode(bytes, ImreadModes.Color);
    }

    private static Mat Place(Mat portrait, Spoil spoil)
    {
        if (spoil.FaceFrameHeight == 0)
            return portrait.Clone();
        var (width, height) = (spoil.FaceFrameHeight * 16 / 9, spoil.FaceFrameHeight);
        var k = spoil.Zoom * height / portrait.Height;
        using var small = new Mat();
        Cv2.Resize(portrait, small, new Size(0, 0), k, k, k < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        // The face sits a little above the middle of a portrait; zooming keeps it in the frame.
        using var turn = Cv2.GetRotationMatrix2D(new Point2f(small.Width / 2f, small.Height * 0.45f), spoil.Degrees, 1);
        turn.Set(0, 2, turn.At<double>(0, 2) + (width * (0.5 + spoil.ShiftX)) - (small.Width / 2.0));
        turn.Set(1, 2, turn.At<double>(1, 2) + (height * (Curves.Lerp(0.45f, 0.5f, Math.Clamp(spoil.Zoom - 1, 0, 1)) + spoil.ShiftY)) - (small.Height * 0.45));
        var frame = new Mat();
        Cv2.WarpAffine(small, frame, turn, new Size(width, height), InterpolationFlags.Linear, BorderTypes.Replicate);
        return frame;
    }
}

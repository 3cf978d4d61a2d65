using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Models.Manifests;
using Moderation.Models.Sessions;
using OpenCvSharp;

namespace Moderation.Benchmarks.Frames;

/// <summary>A drawn face in a 720p JPEG and the two models, as every frame benchmark needs them.</summary>
internal sealed class FrameFixture : IDisposable
{
    private const int HeightPx = 720;
    private const int WidthPx = 1280;
    private const int Seed = 1;

    public FrameFixture()
    {
        Options = new FrameScorerOptions();
        ModelsFolder = FindModels();
        Detector = ModelSession.Open(Path.Combine(ModelsFolder, "blazeface-back"));
        Age = ModelSession.Open(Path.Combine(ModelsFolder, "faceres-deep"));
        OpenCvRuntime.Prepare();
        Jpeg = Draw();
        Decoder = new OpenCvImageDecoder(Options.Images);
    }

    public FrameScorerOptions Options { get; }

    public string ModelsFolder { get; }

    public ModelSession Detector { get; }

    public ModelSession Age { get; }

    public byte[] Jpeg { get; }

    public OpenCvImageDecoder Decoder { get; }

    public void Dispose()
    {
        Decoder.Dispose();
        Detector.Dispose();
        Age.Dispose();
    }

    private static byte[] Draw()
    {
        const int SidePx = HeightPx;
        using var frame = new Mat(HeightPx, WidthPx, MatType.CV_8UC3, Scalar.Gray);
        using var rgb = Mat.FromPixelData(SidePx, SidePx, MatType.CV_8UC3, GoldenPicture.Make(GoldenPicture.Face, Seed, SidePx, SidePx));
        using var inside = new Mat(frame, new Rect((WidthPx - SidePx) / 2, 0, SidePx, SidePx));
        Cv2.CvtColor(rgb, inside, ColorConversionCodes.RGB2BGR);
        Cv2.ImEncode(".jpg", frame, out var jpeg, [new ImageEncodingParam(ImwriteFlags.JpegQuality, 85)]);
        return jpeg;
    }

    private static string FindModels()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Moderation.sln")))
                return Path.Combine(folder.FullName, "models");
        }

        throw new InvalidOperationException($"no Moderation.sln above {AppContext.BaseDirectory}");
    }
}

using System.Text.Json;
using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Models.Sessions;
using Moderation.Tests.Support;
using Moderation.Training.Ages;

namespace Moderation.Tests.Unit.Faces;

/// <summary>Managed bytes per operation against <c>bench/budgets.json</c>. Raising a budget there is a decision that a reviewer sees.</summary>
public sealed class AllocationBudgetTests
{
    private const int Rounds = 20;
    private const string Detector = "blazeface-back";
    private const string Age = "faceres-deep";

    private static readonly byte[] Frame = DrawnFrame.Jpeg(360, 640);

    [Fact]
    public void Decoding_keeps_its_budget()
    {
        using var decoder = new OpenCvImageDecoder(ImageLimits.Default);
        AssertWithin("frames.decode", () => decoder.Decode(Frame, out _));
    }

    [RequiresModelsFact(Detector)]
    public void Detection_keeps_its_budget()
    {
        using var session = ModelSession.Open(RequiresModelsFactAttribute.Folder(Detector));
        using var detector = new BlazeFaceDetector(session, new FaceDetectorOptions());
        var pixels = new byte[360 * 640 * PixelView.Channels];
        AssertWithin("frames.detect", () => detector.Detect(new PixelView(pixels, 360, 640, 640 * PixelView.Channels)));
    }

    [RequiresModelsFact(Age)]
    public void Reading_an_age_keeps_its_budget()
    {
        using var session = ModelSession.Open(RequiresModelsFactAttribute.Folder(Age));
        using var estimator = new AgeEstimator(session);
        var pixels = new byte[100 * 100 * PixelView.Channels];
        AssertWithin("frames.age", () => estimator.Estimate(new PixelView(pixels, 100, 100, 300), new FaceBox(50, 50, 60, 60, 1)));
    }

    [RequiresModelsFact(Detector, Age)]
    public void A_whole_frame_with_a_face_keeps_its_budget()
    {
        var models = Path.GetDirectoryName(RequiresModelsFactAttribute.Folder(Detector))!;
        using var factory = FrameScorerFactory.Open(models, new FrameScorerOptions());
        using var scorer = factory.Create();
        Assert.Single(scorer.Score(Frame).Faces);
        AssertWithin("frames.frame", () => scorer.Score(Frame));
    }

    [RequiresModelsFact(Detector, Age)]
    public void A_whole_frame_keeps_its_budget_with_an_age_head_too()
    {
        using var models = new TemporaryFolder();
        foreach (var model in new[] { Detector, Age })
            Directory.CreateSymbolicLink(models.File(model), RequiresModelsFactAttribute.Folder(model));
        PlantedFaces.Install(models.Path, AgeHeadTrainer.Train(PlantedFaces.Draw(200, 1024, seed: 1).Faces, PlantedFaces.FewFaces));
        using var factory = FrameScorerFactory.Open(models.Path, new FrameScorerOptions());
        using var scorer = factory.Create();
        Assert.NotNull(Assert.Single(scorer.Score(Frame).Faces).Age!.Value.HeadUnder18);
        AssertWithin("frames.frame", () => scorer.Score(Frame));
    }

    private static void AssertWithin(string name, Action operation)
    {
        operation();
        operation();
        var perOperation = Allocation.Of(Rounds, _ => operation()) / Rounds;
        Assert.InRange(perOperation, 0, Budget(name));
    }

    private static long Budget(string name)
    {
        var root = Path.GetDirectoryName(Path.GetDirectoryName(RequiresModelsFactAttribute.Folder(Detector)))!;
        using var budgets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "bench", "budgets.json")));
        return budgets.RootElement.GetProperty("allocatedBytesPerOperation").GetProperty(name).GetInt64();
    }
}

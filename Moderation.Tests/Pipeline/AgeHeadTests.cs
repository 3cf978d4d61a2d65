using System.Runtime.InteropServices;
using Moderation.Cli.Evaluation;
using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Tests.Support;
using Moderation.Training.Ages;

namespace Moderation.Tests.Pipeline;

/// <summary>The whole command on faces drawn here, then the head it made: in the scorer and in the report.</summary>
public sealed class AgeHeadTests : IDisposable
{
    private const int FaceCount = 120;
    private static readonly string[] ModelNames = ["blazeface-back", "faceres-deep"];
    private static readonly DateOnly Day = new(2026, 1, 2);

    // drawings differ less than people do
    private static readonly AgeHeadOptions Options = PlantedFaces.FewFaces with { DuplicateCosine = 0.99999f };

    private readonly TemporaryFolder _folder = new();
    private readonly string _models;
    private readonly string _faces;

    public AgeHeadTests()
    {
        (_models, _faces) = (_folder.File("models"), _folder.File("faces"));
        Directory.CreateDirectory(_models);
        Directory.CreateDirectory(_faces);
        foreach (var model in ModelNames)
            Directory.CreateSymbolicLink(Path.Combine(_models, model), RequiresModelsFactAttribute.Folder(model));
    }

    private string Head => Path.Combine(_models, "age-head");

    public void Dispose() => _folder.Dispose();

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void A_head_is_trained_written_served_and_measured()
    {
        DrawnFaces.Write(_faces, FaceCount, seed: 1);
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal((0, ""), (AgeHeadCommand.Run(Request(), Options, output, error), error.ToString()));

        Assert.Equal(["card.md", "head.onnx", "manifest.json"], Directory.GetFiles(Head).Select(Path.GetFileName).Order());
        Assert.Equal([Head, .. ModelNames.Select(name => Path.Combine(_models, name))], Directory.GetDirectories(_models).Order());
        AssertNoDescriptorIn(Directory.GetFiles(Head));
        using var factory = FrameScorerFactory.Open(_models, new FrameScorerOptions());
        Assert.Equal([.. ModelNames, "age-head"], factory.Models.Select(model => model.Name));
        using var scorer = factory.Create();
        var measured = AgeMeasurement.MeasureAll(AgeLabels.Read(_faces, null), scorer, ImageLimits.Default);
        AssertReportedTwice(AgeReport.Of(measured, factory.Models));
    }

    [RequiresModelsFact("blazeface-back", "faceres-deep")]
    public void Without_a_head_ages_are_read_as_with_one()
    {
        var frame = DrawnFrame.Jpeg(360, 640);
        var plain = Score();
        PlantedFaces.Install(_models, AgeHeadTrainer.Train(PlantedFaces.Draw(200, 1024, seed: 1).Faces, PlantedFaces.FewFaces));
        var headed = Score();

        Assert.Null(plain.Age!.Value.HeadUnder18);
        Assert.InRange(headed.Age!.Value.HeadUnder18!.Value, 0, 1);
        Assert.Equal(plain, headed with { Age = headed.Age.Value with { HeadUnder18 = null } });

        ScoredFace Score()
        {
            using var factory = FrameScorerFactory.Open(_models, new FrameScorerOptions());
            using var scorer = factory.Create();
            return Assert.Single(scorer.Score(frame).Faces);
        }
    }

    [Fact]
    public void Too_few_pictures_are_refused_before_any_is_read_and_nothing_is_written()
    {
        for (var i = 0; i < 30; i++)
            File.WriteAllBytes(Path.Combine(_faces, $"{15 + i % 8}_{i}.jpg"), []);
        var error = new StringWriter();

        Assert.Equal(1, AgeHeadCommand.Run(Request(), new AgeHeadOptions(), TextWriter.Null, error));

        Assert.Contains("30 pictures, at least 1,000 needed; 12 pictures aged 13 to 17, at least 100 needed", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Head));
    }

    private AgeHeadRequest Request() => new(_faces, null, "drawn for a test", _models, Head, Day);

    /// <summary>Descriptors are biometric: not even four numbers of one in a row may lie in what is written.</summary>
    private void AssertNoDescriptorIn(string[] files)
    {
        using var source = AgeFeatureSource.Open(_models, new FrameScorerOptions());
        var intake = FaceIntake.Read([.. AgeLabels.Read(_faces, null).Take(20)], source, ImageLimits.Default);
        Assert.NotEmpty(intake.Faces);
        var written = files.Select(File.ReadAllBytes).ToArray();
        foreach (var face in intake.Faces)
        {
            Assert.Equal(1024, face.Descriptor.Length);
            for (var at = 0; at + 4 <= face.Descriptor.Length; at += 4)
            {
                var part = face.Descriptor.AsSpan(at, 4);
                if (part.ContainsAnyExcept(0f))
                    AssertNowhere(written, MemoryMarshal.AsBytes(part).ToArray());
            }
        }
    }

    private static void AssertNowhere(byte[][] written, byte[] part) => Assert.All(written, bytes => Assert.True(bytes.AsSpan().IndexOf(part) < 0));

    private static void AssertReportedTwice(AgeReport report)
    {
        Assert.InRange(report.FacesRead, FaceCount / 2, FaceCount);
        Assert.InRange(report.Head!.AucMinors13To17Against18To25!.Value, 0.95, 1);
        Assert.True(report.Milliseconds.AgeWithHeadPerFace > report.Milliseconds.AgePerFace);
        var text = new StringWriter();
        AgeReportText.Write(report, text);
        Assert.Matches(@"AUC 13-17 against 18-25 +\d\.\d{3} +\d\.\d{3}", text.ToString());
        Assert.Contains("with the age head", text.ToString(), StringComparison.Ordinal);
    }
}

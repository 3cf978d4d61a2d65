using Microsoft.ML;
using Microsoft.ML.Data;
using Moderation.Cli.ModelFiles;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;
using Moderation.Tests.Support;
using Moderation.Training.Ages;

namespace Moderation.Tests.Unit.Training.Ages;

public sealed class AgeHeadFileTests : IDisposable
{
    private static readonly ModelManifest AgeModel = ModelManifest.Load(RequiresModelsFactAttribute.Folder("faceres-deep"));
    private static readonly PlantedFaces Planted = PlantedFaces.Draw(400, 48, seed: 1);
    private static readonly TrainedAgeHead Trained = AgeHeadTrainer.Train(Planted.Faces, PlantedFaces.FewFaces);

    private readonly TemporaryFolder _models = new();

    public AgeHeadFileTests() => PlantedFaces.Install(_models.Path, Trained);

    public void Dispose() => _models.Dispose();

    [Fact]
    public void The_file_answers_as_microsoft_ml_does()
    {
        using var session = AgeHeadSession.OpenIfPresent(_models.Path, AgeModel)!;
        using var head = new AgeHead(session);
        var served = Planted.Faces.Select(face => head.ReadUnder18(face.Descriptor, face.ExpectedYears)).ToArray();

        var machine = new MLContext(1);
        var model = Trained.Model;
        var logOdds = Column("Score", model.Boundary, Planted.Faces.Select(face => model.Scale.Apply(face.Descriptor)));
        var expected = Column("Probability", model.Stack.Logistic, Planted.Faces.Zip(logOdds, (face, odds) => model.Stack.Scale.Apply([odds, face.ExpectedYears])));

        Assert.All(served.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 1e-5, pair.Second + 1e-5));
        Assert.InRange(served.Max() - served.Min(), 0.5, 1);

        float[] Column(string name, LogisticModel fitted, IEnumerable<float[]> rows) =>
            [.. fitted.Machine.Transform(LogisticFit.View(machine, [.. rows.Select(row => new LogisticRow { Features = row })])).GetColumn<float>(name)];
    }

    [Fact]
    public void A_models_folder_without_a_head_is_served_without_one()
    {
        using var empty = new TemporaryFolder();
        Assert.Null(AgeHeadSession.OpenIfPresent(empty.Path, AgeModel));
    }

    [Fact]
    public void A_head_of_another_age_model_is_refused_with_both_hashes()
    {
        var other = new AgeModelFile(AgeModel.Name, new string('a', 64));
        PlantedFaces.Install(_models.Path, Trained, other);
        var message = OpenFails();
        Assert.Contains(other.Sha256, message, StringComparison.Ordinal);
        Assert.Contains(AgeModel.Onnx.Sha256, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_head_is_refused()
    {
        File.WriteAllBytes(_models.File(AgeHeadManifest.ModelName, "head.onnx"), [1, 2, 3]);
        Assert.Contains("SHA-256", OpenFails(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_whose_manifest_claims_another_length_is_refused()
    {
        var folder = _models.File(AgeHeadManifest.ModelName);
        (AgeHeadManifest.Load(folder) with { DescriptorLength = 47 }).Save(folder);
        Assert.Contains("[-1,48]", OpenFails(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_refused_and_not_passed_over()
    {
        File.Delete(_models.File(AgeHeadManifest.ModelName, ModelManifest.FileName));
        Assert.Contains("does not exist", OpenFails(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_states_licence_model_counts_and_measured_curves()
    {
        var card = File.ReadAllText(_models.File(AgeHeadManifest.ModelName, "card.md"));
        Assert.Contains("drawn by a formula", card, StringComparison.Ordinal);
        Assert.Contains(AgeModel.Onnx.Sha256, card, StringComparison.Ordinal);
        Assert.Contains($"400 faces in {Trained.GroupCount} groups", card, StringComparison.Ordinal);
        Assert.Contains("2026-01-02", card, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"| {Trained.WithoutHead.AucTeenagersAgainstYoungAdults:F3} | {Trained.BoundaryOnly.AucTeenagersAgainstYoungAdults:F3} | {Trained.WithHead.AucTeenagersAgainstYoungAdults:F3} |"), card, StringComparison.Ordinal);
        Assert.Matches(@"\| faces \| 0 \| \d+ \| \d+ \| \d+ \| \d+ \| 0 \| 0 \|", card);
    }

    [Fact]
    public void A_head_is_never_fetched()
    {
        Directory.CreateSymbolicLink(_models.File("blazeface-back"), RequiresModelsFactAttribute.Folder("blazeface-back"));
        var catalogue = ModelCatalogue.Read(_models.Path, []);
        Assert.Equal(["blazeface-back"], catalogue.Fetched.Select(folder => folder.Manifest.Name));
        Assert.Empty(catalogue.Shipped);
    }

    private string OpenFails() => Assert.Throws<ManifestException>(() => AgeHeadSession.OpenIfPresent(_models.Path, AgeModel)).Message;
}

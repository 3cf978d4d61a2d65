using Moderation.Models.Manifests;
using Moderation.Models.Sessions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Sessions;

public sealed class ModelSessionTests : IDisposable
{
    private const string Model = "faceres-deep";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("model-session");
    private readonly string _folder;
    private string _manifest;

    public ModelSessionTests()
    {
        _folder = _root.CreateSubdirectory(Model).FullName;
        _manifest = File.ReadAllText(Path.Combine(RequiresModelsFactAttribute.Folder(Model), ModelManifest.FileName));
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_model_that_was_never_fetched_says_how_to_get_it() =>
        Assert.Contains("moderation models fetch", OpenFails().Message, StringComparison.Ordinal);

    [Fact]
    public void Another_file_than_the_manifest_names_is_refused_with_both_hashes()
    {
        File.WriteAllBytes(ModelFile, [1, 2, 3]);
        var message = OpenFails().Message;
        Assert.Contains(FileHash.Sha256([1, 2, 3]), message, StringComparison.Ordinal);
        Assert.Contains(ManifestHash, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused_at_load()
    {
        byte[] garbage = [1, 2, 3];
        File.WriteAllBytes(ModelFile, garbage);
        _manifest = _manifest.Replace(ManifestHash, FileHash.Sha256(garbage), StringComparison.Ordinal);
        Assert.Contains("no model", OpenFails().Message, StringComparison.Ordinal);
    }

    [RequiresModelsFact(Model)]
    public void A_model_with_another_shape_than_its_manifest_says_is_refused_with_both_shapes()
    {
        File.Copy(Path.Combine(RequiresModelsFactAttribute.Folder(Model), "model.onnx"), ModelFile);
        var changed = _manifest.Replace("[-1, 100]", "[-1, 101]", StringComparison.Ordinal);
        Assert.NotEqual(_manifest, changed);
        _manifest = changed;
        var message = OpenFails().Message;
        Assert.Contains("[-1,100]", message, StringComparison.Ordinal);
        Assert.Contains("[-1,101]", message, StringComparison.Ordinal);
    }

    private string ModelFile => Path.Combine(_folder, "model.onnx");

    private static string ManifestHash => ModelManifest.Load(RequiresModelsFactAttribute.Folder(Model)).Onnx.Sha256;

    private ManifestException OpenFails()
    {
        File.WriteAllText(Path.Combine(_folder, ModelManifest.FileName), _manifest);
        return Assert.Throws<ManifestException>(() => ModelSession.Open(_folder));
    }
}

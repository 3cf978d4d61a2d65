using Moderation.Cli.Host;
using Moderation.Cli.ModelFiles;
using Moderation.Models.Manifests;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.ModelFiles;

public sealed class ModelCatalogueTests : IDisposable
{
    private const string Hash = "0000000000000000000000000000000000000000000000000000000000000000";
    private readonly TinyPackage _package = new();
    private readonly List<string> _lines = [];

    public ModelCatalogueTests()
    {
        Write("text", $$$"""
            {"name":"text","summary":"reads lines","licence":{"spdx":"Apache-2.0","trainingData":"made up"},
             "onnx":{"path":"model.onnx","sha256":"{{{Hash}}}"},"heads":{"path":"heads.onnx","sha256":"{{{Hash}}}"},"linear":{"path":"linear.onnx","sha256":"{{{Hash}}}"}}
            """);
        Write("age-head", $$$"""{"name":"age-head","onnx":{"path":"model.onnx","sha256":"{{{Hash}}}"}}""");
        Write("age-evidence", """{"name":"age-evidence"}""");
    }

    public void Dispose() => _package.Dispose();

    [Fact]
    public void Models_are_told_apart_by_where_their_files_come_from()
    {
        var catalogue = ModelCatalogue.Read(_package.Models, []);

        Assert.Equal(["tiny"], catalogue.Fetched.Select(folder => folder.Manifest.Name));
        Assert.Equal(["text"], catalogue.Shipped.Select(model => model.Manifest.Name));
    }

    [Fact]
    public void A_name_picks_one_and_a_wrong_name_lists_all()
    {
        var named = ModelCatalogue.Read(_package.Models, ["text"]);

        Assert.Empty(named.Fetched);
        Assert.Single(named.Shipped);
        var problem = Assert.Throws<ModelFilesException>(() => ModelCatalogue.Read(_package.Models, ["txet"]));
        Assert.Contains("no model 'txet', only text, tiny", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shipped_model_is_not_fetched()
    {
        await new ModelFetch(new ModerationHome(Path.GetDirectoryName(_package.Models)!), new NpmPackage("no-such-program"), new FetchProgress(_lines.Add, _lines.Add))
            .RunAsync(["text"], force: true, CancellationToken.None);

        Assert.Equal(["text: part of the repository"], _lines);
    }

    [Fact]
    public async Task A_shipped_model_that_is_missing_or_another_file_fails_the_verification()
    {
        Assert.Equal(1, await VerifyAsync(_package.Models));
        Assert.Contains("text: missing; it is part of the repository", _lines.Single(), StringComparison.Ordinal);

        WriteFiles("something else");
        _lines.Clear();
        Assert.Equal(1, await VerifyAsync(_package.Models));
        Assert.Contains("text: not the files that the manifest names", _lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shipped_file_that_has_the_right_hash_and_is_no_model_fails_the_verification()
    {
        WriteFiles("no model");
        var manifest = Path.Combine(_package.Models, "text", ModelManifest.FileName);
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace(Hash, FileHash.Sha256("no model"u8.ToArray()), StringComparison.Ordinal));

        Assert.Equal(1, await VerifyAsync(_package.Models));
        Assert.Contains("is no model", _lines.Single(), StringComparison.Ordinal);
    }

    [RequiresModelsFact("text")]
    public async Task The_text_model_that_ships_is_the_one_of_its_manifest_and_loads()
    {
        Assert.Equal(0, await VerifyAsync(Path.Combine(Repository.Root, "models")));
        Assert.Equal(["text: valid"], _lines);
    }

    private Task<int> VerifyAsync(string models) => ModelVerification.RunAsync(models, ["text"], _lines.Add, CancellationToken.None);

    /// <summary>Writes the same text into every file of the shipped model.</summary>
    private void WriteFiles(string text)
    {
        foreach (var file in TextManifest.Load(Path.Combine(_package.Models, "text")).Files)
            File.WriteAllText(Path.Combine(_package.Models, "text", file.Path), text);
    }

    private void Write(string name, string manifest)
    {
        Directory.CreateDirectory(Path.Combine(_package.Models, name));
        File.WriteAllText(Path.Combine(_package.Models, name, ModelManifest.FileName), manifest);
    }
}

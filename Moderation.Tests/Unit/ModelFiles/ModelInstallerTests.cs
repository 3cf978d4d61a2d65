using System.Text;
using Moderation.Cli.ModelFiles;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.ModelFiles;

public sealed class ModelInstallerTests : IDisposable
{
    private static readonly string[] Untouched = ["answers.f32", "manifest.json"];

    private readonly TinyPackage _package = new();

    [Fact]
    public async Task Good_package_becomes_a_valid_model_with_its_licence_beside_it()
    {
        Assert.Equal(ModelFileState.Missing, await _package.Folder.StateAsync(CancellationToken.None));
        var comparisons = await InstallAsync();
        Assert.Equal(0, Assert.Single(comparisons).MaxDifference);
        Assert.Equal(["LICENSE.upstream", "answers.f32", "manifest.json", "model.onnx"], _package.Left);
        Assert.Equal(ModelFileState.Valid, await _package.Folder.StateAsync(CancellationToken.None));
        Assert.Equal(0, await ModelVerification.RunAsync(_package.Models, [], _ => { }, CancellationToken.None));
    }

    [Fact]
    public async Task Changed_model_file_is_noticed()
    {
        await InstallAsync();
        await File.AppendAllTextAsync(_package.Folder.OnnxPath, "x");
        Assert.Equal(ModelFileState.Changed, await _package.Folder.StateAsync(CancellationToken.None));
        Assert.Equal(1, await ModelVerification.RunAsync(_package.Models, [], _ => { }, CancellationToken.None));
    }

    [Fact]
    public async Task Tarball_with_another_hash_leaves_nothing()
    {
        await File.AppendAllTextAsync(_package.Tarball, "x");
        await AssertRefusedAsync("has hash");
    }

    [Theory]
    [InlineData(0, "tiny.tgz")]
    [InlineData(40, "tiny.tgz")]
    [InlineData(300, "has sha256")]
    public async Task Tarball_cut_short_leaves_nothing_even_when_its_hash_was_sealed(int byteCount, string reason)
    {
        var bytes = await File.ReadAllBytesAsync(_package.Tarball);
        await File.WriteAllBytesAsync(_package.Tarball, bytes[..byteCount]);
        _package.Edit(m => m["source"]!["integrity"] = _package.Integrity());
        await AssertRefusedAsync(reason);
    }

    [Theory]
    [InlineData("package/../../outside")]
    [InlineData("/tmp/outside")]
    public async Task Entry_that_climbs_out_refuses_the_whole_package(string entry)
    {
        _package.Repack(new Dictionary<string, byte[]> { [entry] = [1] });
        await AssertRefusedAsync("a path outside of itself");
    }

    [Fact]
    public async Task File_with_another_hash_is_named()
    {
        _package.Repack(new Dictionary<string, byte[]> { ["package/LICENSE"] = Encoding.UTF8.GetBytes("pay up") });
        await AssertRefusedAsync("'package/LICENSE'");
    }

    [Fact]
    public async Task Missing_file_is_named()
    {
        _package.Repack(new Dictionary<string, byte[]> { ["package/other"] = [1] });
        await AssertRefusedAsync("package/g.json");
    }

    [Fact]
    public async Task Model_that_answers_otherwise_than_its_original_leaves_nothing()
    {
        var answers = Path.Combine(_package.Folder.Path, "answers.f32");
        var bytes = await File.ReadAllBytesAsync(answers);
        bytes[2] ^= 1;
        await File.WriteAllBytesAsync(answers, bytes);
        await AssertRefusedAsync("is not the file that the manifest names");
        _package.Edit(m => m["goldens"]![0]!["answers"]!["sha256"] = Moderation.Models.Manifests.FileHash.Sha256(bytes));
        await AssertRefusedAsync("does not answer like the original");
    }

    [Fact]
    public async Task Converter_that_writes_other_bytes_than_the_manifest_says_leaves_nothing()
    {
        _package.Edit(m => m["onnx"]!["sha256"] = new string('a', 64));
        await AssertRefusedAsync("the converter changed without its manifest");
        _package.Edit(m => m["conversion"]!["id"] = "other/1");
        await AssertRefusedAsync("wants conversion 'other/1'");
    }

    [Fact]
    public async Task Failed_install_keeps_the_model_that_was_there()
    {
        await InstallAsync();
        await File.AppendAllTextAsync(_package.Tarball, "x");
        await Assert.ThrowsAsync<ModelFilesException>(InstallAsync);
        Assert.Equal(ModelFileState.Valid, await _package.Folder.StateAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Leftover_of_a_killed_fetch_is_cleared_away()
    {
        Directory.CreateDirectory(Path.Combine(_package.Folder.Path, ".staging"));
        await File.WriteAllTextAsync(Path.Combine(_package.Folder.Path, ".staging", "model.onnx"), "half");
        await InstallAsync();
        Assert.DoesNotContain(".staging", _package.Left);
    }

    public void Dispose() => _package.Dispose();

    private Task<IReadOnlyList<Moderation.Models.Manifests.GoldenComparison>> InstallAsync() =>
        ModelInstaller.InstallAsync(_package.Folder, _package.Tarball, CancellationToken.None);

    private async Task AssertRefusedAsync(string reason)
    {
        var problem = await Assert.ThrowsAsync<ModelFilesException>(InstallAsync);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Equal(Untouched, _package.Left);
    }
}

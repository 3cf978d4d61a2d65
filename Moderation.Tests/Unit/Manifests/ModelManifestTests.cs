using System.Text.Json.Nodes;
using Moderation.Models.Manifests;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Manifests;

public sealed class ModelManifestTests : IDisposable
{
    private readonly TinyPackage _package = new();

    [Fact]
    public void Complete_manifest_is_read()
    {
        var manifest = Load();
        Assert.Equal((TensorLayout.Nhwc, ChannelOrder.Rgb, 2, 2), (manifest.Input.Layout, manifest.Input.Channels, manifest.Input.HeightPx, manifest.Input.WidthPx));
        Assert.Equal("y", manifest.Output("double").Source);
        Assert.Contains("only double", Assert.Throws<KeyNotFoundException>(() => manifest.Output("triple")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_key_is_an_error_with_its_name() => AssertRefused(m => m["input"]!["means"] = 1, "means");

    [Theory]
    [InlineData("licence")]
    [InlineData("goldens")]
    [InlineData("input")]
    public void Missing_key_is_an_error_with_its_name(string key) => AssertRefused(m => m.AsObject().Remove(key), key);

    [Fact]
    public void Null_where_a_value_is_needed_is_an_error() => AssertRefused(m => m["summary"] = null, "summary");

    [Fact]
    public void Name_must_be_the_folder_name() => AssertRefused(m => m["name"] = "other", "folder's name");

    [Fact]
    public void Decoded_tensor_must_be_an_output() =>
        AssertRefused(m => m["age"] = new JsonObject { ["distribution"] = "age", ["offsetYears"] = 0.5 }, "'age' is decoded but not an output");

    [Fact]
    public void Anchors_must_fill_their_outputs() => AssertRefused(
        m => m["anchors"] = JsonNode.Parse("""{"inputPx":256,"decoding":"","layers":[{"stridePx":16,"perCell":2,"scores":"double","boxes":"double"}]}"""),
        "need 512 rows");

    [Fact]
    public void Hash_must_look_like_one() => AssertRefused(m => m["onnx"]!["sha256"] = "ABC", "model.onnx");

    [Fact]
    public void Conversion_must_name_a_file_of_the_package() => AssertRefused(m => m["conversion"]!["graph"] = "package/none.json", "none.json");

    [Fact]
    public void Missing_manifest_is_named()
    {
        File.Delete(_package.ManifestPath);
        Assert.Contains("does not exist", Assert.Throws<ManifestException>(Load).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _package.Dispose();

    private ModelManifest Load() => ModelManifest.Load(Path.GetDirectoryName(_package.ManifestPath)!);

    private void AssertRefused(Action<JsonNode> change, string reason)
    {
        _package.Edit(change);
        var problem = Assert.Throws<ManifestException>(Load);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith(_package.ManifestPath, problem.Message, StringComparison.Ordinal);
    }
}

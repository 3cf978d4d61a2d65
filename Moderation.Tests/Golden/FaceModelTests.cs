using Moderation.Models.Manifests;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden;

/// <summary>The converted models against stored answers of the originals, run in JavaScript (models/golden-reference).</summary>
public sealed class FaceModelTests
{
    [RequiresModelsFact("blazeface-back")]
    public Task Detector_is_the_file_of_its_manifest_and_answers_like_the_original() => AssertGoldenAsync("blazeface-back");

    [RequiresModelsFact("faceres-deep")]
    public Task Age_model_is_the_file_of_its_manifest_and_answers_like_the_original() => AssertGoldenAsync("faceres-deep");

    [Theory]
    [InlineData("blazeface-back", 256)]
    [InlineData("faceres-deep", 224)]
    public void Manifest_is_complete_and_its_golden_pictures_are_reproducible(string name, int sidePx)
    {
        var manifest = ModelManifest.Load(RequiresModelsFactAttribute.Folder(name));
        Assert.Equal((sidePx, sidePx), (manifest.Input.HeightPx, manifest.Input.WidthPx));
        foreach (var golden in manifest.Goldens)
            Assert.Equal(golden.PictureSha256, FileHash.Sha256(GoldenPicture.Make(golden.Generator, golden.Seed, sidePx, sidePx)));
    }

    private static async Task AssertGoldenAsync(string name)
    {
        var folder = RequiresModelsFactAttribute.Folder(name);
        var manifest = ModelManifest.Load(folder);
        var onnx = Path.Combine(folder, manifest.Onnx.Path);
        Assert.Equal(manifest.Onnx.Sha256, await FileHash.Sha256Async(onnx));
        var comparisons = GoldenCheck.Run(manifest, folder, onnx);
        Assert.Equal(manifest.Goldens.Count * manifest.Outputs.Count, comparisons.Count);
        Assert.All(comparisons, comparison => Assert.True(comparison.Passed, comparison.ToString()));
    }
}

using Moderation.Models.Conversion;
using Moderation.Models.Manifests;
using Moderation.Models.Onnx;

namespace Moderation.Cli.ModelFiles;

/// <summary>Makes one model's file out of a checked tarball: unpack, convert, compare with the golden answers, move into place.</summary>
/// <remarks>Everything is written into a staging folder and moved at the end, the model last: a model file that exists is a whole one.</remarks>
internal static class ModelInstaller
{
    private const string Staging = ".staging";

    /// <exception cref="ModelFilesException">The package or the conversion is not what the manifest says; nothing is left behind.</exception>
    public static async Task<IReadOnlyList<GoldenComparison>> InstallAsync(ModelFolder folder, string tarball, CancellationToken cancellation)
    {
        var staging = Path.Combine(folder.Path, Staging);
        RemoveFolder(staging);
        Directory.CreateDirectory(staging);
        try
        {
            var source = folder.Manifest.Source;
            await PackageTarball.CheckAsync(tarball, source, cancellation);
            await PackageTarball.UnpackAsync(tarball, source.Files, staging, cancellation);
            var onnx = Path.Combine(staging, folder.Manifest.Onnx.Path);
            Convert(folder.Manifest, Path.Combine(staging, folder.Manifest.Conversion.Graph), onnx);
            var comparisons = Compare(folder, onnx);
            await CheckHashAsync(folder.Manifest, onnx, cancellation);
            File.Move(Path.Combine(staging, source.LicenceFile), folder.LicencePath, overwrite: true);
            File.Move(onnx, folder.OnnxPath, overwrite: true);
            return comparisons;
        }
        finally
        {
            RemoveFolder(staging);
        }
    }

    private static void Convert(ModelManifest manifest, string graph, string onnx)
    {
        if (manifest.Conversion.Id != TfjsConverter.Id)
            throw new ModelFilesException($"{manifest.Name} wants conversion '{manifest.Conversion.Id}', this program does '{TfjsConverter.Id}'");
        try
        {
            var model = TfjsConverter.Convert(TfjsModel.Load(graph), ConversionPlan.For(manifest));
            using var stream = File.Create(onnx);
            OnnxModelWriter.Write(model, stream);
        }
        catch (ConversionException e)
        {
            throw new ModelFilesException($"{manifest.Name} cannot be converted: {e.Message}", e);
        }
    }

    private static IReadOnlyList<GoldenComparison> Compare(ModelFolder folder, string onnx)
    {
        try
        {
            var comparisons = GoldenCheck.Run(folder.Manifest, folder.Path, onnx);
            var failed = comparisons.Where(c => !c.Passed).ToArray();
            return failed.Length == 0
                ? comparisons
                : throw new ModelFilesException($"{folder.Manifest.Name} does not answer like the original: {string.Join("; ", failed.Select(c => c.ToString()))}");
        }
        catch (GoldenException e)
        {
            throw new ModelFilesException($"{folder.Manifest.Name} cannot be compared with the original: {e.Message}", e);
        }
    }

    private static async Task CheckHashAsync(ModelManifest manifest, string onnx, CancellationToken cancellation)
    {
        var hash = await FileHash.Sha256Async(onnx, cancellation);
        if (hash != manifest.Onnx.Sha256)
            throw new ModelFilesException($"{manifest.Name} answers like the original, but its file has sha256 {hash}, expected {manifest.Onnx.Sha256}: the converter changed without its manifest");
    }

    private static void RemoveFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

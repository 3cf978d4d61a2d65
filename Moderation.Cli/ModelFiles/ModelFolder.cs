using System.Text.Json;
using Moderation.Models.Manifests;

namespace Moderation.Cli.ModelFiles;

internal enum ModelFileState
{
    Missing,
    Valid,

    /// <summary>Present, but not the file that the manifest names.</summary>
    Changed,
}

/// <summary>One folder under <c>models/</c> whose weights are fetched.</summary>
internal sealed record ModelFolder(string Path, ModelManifest Manifest)
{
    public const string LicenceName = "LICENSE.upstream";

    public string OnnxPath => System.IO.Path.Combine(Path, Manifest.Onnx.Path);

    public string LicencePath => System.IO.Path.Combine(Path, LicenceName);

    /// <summary>The folders under <paramref name="models"/>, by name; all of them, or those named.</summary>
    /// <exception cref="ModelFilesException">A name that has no folder.</exception>
    public static IReadOnlyList<ModelFolder> Read(string models, IReadOnlyCollection<string> names)
    {
        var folders = Directory.Exists(models)
            ? Directory.GetDirectories(models).Where(IsFetched).Select(f => new ModelFolder(f, ModelManifest.Load(f))).OrderBy(f => f.Manifest.Name, StringComparer.Ordinal).ToArray()
            : [];
        if (folders.Length == 0)
            throw new ModelFilesException($"no model manifests under {models}");
        var unknown = names.FirstOrDefault(name => folders.All(f => f.Manifest.Name != name));
        if (unknown is not null)
            throw new ModelFilesException($"no model '{unknown}', only {string.Join(", ", folders.Select(f => f.Manifest.Name))}");
        return [.. folders.Where(f => names.Count == 0 || names.Contains(f.Manifest.Name))];
    }

    public async Task<ModelFileState> StateAsync(CancellationToken cancellation)
    {
        if (!File.Exists(OnnxPath) || !File.Exists(LicencePath))
            return ModelFileState.Missing;
        return await FileHash.Sha256Async(OnnxPath, cancellation) == Manifest.Onnx.Sha256 ? ModelFileState.Valid : ModelFileState.Changed;
    }

    /// <summary>Folders whose manifest names no package hold what was made here: parameters, the text model, an operator's age head. Nothing is fetched for them.</summary>
    private static bool IsFetched(string folder)
    {
        var path = System.IO.Path.Combine(folder, ModelManifest.FileName);
        if (!File.Exists(path))
            return false;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind != JsonValueKind.Object || json.RootElement.TryGetProperty("source", out _);
        }
        catch (JsonException e)
        {
            throw new ManifestException(path, e.Message, e);
        }
    }
}

using System.Text.Json;
using Moderation.Models.Manifests;

namespace Moderation.Cli.ModelFiles;

/// <summary>The models of the project that have files of their own under <c>models/</c>, by where the files come from.</summary>
/// <param name="Fetched">Fetched and converted, by name.</param>
/// <param name="Shipped">Part of the repository, by name.</param>
internal sealed record ModelCatalogue(IReadOnlyList<ModelFolder> Fetched, IReadOnlyList<ShippedModel> Shipped)
{
    private enum Origin
    {
        /// <summary>Parameters in the manifest itself, or an age head that an operator trained; the Worker checks both when it loads them.</summary>
        Other,
        Fetched,
        Shipped,
    }

    private IEnumerable<string> Names => Fetched.Select(f => f.Manifest.Name).Concat(Shipped.Select(s => s.Manifest.Name)).Order(StringComparer.Ordinal);

    /// <summary>The folders under <paramref name="models"/>; all of them, or those named.</summary>
    /// <exception cref="ModelFilesException">No model at all, or a name that has no folder.</exception>
    public static ModelCatalogue Read(string models, IReadOnlyCollection<string> names)
    {
        var folders = (Directory.Exists(models) ? Directory.GetDirectories(models) : []).Order(StringComparer.Ordinal).ToLookup(OriginOf);
        var all = new ModelCatalogue(
            [.. folders[Origin.Fetched].Select(f => new ModelFolder(f, ModelManifest.Load(f)))],
            [.. folders[Origin.Shipped].Select(f => new ShippedModel(f, TextManifest.Load(f)))]);
        if (!all.Names.Any())
            throw new ModelFilesException($"no model manifests under {models}");
        if (names.FirstOrDefault(name => !all.Names.Contains(name)) is { } unknown)
            throw new ModelFilesException($"no model '{unknown}', only {string.Join(", ", all.Names)}");
        return names.Count == 0 ? all : new ModelCatalogue(
            [.. all.Fetched.Where(f => names.Contains(f.Manifest.Name))], [.. all.Shipped.Where(s => names.Contains(s.Manifest.Name))]);
    }

    /// <summary>A manifest that names a source is of a fetched model; one that names an ONNX file and no source, of a file that was made here and ships.</summary>
    private static Origin OriginOf(string folder)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        if (!File.Exists(path))
            return Origin.Other;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Origin.Fetched;
            return json.RootElement.TryGetProperty("source", out _) ? Origin.Fetched
                : json.RootElement.TryGetProperty("onnx", out _) && Path.GetFileName(folder) != AgeHeadManifest.ModelName ? Origin.Shipped
                : Origin.Other;
        }
        catch (JsonException e)
        {
            throw new ManifestException(path, e.Message, e);
        }
    }
}

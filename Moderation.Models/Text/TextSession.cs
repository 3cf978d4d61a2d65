using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;
using Moderation.Models.Onnx;
using Moderation.Models.Sessions;
using Moderation.Models.Text.Characters;
using Moderation.Models.Text.Features;

namespace Moderation.Models.Text;

/// <summary>One loaded text model: the tables that lines are pooled from, the filters that look through them, and the session that makes scores of both. Shared: any number of scorers bind to it.</summary>
/// <remarks>Threads: safe. One thread works per call. Ownership: dispose it after all bindings.</remarks>
public sealed class TextSession : IDisposable
{
    /// <summary>Names of the graphs' inputs and outputs.</summary>
    internal const string Ids = "ids", Counts = "counts", Symbols = "symbols", Pooled = "bag", Filtered = "filters", Scores = "scores", French = "french";

    /// <summary>The command that makes the model's files.</summary>
    internal const string Maker = "moderation training text train";

    private const int IdHashLength = 16;

    private TextSession(ModelId id, WholeModel whole, InferenceSession heads) => (Id, Spec, Bag, Filters, Heads) = (id, whole.Spec, whole.Bag, whole.Filters, heads);

    /// <summary>The model by name and content.</summary>
    public ModelId Id { get; }

    /// <summary>What it says about itself.</summary>
    public TextModelSpec Spec { get; }

    internal EmbeddingBag Bag { get; }

    internal CharacterFilters Filters { get; }

    internal InferenceSession Heads { get; }

    /// <summary>Loads a model, and checks its bytes against its manifest and its spec against this build.</summary>
    /// <param name="folder">The model's folder, which holds the manifest.</param>
    /// <exception cref="ManifestException">No usable manifest, no model file, another file than the manifest names, or one that reads text otherwise than this build.</exception>
    public static TextSession Open(string folder)
    {
        var manifest = TextManifest.Load(folder);
        var file = Path.Combine(folder, manifest.Onnx.Path);
        var whole = ReadWhole(file, OnnxFile.ReadBytes(file, manifest.Onnx.Sha256, Maker));
        var heads = OnnxFile.Load(Path.Combine(folder, manifest.Heads.Path), manifest.Heads.Sha256, Maker);
        if (Takes(heads, Pooled, whole.Bag.Dimension) && Takes(heads, Filtered, whole.Filters.Count))
            return new TextSession(new ModelId(manifest.Name, manifest.Onnx.Sha256[..IdHashLength]), whole, heads);
        heads.Dispose();
        throw new ManifestException(file, $"makes {whole.Bag.Dimension} and {whole.Filters.Count} numbers of a line, which {manifest.Heads.Path} does not take");
    }

    /// <inheritdoc/>
    public void Dispose() => Heads.Dispose();

    internal static TextModelSpec ReadSpec(string file, IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(TextModelSpec.MetadataKey, out var json))
            throw new ManifestException(file, $"has no metadata '{TextModelSpec.MetadataKey}'");
        try
        {
            var spec = TextModelSpec.Parse(json);
            return FindFault(spec) is { } fault ? throw new ManifestException(file, fault) : spec;
        }
        catch (JsonException e)
        {
            throw new ManifestException(file, $"metadata '{TextModelSpec.MetadataKey}': {e.Message}", e);
        }
    }

    private static WholeModel ReadWhole(string file, byte[] bytes)
    {
        try
        {
            var parts = OnnxModelReader.Read(bytes);
            var whole = new WholeModel(ReadSpec(file, parts.Metadata), EmbeddingBag.Read(parts), CharacterFilters.Read(parts));
            return whole.Bag.RowCount == whole.Spec.Features.RowCount
                ? whole
                : throw new ManifestException(file, $"has {whole.Bag.RowCount} rows, its spec says {whole.Spec.Features.RowCount}");
        }
        catch (InvalidDataException e)
        {
            throw new ManifestException(file, $"is no model that this build reads: {e.Message}", e);
        }
    }

    private static bool Takes(InferenceSession heads, string input, int width) =>
        heads.InputMetadata.GetValueOrDefault(input)?.Dimensions is [_, var taken] && taken == width;

    private static string? FindFault(TextModelSpec spec)
    {
        var ours = FeatureSpec.OfThisBuild(Math.Clamp(spec.Features.Bits, 8, 24));
        if (spec.Features != ours)
            return $"reads text as {spec.Features}, this build as {ours}";
        foreach (var language in TextScorer.Languages)
        {
            if (!spec.OperatingPoints.TryGetValue(language, out var points) || points.Count != spec.Labels.Count)
                return $"needs an operating point for each label in '{language}'";
        }

        return null;
    }

    private sealed record WholeModel(TextModelSpec Spec, EmbeddingBag Bag, CharacterFilters Filters);
}

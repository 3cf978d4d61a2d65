using System.Text.Json;

namespace Moderation.Models.Manifests;

/// <summary>What <c>models/&lt;name&gt;/manifest.json</c> says about one model: where it comes from, what goes in, what comes out.</summary>
/// <remarks>Every field is required unless it is nullable here, and an unknown key is an error, so a misspelt one cannot pass unnoticed.</remarks>
public sealed record ModelManifest
{
    /// <summary>File name of a manifest inside its model folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name of the model; equals the folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does: <c>face-detection</c> or <c>apparent-age</c>.</summary>
    public required string Task { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Licence of the weights.</summary>
    public required ModelLicence Licence { get; init; }

    /// <summary>The package that holds the original.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>How the original becomes ONNX.</summary>
    public required ModelConversion Conversion { get; init; }

    /// <summary>The converted file.</summary>
    public required ModelFile Onnx { get; init; }

    /// <summary>The one input.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>The outputs; pick one by name with <see cref="Output"/>.</summary>
    public required IReadOnlyList<ModelOutput> Outputs { get; init; }

    /// <summary>How a detector's outputs map to places in the picture; null for other tasks.</summary>
    public DetectorAnchors? Anchors { get; init; }

    /// <summary>How an age distribution becomes years; null for other tasks.</summary>
    public AgeDecoding? Age { get; init; }

    /// <summary>Stored answers of the original model that the converted one must reproduce.</summary>
    public required IReadOnlyList<ModelGolden> Goldens { get; init; }

    /// <summary>Reads and checks the manifest in <paramref name="folder"/>.</summary>
    /// <exception cref="ManifestException">Missing, not JSON, a key unknown or absent, or a value that contradicts another.</exception>
    public static ModelManifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            var manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.ModelManifest)
                ?? throw new ManifestException(path, "is null");
            ManifestChecks.Check(manifest, path);
            return manifest;
        }
        catch (JsonException e)
        {
            throw new ManifestException(path, e.Message, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ManifestException(path, "does not exist", e);
        }
    }

    /// <summary>The output called <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">No such output; the message lists those that exist.</exception>
    public ModelOutput Output(string name) => Outputs.FirstOrDefault(o => o.Name == name)
        ?? throw new KeyNotFoundException($"model '{Name}' has no output '{name}', only {string.Join(", ", Outputs.Select(o => o.Name))}");
}

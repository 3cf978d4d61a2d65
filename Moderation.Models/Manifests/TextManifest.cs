using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Models.Manifests;

/// <summary>What <c>models/text/manifest.json</c> says about the text model: which file it is and under which licence. The file itself says how it reads and answers.</summary>
public sealed record TextManifest
{
    /// <summary>Name of the model; equals the folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Licence of the weights.</summary>
    public required ModelLicence Licence { get; init; }

    /// <summary>The whole model, from row numbers to scores, as any program can run it. The service reads its tables and pools them itself.</summary>
    public required ModelFile Onnx { get; init; }

    /// <summary>Its second half, from the pooled vector to scores, which the service runs.</summary>
    public required ModelFile Heads { get; init; }

    /// <summary>The linear heads on the same features, which explain a score by its words.</summary>
    public required ModelFile Linear { get; init; }

    /// <summary>All files of the model.</summary>
    [JsonIgnore]
    public IEnumerable<ModelFile> Files => [Onnx, Heads, Linear];

    /// <summary>Reads the manifest in <paramref name="folder"/>.</summary>
    /// <exception cref="ManifestException">Missing, not JSON, a key unknown or absent, or no hash.</exception>
    public static TextManifest Load(string folder)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.TextManifest) ?? throw new ManifestException(path, "is null");
            return manifest.Files.All(file => FileHash.IsSha256(file.Sha256))
                ? manifest
                : throw new ManifestException(path, "onnx.sha256, heads.sha256 and linear.sha256 need 64 lower-case hexadecimal digits");
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

    /// <summary>Writes the manifest into <paramref name="folder"/>.</summary>
    public void Save(string folder) =>
        File.WriteAllText(Path.Combine(folder, ModelManifest.FileName), JsonSerializer.Serialize(this, ManifestJson.Default.TextManifest) + "\n");
}

using System.Text.Json;

namespace Moderation.Models.Manifests;

/// <summary>What <c>models/age-head/manifest.json</c> says about an age head that an operator trained.</summary>
public sealed record AgeHeadManifest
{
    /// <summary>Name of the model and of its folder.</summary>
    public const string ModelName = "age-head";

    /// <summary>Always <see cref="ModelName"/>; for people who find the file alone.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>On what terms the pictures could be used, in the operator's words.</summary>
    public required string Licence { get; init; }

    /// <summary>Day of the training.</summary>
    public required DateOnly TrainedOn { get; init; }

    /// <summary>The age model whose descriptors it reads; with those of another one it would answer nonsense.</summary>
    public required AgeModelFile AgeModel { get; init; }

    /// <summary>Numbers in a descriptor.</summary>
    public required int DescriptorLength { get; init; }

    /// <summary>Faces it was trained on.</summary>
    public required int Faces { get; init; }

    /// <summary>The weight of the L2 penalty that cross-validation chose.</summary>
    public required double L2 { get; init; }

    /// <summary>Seed of the folds.</summary>
    public required int Seed { get; init; }

    /// <summary>The file.</summary>
    public required ModelFile Onnx { get; init; }

    /// <summary>Reads the manifest in <paramref name="folder"/>.</summary>
    /// <exception cref="ManifestException">Missing, not JSON, a key unknown or absent, no hash, or no length.</exception>
    public static AgeHeadManifest Load(string folder)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.AgeHeadManifest) ?? throw new ManifestException(path, "is null");
            if (!FileHash.IsSha256(manifest.Onnx.Sha256) || !FileHash.IsSha256(manifest.AgeModel.Sha256))
                throw new ManifestException(path, "onnx.sha256 and ageModel.sha256 need 64 lower-case hexadecimal digits");
            return manifest.DescriptorLength > 0 ? manifest : throw new ManifestException(path, "descriptorLength must be above 0");
        }
        catch (JsonException e)
        {
            throw new ManifestException(path, e.Message, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ManifestException(path, "does not exist; `moderation train age-head` makes it, or remove the folder to go without a head", e);
        }
    }

    /// <summary>Writes the manifest into <paramref name="folder"/>.</summary>
    public void Save(string folder) =>
        File.WriteAllText(Path.Combine(folder, ModelManifest.FileName), JsonSerializer.Serialize(this, ManifestJson.Default.AgeHeadManifest) + "\n");
}

/// <summary>An age model by name and content.</summary>
/// <param name="Name">Folder name under <c>models/</c>.</param>
/// <param name="Sha256">SHA-256 of its ONNX file, lower-case hexadecimal.</param>
public sealed record AgeModelFile(string Name, string Sha256);

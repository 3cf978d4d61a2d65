namespace Moderation.Models.Manifests;

/// <summary>Terms of the weights.</summary>
public sealed record ModelLicence
{
    /// <summary>SPDX identifier of the package.</summary>
    public required string Spdx { get; init; }

    /// <summary>What the package's licence does not settle, above all the rights in the training data.</summary>
    public required string TrainingData { get; init; }
}

/// <summary>An npm package and the files of it that are needed.</summary>
public sealed record ModelSource
{
    /// <summary>Package name.</summary>
    public required string Package { get; init; }

    /// <summary>Exact version.</summary>
    public required string Version { get; init; }

    /// <summary>Hash of the tarball in subresource-integrity form: <c>sha512-</c> and base64.</summary>
    public required string Integrity { get; init; }

    /// <summary>Path of the licence text inside the tarball.</summary>
    public required string LicenceFile { get; init; }

    /// <summary>The files to take out, the licence text among them.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }
}

/// <summary>A file by path and content.</summary>
public sealed record ModelFile
{
    /// <summary>Path with forward slashes, relative to the tarball or the model's folder.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>How the original becomes ONNX.</summary>
public sealed record ModelConversion
{
    /// <summary>The converter and its version; it changes whenever the converter would write other bytes.</summary>
    public required string Id { get; init; }

    /// <summary>Path of the graph (model.json) inside the tarball; weight shards lie beside it.</summary>
    public required string Graph { get; init; }
}

/// <summary>A picture made by a formula and the original model's answers to it.</summary>
public sealed record ModelGolden
{
    /// <summary>Short name.</summary>
    public required string Name { get; init; }

    /// <summary>Formula that makes the picture; see <see cref="GoldenPicture"/>.</summary>
    public required string Generator { get; init; }

    /// <summary>Seed of the formula.</summary>
    public required int Seed { get; init; }

    /// <summary>SHA-256 of the picture's bytes (RGB, row by row), so that a changed formula is told apart from a changed model.</summary>
    public required string PictureSha256 { get; init; }

    /// <summary>The answers: little-endian float32, all outputs one after the other in the manifest's order, batch 1.</summary>
    public required ModelFile Answers { get; init; }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Core.Evidence;

/// <summary>Everything that was fitted or assumed about how a model's readings relate to true ages: <c>models/age-evidence/manifest.json</c>.</summary>
public sealed record AgeEvidenceManifest
{
    /// <summary>The version of the file's form that this build reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the file's form.</summary>
    public required int V { get; init; }

    /// <summary>Day of the fit.</summary>
    public required DateOnly FittedOn { get; init; }

    /// <summary>Name of the age model whose readings it is fitted for, as in a signal's model list.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the weight files of that model.</summary>
    public required IReadOnlyList<SourceFile> ModelFiles { get; init; }

    /// <summary>What was fitted on.</summary>
    public required IReadOnlyList<SourceFile> Data { get; init; }

    /// <summary>Read age against true age.</summary>
    public required IReadOnlyList<AgeKnot> Curve { get; init; }

    /// <summary>Standard deviation of the person bias in years: what no number of frames averages out.</summary>
    public required double PersonBiasYears { get; init; }

    /// <summary>Standard deviation of the frame noise in years: what averages out, as slowly as <see cref="CorrelationSeconds"/> says.</summary>
    public required double FrameNoiseYears { get; init; }

    /// <summary>Time after which the correlation of frame noise has fallen to 1/e, in seconds of event time. Assumed, not measured.</summary>
    public required double CorrelationSeconds { get; init; }

    /// <summary>Clear-face time without which there is no belief, in seconds.</summary>
    public required double NeededClearFaceSeconds { get; init; }

    /// <summary>Number of clear faces without which there is no belief.</summary>
    public required int NeededClearFaces { get; init; }

    /// <summary>The ages of live hosts that are assumed where an operator names no own.</summary>
    public required IReadOnlyList<AgeWeight> Prior { get; init; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the bytes that were parsed.</summary>
    [JsonIgnore]
    public string Hash { get; private init; } = "";

    /// <summary>Reads the manifest.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> that names the field; a field that this build does not know is an error too.</remarks>
    /// <param name="json">The file's bytes: UTF-8 JSON.</param>
    public static AgeEvidenceManifest Parse(ReadOnlySpan<byte> json)
    {
        AgeEvidenceManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, AgeEvidenceJson.Default.AgeEvidenceManifest);
        }
        catch (JsonException e)
        {
            throw new FormatException($"age-evidence manifest: {e.Message}", e);
        }

        if (manifest is null)
            throw new FormatException("age-evidence manifest: is null");
        manifest.Check();
        return manifest with { Hash = Convert.ToHexStringLower(SHA256.HashData(json))[..16] };
    }

    /// <summary>Writes the manifest as indented JSON with a final line break.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AgeEvidenceJson.Default.AgeEvidenceManifest) + "\n";

    private void Check()
    {
        if (V != CurrentVersion)
            throw new FormatException($"age-evidence manifest: version {V}, this build reads {CurrentVersion}");
        if (Model.Length == 0)
            throw new FormatException("age-evidence manifest: model is empty");
        RequirePositive(PersonBiasYears, "personBiasYears");
        RequirePositive(FrameNoiseYears, "frameNoiseYears");
        RequirePositive(CorrelationSeconds, "correlationSeconds");
        RequirePositive(NeededClearFaceSeconds, "neededClearFaceSeconds");
        RequirePositive(NeededClearFaces, "neededClearFaces");
        try
        {
            _ = new AgeCurve(Curve);
            _ = AgePrior.From(Prior);
        }
        catch (FormatException e)
        {
            throw new FormatException($"age-evidence manifest: {e.Message}", e);
        }
    }

    private static void RequirePositive(double value, string field)
    {
        if (!double.IsFinite(value) || value <= 0)
            throw new FormatException($"age-evidence manifest: {field} must be above 0");
    }
}

/// <summary>A file by name and content.</summary>
/// <param name="Name">File name without folder.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of its bytes.</param>
public sealed record SourceFile(string Name, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(AgeEvidenceManifest))]
internal sealed partial class AgeEvidenceJson : JsonSerializerContext;

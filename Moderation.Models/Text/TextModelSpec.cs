using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Models.Text.Features;

namespace Moderation.Models.Text;

/// <summary>What a text model says about itself, in the metadata of its ONNX file: how it reads text, what it answers, where it was told to draw lines, what it was made from.</summary>
public sealed record TextModelSpec
{
    /// <summary>Key of the file's metadata under which the spec lies as JSON.</summary>
    public const string MetadataKey = "moderation.text";

    /// <summary>How text becomes row numbers.</summary>
    public required FeatureSpec Features { get; init; }

    /// <summary>Names of the labels, in the order of the output.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Calibrated score from which a label counts as flagged, by language (<c>en</c>, <c>fr</c>) and in the order of <see cref="Labels"/>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double>> OperatingPoints { get; init; }

    /// <summary>Files that the model was made from, by name and hash.</summary>
    public required IReadOnlyList<TextModelData> Data { get; init; }

    /// <summary>Seed of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>The spec as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TextModelJson.Default.TextModelSpec);

    /// <summary>Reads a spec.</summary>
    /// <exception cref="JsonException">Not a spec.</exception>
    public static TextModelSpec Parse(string json) =>
        JsonSerializer.Deserialize(json, TextModelJson.Default.TextModelSpec) ?? throw new JsonException("null");
}

/// <summary>One file that a text model was made from.</summary>
/// <param name="Name">File name, relative to its data folder.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of its bytes.</param>
public sealed record TextModelData(string Name, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TextModelSpec))]
internal sealed partial class TextModelJson : JsonSerializerContext;

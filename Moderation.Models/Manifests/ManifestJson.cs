using System.Text.Json.Serialization;

namespace Moderation.Models.Manifests;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(TextManifest))]
[JsonSerializable(typeof(AgeHeadManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

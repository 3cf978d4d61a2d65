using System.Text.Json.Serialization;

namespace Moderation.Core.Evidence.Vault;

/// <summary>The JSON form of what the vault writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WrappedKey))]
[JsonSerializable(typeof(ReportEvidence))]
[JsonSerializable(typeof(IReadOnlyList<ReportEvidence>))]
[JsonSerializable(typeof(LineExcerpt))]
[JsonSerializable(typeof(ErasureReceipt))]
public sealed partial class VaultJson : JsonSerializerContext;

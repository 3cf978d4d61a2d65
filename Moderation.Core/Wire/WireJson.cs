using System.Text.Json.Serialization;

namespace Moderation.Core.Wire;

/// <summary>The one JSON form of every record: camelCase names, words for enums, ISO 8601 times, nothing for null.</summary>
/// <remarks>
/// Unknown fields are ignored. A missing required field, a null where none may be, a duplicate field or an unknown word is a
/// <see cref="System.Text.Json.JsonException"/>. A discriminator may stand anywhere in the object, because other writers sort their fields.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true,
    AllowDuplicateProperties = false,
    MaxDepth = 32)]
[JsonSerializable(typeof(SessionEventRecord))]
[JsonSerializable(typeof(ChatRecord))]
[JsonSerializable(typeof(GiftRecord))]
[JsonSerializable(typeof(FlagRecord))]
[JsonSerializable(typeof(SignalRecord))]
[JsonSerializable(typeof(LiveStateRecord))]
[JsonSerializable(typeof(ReportRecord))]
[JsonSerializable(typeof(ActionRecord))]
[JsonSerializable(typeof(ActionReceiptRecord))]
[JsonSerializable(typeof(DispatchRecord))]
[JsonSerializable(typeof(RestrictionRecord))]
[JsonSerializable(typeof(EnforcementStateRecord))]
[JsonSerializable(typeof(ControlRecord))]
[JsonSerializable(typeof(GiftHoldRecord))]
[JsonSerializable(typeof(GiftSettlementRecord))]
[JsonSerializable(typeof(VerdictRecord))]
[JsonSerializable(typeof(StandingRecord))]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(DecisionRecord))]
[JsonSerializable(typeof(SnapshotRecord))]
[JsonSerializable(typeof(DeadLetterRecord))]
public sealed partial class WireJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>The record of one restriction as the DSA transparency database takes it (Articles 17 and 24(5); schema in force since 1 July 2025).</summary>
/// <remarks>
/// Names and words are those of https://transparency.dsa.ec.europa.eu/page/api-documentation. Days are of UTC. It holds no personal data. What is null is left out.
/// The platform is no field: the database knows it by its access token.
/// </remarks>
public sealed record StatementOfReasons
{
    /// <summary>Most statements that the database takes at once.</summary>
    public const int MostInBatch = 100;

    /// <summary>What was done to the visibility of content; null when nothing was.</summary>
    [JsonPropertyName("decision_visibility"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<VisibilityDecision>? DecisionVisibility { get; init; }

    /// <summary>What exactly, for <see cref="VisibilityDecision.Other"/>; at most 500 characters.</summary>
    [JsonPropertyName("decision_visibility_other"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DecisionVisibilityOther { get; init; }

    /// <summary>Last day of it; null is without end.</summary>
    [JsonPropertyName("end_date_visibility_restriction"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EndDateVisibilityRestriction { get; init; }

    /// <summary>What was done to money; null when nothing was.</summary>
    [JsonPropertyName("decision_monetary"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MonetaryDecision? DecisionMonetary { get; init; }

    /// <summary>What exactly, for <see cref="MonetaryDecision.Other"/>; at most 500 characters.</summary>
    [JsonPropertyName("decision_monetary_other"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DecisionMonetaryOther { get; init; }

    /// <summary>Last day of it; null is without end.</summary>
    [JsonPropertyName("end_date_monetary_restriction"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EndDateMonetaryRestriction { get; init; }

    /// <summary>What was done to the provision of the service; null when nothing was.</summary>
    [JsonPropertyName("decision_provision"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProvisionDecision? DecisionProvision { get; init; }

    /// <summary>Last day of it; null is without end.</summary>
    [JsonPropertyName("end_date_service_restriction"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EndDateServiceRestriction { get; init; }

    /// <summary>What was done to the account; null when nothing was.</summary>
    [JsonPropertyName("decision_account"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountDecision? DecisionAccount { get; init; }

    /// <summary>Last day of it; null is without end.</summary>
    [JsonPropertyName("end_date_account_restriction"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? EndDateAccountRestriction { get; init; }

    /// <summary>Kind of the account; null where it is not told.</summary>
    [JsonPropertyName("account_type"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountType? AccountType { get; init; }

    /// <summary>What the decision rests on.</summary>
    [JsonPropertyName("decision_ground")]
    public required DecisionGround DecisionGround { get; init; }

    /// <summary>The law, for <see cref="DecisionGround.IllegalContent"/>; at most 500 characters.</summary>
    [JsonPropertyName("illegal_content_legal_ground"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IllegalContentLegalGround { get; init; }

    /// <summary>Why the content breaks it; at most 2,000 characters.</summary>
    [JsonPropertyName("illegal_content_explanation"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IllegalContentExplanation { get; init; }

    /// <summary>The rule of the terms, for <see cref="DecisionGround.IncompatibleContent"/>; at most 500 characters.</summary>
    [JsonPropertyName("incompatible_content_ground"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IncompatibleContentGround { get; init; }

    /// <summary>Why the content breaks it; at most 2,000 characters.</summary>
    [JsonPropertyName("incompatible_content_explanation"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IncompatibleContentExplanation { get; init; }

    /// <summary>Category: <c>STATEMENT_CATEGORY_…</c>.</summary>
    [JsonPropertyName("category")]
    public required string Category { get; init; }

    /// <summary>Keywords: <c>KEYWORD_…</c>; null where none fits.</summary>
    [JsonPropertyName("category_specification"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? CategorySpecification { get; init; }

    /// <summary>The keyword in words, for <c>KEYWORD_OTHER</c>; at most 500 characters.</summary>
    [JsonPropertyName("category_specification_other"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CategorySpecificationOther { get; init; }

    /// <summary>Sorts of content; at least one.</summary>
    [JsonPropertyName("content_type")]
    public required IReadOnlyList<ContentType> ContentType { get; init; }

    /// <summary>Which, for <see cref="Statements.ContentType.Other"/>; at most 500 characters.</summary>
    [JsonPropertyName("content_type_other"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ContentTypeOther { get; init; }

    /// <summary>Day on which the content was made.</summary>
    [JsonPropertyName("content_date")]
    public required DateOnly ContentDate { get; init; }

    /// <summary>Countries of the European Economic Area where it holds, as ISO 3166-1 codes.</summary>
    [JsonPropertyName("territorial_scope")]
    public required IReadOnlyList<string> TerritorialScope { get; init; }

    /// <summary>First day of the restriction.</summary>
    [JsonPropertyName("application_date")]
    public required DateOnly ApplicationDate { get; init; }

    /// <summary>Facts and circumstances; at most 5,000 characters.</summary>
    [JsonPropertyName("decision_facts")]
    public required string DecisionFacts { get; init; }

    /// <summary>On whose word the platform looked.</summary>
    [JsonPropertyName("source_type")]
    public required SourceType SourceType { get; init; }

    /// <summary>Whether a machine found it.</summary>
    [JsonPropertyName("automated_detection")]
    public required YesOrNo AutomatedDetection { get; init; }

    /// <summary>How much of the decision a machine took.</summary>
    [JsonPropertyName("automated_decision")]
    public required AutomatedDecision AutomatedDecision { get; init; }

    /// <summary>The statement's id, the same whenever it is written; at most 500 of A-Z a-z 0-9 - _.</summary>
    [JsonPropertyName("puid")]
    public required string Puid { get; init; }
}

/// <summary>Statements as the database takes several at once.</summary>
/// <param name="Statements">At most <see cref="StatementOfReasons.MostInBatch"/>.</param>
public sealed record StatementBatch([property: JsonPropertyName("statements")] IReadOnlyList<StatementOfReasons> Statements);

/// <summary>Writes statements exactly as the database reads them.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(StatementOfReasons))]
[JsonSerializable(typeof(StatementBatch))]
public sealed partial class StatementJson : JsonSerializerContext;

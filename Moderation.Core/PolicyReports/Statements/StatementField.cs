using Moderation.Core.Policies.Sheets;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>What a field of a statement may hold.</summary>
internal enum FieldForm
{
    Text,
    Word,
    Words,
    Day,
    Address,
    Id,
    ContentId,
}

/// <summary>One field of a statement as the database takes it, written from its published description and not from <see cref="StatementOfReasons"/>.</summary>
internal sealed record StatementField(string Name, FieldForm Form)
{
    private static readonly IReadOnlyList<string> Categories = [.. DsaTerms.Categories.Select(word => StatementMapping.CategoryPrefix + word)];
    private static readonly IReadOnlyList<string> Keywords = [.. DsaTerms.Keywords.Select(word => StatementMapping.KeywordPrefix + word)];
    private static readonly string[] Languages = [.. "AR BG BS CA CS DA DE EL EN ES ET EU FA FI FR GA GL HE HI HR HU HY ID IS IT JA KA KO LT LV MK MT NL NO PL PT RO RU SK SL SQ SR SV TH TR UK UR VI ZH".Split(' ')];

    public int MostCharacters { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public bool IsRequired { get; init; }

    public DateOnly Earliest { get; init; } = new(2020, 1, 1);

    /// <summary>Every field there is.</summary>
    public static IReadOnlyList<StatementField> All { get; } =
    [
        new("decision_visibility", FieldForm.Words) { Allowed = StatementWord.All<VisibilityDecision>() },
        new("decision_visibility_other", FieldForm.Text) { MostCharacters = 500 },
        new("end_date_visibility_restriction", FieldForm.Day),
        new("decision_monetary", FieldForm.Word) { Allowed = StatementWord.All<MonetaryDecision>() },
        new("decision_monetary_other", FieldForm.Text) { MostCharacters = 500 },
        new("end_date_monetary_restriction", FieldForm.Day),
        new("decision_provision", FieldForm.Word) { Allowed = StatementWord.All<ProvisionDecision>() },
        new("end_date_service_restriction", FieldForm.Day),
        new("decision_account", FieldForm.Word) { Allowed = StatementWord.All<AccountDecision>() },
        new("end_date_account_restriction", FieldForm.Day),
        new("account_type", FieldForm.Word) { Allowed = StatementWord.All<AccountType>() },
        new("decision_ground", FieldForm.Word) { Allowed = StatementWord.All<DecisionGround>(), IsRequired = true },
        new("decision_ground_reference_url", FieldForm.Address) { MostCharacters = 500 },
        new("illegal_content_legal_ground", FieldForm.Text) { MostCharacters = 500 },
        new("illegal_content_explanation", FieldForm.Text) { MostCharacters = 2_000 },
        new("incompatible_content_ground", FieldForm.Text) { MostCharacters = 500 },
        new("incompatible_content_explanation", FieldForm.Text) { MostCharacters = 2_000 },
        new("incompatible_content_illegal", FieldForm.Word) { Allowed = StatementWord.All<YesOrNo>() },
        new("category", FieldForm.Word) { Allowed = Categories, IsRequired = true },
        new("category_addition", FieldForm.Words) { Allowed = Categories },
        new("category_specification", FieldForm.Words) { Allowed = Keywords },
        new("category_specification_other", FieldForm.Text) { MostCharacters = 500 },
        new("content_type", FieldForm.Words) { Allowed = StatementWord.All<ContentType>(), IsRequired = true },
        new("content_type_other", FieldForm.Text) { MostCharacters = 500 },
        new("content_language", FieldForm.Word) { Allowed = Languages },
        new("content_date", FieldForm.Day) { Earliest = new DateOnly(2000, 1, 1), IsRequired = true },
        new("content_id", FieldForm.ContentId),
        new("territorial_scope", FieldForm.Words) { Allowed = Countries.Unions["EEA"], IsRequired = true },
        new("application_date", FieldForm.Day) { IsRequired = true },
        new("decision_facts", FieldForm.Text) { MostCharacters = 5_000, IsRequired = true },
        new("source_type", FieldForm.Word) { Allowed = StatementWord.All<SourceType>(), IsRequired = true },
        new("source_identity", FieldForm.Text) { MostCharacters = 500 },
        new("automated_detection", FieldForm.Word) { Allowed = StatementWord.All<YesOrNo>(), IsRequired = true },
        new("automated_decision", FieldForm.Word) { Allowed = StatementWord.All<AutomatedDecision>(), IsRequired = true },
        new("puid", FieldForm.Id) { MostCharacters = 500, IsRequired = true },
    ];
}

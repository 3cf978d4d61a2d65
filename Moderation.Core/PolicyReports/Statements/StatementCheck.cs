using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>Something wrong with a statement.</summary>
/// <param name="Field">The field, by its name on the wire.</param>
/// <param name="Says">What is wrong with it.</param>
public sealed record StatementFault(string Field, string Says);

/// <summary>Checks statements offline by the rules of the transparency database, so that none is sent only to be refused.</summary>
/// <remarks>Stricter in three places: a field that the database does not know, an end before the first day and an e-mail address in a text are faults.</remarks>
public static partial class StatementCheck
{
    private static readonly DateOnly Latest = new(2038, 1, 1);
    private static readonly string[] Decisions = ["decision_visibility", "decision_monetary", "decision_provision", "decision_account"];

    /// <summary>Everything that is wrong with a statement, field by field; empty when nothing is.</summary>
    /// <param name="statement">The statement.</param>
    public static IReadOnlyList<StatementFault> Check(StatementOfReasons statement) => Check(JsonSerializer.SerializeToElement(statement, StatementJson.Default.StatementOfReasons));

    /// <inheritdoc cref="Check(StatementOfReasons)"/>
    public static IReadOnlyList<StatementFault> Check(JsonElement statement)
    {
        var faults = new List<StatementFault>();
        if (statement.ValueKind != JsonValueKind.Object)
            return [new StatementFault("", $"a statement is an object; this is {statement.ValueKind}")];
        foreach (var property in statement.EnumerateObject().Where(property => StatementField.All.All(field => field.Name != property.Name)))
            faults.Add(new StatementFault(property.Name, "the database has no such field"));
        foreach (var field in StatementField.All)
        {
            if (Find(statement, field.Name) is { } value)
                faults.AddRange(CheckForm(field, value).Select(says => new StatementFault(field.Name, says)));
            else if (field.IsRequired)
                faults.Add(new StatementFault(field.Name, "is missing"));
        }

        CheckDecisions(statement, faults);
        CheckGround(statement, faults);
        CheckOthers(statement, faults);
        CheckDays(statement, faults);
        return faults;
    }

    private static IEnumerable<string> CheckForm(StatementField field, JsonElement value) => field.Form switch
    {
        FieldForm.Word => CheckWord(field, value),
        FieldForm.Words when value.ValueKind != JsonValueKind.Array => ["must be a list"],
        FieldForm.Words when value.GetArrayLength() == 0 => ["must not be empty"],
        FieldForm.Words => value.EnumerateArray().SelectMany(item => CheckWord(field, item)).Concat(Twice(value)),
        FieldForm.Day => CheckDay(field, value),
        FieldForm.ContentId => CheckContentId(value),
        _ when value.ValueKind != JsonValueKind.String => ["must be a text"],
        _ => CheckText(field, value.GetString()!),
    };

    private static IEnumerable<string> CheckWord(StatementField field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !field.Allowed.Contains(value.GetString()))
            yield return $"'{value}' is none of {(field.Allowed.Count <= 10 ? string.Join(", ", field.Allowed) : $"its {field.Allowed.Count} words")}";
    }

    private static IEnumerable<string> Twice(JsonElement list) =>
        list.EnumerateArray().GroupBy(item => item.ToString()).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' is there twice");

    private static IEnumerable<string> CheckText(StatementField field, string text)
    {
        var length = text.EnumerateRunes().Count();
        if (text.Trim().Length == 0)
            yield return "is empty";
        if (length > field.MostCharacters)
            yield return string.Create(CultureInfo.InvariantCulture, $"has {length} characters; {field.MostCharacters} are the most");
        if (field.Form == FieldForm.Id && !PlatformId().IsMatch(text))
            yield return "has other characters than A-Z a-z 0-9 - _";
        if (field.Form == FieldForm.Address && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return "is no address";
        if (field.Form == FieldForm.Text && MailAddress().IsMatch(text))
            yield return "holds an e-mail address: personal data must not be sent";
    }

    private static IEnumerable<string> CheckDay(StatementField field, JsonElement value)
    {
        if (Day(value) is not { } day)
            yield return $"'{value}' is no day such as 2026-01-31";
        else if (day < field.Earliest || day > Latest)
            yield return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} does not lie between {field.Earliest:yyyy-MM-dd} and {Latest:yyyy-MM-dd}");
    }

    private static IEnumerable<string> CheckContentId(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(one => one.Name != "EAN-13" || one.Value.ValueKind != JsonValueKind.String || !Ean().IsMatch(one.Value.GetString()!)))
            yield return "must be an object whose only name is EAN-13, with thirteen digits";
    }

    private static void CheckDecisions(JsonElement statement, List<StatementFault> faults)
    {
        if (Decisions.All(name => Find(statement, name) is null))
            faults.Add(new StatementFault(Decisions[0], "at least one of visibility, monetary, provision and account must say what was decided"));
        foreach (var (decision, end) in Decisions.Zip(["visibility", "monetary", "service", "account"]))
        {
            var name = $"end_date_{end}_restriction";
            if (Find(statement, name) is not null && Find(statement, decision) is null)
                faults.Add(new StatementFault(name, $"there is no {decision} that could end"));
        }
    }

    private static void CheckGround(JsonElement statement, List<StatementFault> faults)
    {
        var ground = Find(statement, "decision_ground")?.ToString();
        foreach (var (word, names) in new[]
        {
            ("DECISION_GROUND_ILLEGAL_CONTENT", new[] { "illegal_content_legal_ground", "illegal_content_explanation" }),
            ("DECISION_GROUND_INCOMPATIBLE_CONTENT", ["incompatible_content_ground", "incompatible_content_explanation"]),
        })
        {
            foreach (var name in names)
                Together(statement, name, ground == word, $"decision_ground is {word}", faults);
        }

        if (Find(statement, "incompatible_content_illegal") is not null && ground != "DECISION_GROUND_INCOMPATIBLE_CONTENT")
            faults.Add(new StatementFault("incompatible_content_illegal", "only belongs to content that is incompatible with the terms"));
    }

    private static void CheckOthers(JsonElement statement, List<StatementFault> faults)
    {
        Together(statement, "decision_visibility_other", Has(statement, "decision_visibility", "DECISION_VISIBILITY_OTHER"), "decision_visibility has DECISION_VISIBILITY_OTHER", faults);
        Together(statement, "decision_monetary_other", Has(statement, "decision_monetary", "DECISION_MONETARY_OTHER"), "decision_monetary is DECISION_MONETARY_OTHER", faults);
        Together(statement, "content_type_other", Has(statement, "content_type", "CONTENT_TYPE_OTHER"), "content_type has CONTENT_TYPE_OTHER", faults);
        if (Find(statement, "category_specification_other") is not null && !Has(statement, "category_specification", StatementMapping.OtherKeyword))
            faults.Add(new StatementFault("category_specification_other", $"only belongs to {StatementMapping.OtherKeyword}"));
    }

    private static void CheckDays(JsonElement statement, List<StatementFault> faults)
    {
        if (Find(statement, "application_date") is not { } value || Day(value) is not { } first)
            return;
        foreach (var field in StatementField.All.Where(field => field.Name.StartsWith("end_date_", StringComparison.Ordinal)))
        {
            if (Find(statement, field.Name) is { } end && Day(end) is { } last && last < first)
                faults.Add(new StatementFault(field.Name, "lies before application_date"));
        }
    }

    private static void Together(JsonElement statement, string name, bool isDue, string when, List<StatementFault> faults)
    {
        var isThere = Find(statement, name) is not null;
        if (isThere != isDue)
            faults.Add(new StatementFault(name, isDue ? $"is missing: {when}" : $"only belongs there where {when}"));
    }

    private static bool Has(JsonElement statement, string name, string word) => Find(statement, name) is { } value
        && (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Any(item => item.ToString() == word) : value.ToString() == word);

    /// <summary>The value of a field; null where it is not there, or null, which the database takes for the same.</summary>
    private static JsonElement? Find(JsonElement statement, string name) =>
        statement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static DateOnly? Day(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex("^[A-Za-z0-9_-]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlatformId();

    [GeneratedRegex("^[0-9]{13}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ean();

    [GeneratedRegex("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Moderation.Tests.Support;

/// <summary>A second reader of the transparency database's rules, written from their published description without a look at the first: the names of all fields that are wrong.</summary>
internal static class NaiveStatementCheck
{
    private const string Categories =
        "ANIMAL_WELFARE CONSUMER_INFORMATION CYBER_VIOLENCE CYBER_VIOLENCE_AGAINST_WOMEN DATA_PROTECTION_AND_PRIVACY_VIOLATIONS ILLEGAL_OR_HARMFUL_SPEECH "
        + "INTELLECTUAL_PROPERTY_INFRINGEMENTS NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS NOT_SPECIFIED_NOTICE OTHER_VIOLATION_TC PROTECTION_OF_MINORS "
        + "RISK_FOR_PUBLIC_SECURITY SCAMS_AND_FRAUD SELF_HARM UNSAFE_AND_PROHIBITED_PRODUCTS VIOLENCE";

    // Only those that the tests use: what is none of the database's keywords is none here either.
    private const string Keywords =
        "OTHER AGE_SPECIFIC_RESTRICTIONS_MINORS GROOMING_SEXUAL_ENTICEMENT_MINORS CYBER_BULLYING_INTIMIDATION CYBER_HARASSMENT CYBER_INCITEMENT INAUTHENTIC_ACCOUNTS HATE_SPEECH";

    private const string Eea = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

    public static IReadOnlySet<string> WrongFields(JsonObject statement)
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        string[] visibility = Word("DECISION_VISIBILITY_", "CONTENT_REMOVED CONTENT_DISABLED CONTENT_DEMOTED CONTENT_AGE_RESTRICTED CONTENT_INTERACTION_RESTRICTED CONTENT_LABELLED OTHER");
        List("decision_visibility", visibility, isDue: false);
        One("decision_monetary", Word("DECISION_MONETARY_", "SUSPENSION TERMINATION OTHER"), isDue: false);
        One("decision_provision", Word("DECISION_PROVISION_", "PARTIAL_SUSPENSION TOTAL_SUSPENSION PARTIAL_TERMINATION TOTAL_TERMINATION"), isDue: false);
        One("decision_account", Word("DECISION_ACCOUNT_", "SUSPENDED TERMINATED"), isDue: false);
        One("decision_ground", Word("DECISION_GROUND_", "ILLEGAL_CONTENT INCOMPATIBLE_CONTENT"), isDue: true);
        One("category", Word("STATEMENT_CATEGORY_", Categories), isDue: true);
        List("category_specification", Word("KEYWORD_", Keywords), isDue: false);
        List("content_type", Word("CONTENT_TYPE_", "APP AUDIO IMAGE PRODUCT SYNTHETIC_MEDIA TEXT VIDEO OTHER"), isDue: true);
        List("territorial_scope", Eea.Split(' '), isDue: true);
        One("source_type", ["SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER", "SOURCE_TYPE_OTHER_NOTIFICATION", "SOURCE_VOLUNTARY"], isDue: true);
        One("automated_detection", ["Yes", "No"], isDue: true);
        One("automated_decision", ["AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_PARTIALLY", "AUTOMATED_DECISION_NOT_AUTOMATED"], isDue: true);
        var ground = Text("decision_ground");
        Free("illegal_content_legal_ground", 500, ground == "DECISION_GROUND_ILLEGAL_CONTENT");
        Free("illegal_content_explanation", 2_000, ground == "DECISION_GROUND_ILLEGAL_CONTENT");
        Free("incompatible_content_ground", 500, ground == "DECISION_GROUND_INCOMPATIBLE_CONTENT");
        Free("incompatible_content_explanation", 2_000, ground == "DECISION_GROUND_INCOMPATIBLE_CONTENT");
        Free("decision_visibility_other", 500, Holds("decision_visibility", "DECISION_VISIBILITY_OTHER"));
        Free("decision_monetary_other", 500, Text("decision_monetary") == "DECISION_MONETARY_OTHER");
        Free("content_type_other", 500, Holds("content_type", "CONTENT_TYPE_OTHER"));
        if (statement.ContainsKey("category_specification_other"))
            Free("category_specification_other", 500, Holds("category_specification", "KEYWORD_OTHER"));
        Free("decision_facts", 5_000, isDue: true);
        var first = Day("application_date", 2020, isDue: true);
        Day("content_date", 2000, isDue: true);
        foreach (var (end, decision) in new[] { ("visibility", "visibility"), ("monetary", "monetary"), ("service", "provision"), ("account", "account") })
        {
            var name = $"end_date_{end}_restriction";
            if (Day(name, 2020, isDue: false) is { } last && first is { } start && last < start)
                wrong.Add(name);
            if (statement.ContainsKey(name) && !statement.ContainsKey($"decision_{decision}"))
                wrong.Add(name);
        }

        if (!new[] { "visibility", "monetary", "provision", "account" }.Any(family => statement.ContainsKey($"decision_{family}")))
            wrong.Add("decision_visibility");
        if (Text("puid") is not { Length: > 0 and <= 500 } puid || puid.Any(c => !(c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_')))
            wrong.Add("puid");
        return wrong;

        string? Text(string name) => statement[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        bool Holds(string name, string word) => statement[name] is JsonArray list && list.Any(item => (string?)item == word);
        string[] Word(string prefix, string words) => [.. words.Split(' ').Select(word => prefix + word)];

        void One(string name, string[] words, bool isDue)
        {
            if (statement.ContainsKey(name) ? !words.Contains(Text(name)) : isDue)
                wrong.Add(name);
        }

        void List(string name, string[] words, bool isDue)
        {
            if (!statement.ContainsKey(name))
            {
                if (isDue)
                    wrong.Add(name);
                return;
            }

            var items = statement[name] is JsonArray list ? list.Select(item => (string?)item).ToList() : [];
            if (items.Count == 0 || items.Distinct().Count() < items.Count || items.Any(item => !words.Contains(item)))
                wrong.Add(name);
        }

        void Free(string name, int most, bool isDue)
        {
            var text = Text(name);
            if (isDue ? text is null || text.Trim().Length == 0 || text.Length > most || text.Contains('@') : statement.ContainsKey(name))
                wrong.Add(name);
        }

        DateOnly? Day(string name, int since, bool isDue)
        {
            if (!statement.ContainsKey(name))
            {
                if (isDue)
                    wrong.Add(name);
                return null;
            }

            var isDay = DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            if (!isDay || day.Year < since || day > new DateOnly(2038, 1, 1))
                wrong.Add(name);
            return isDay ? day : null;
        }
    }
}

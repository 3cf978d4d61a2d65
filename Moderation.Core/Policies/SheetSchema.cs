using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Core.Policies.Expressions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>The JSON Schema of policy sheets, for completion in editors. The compiler checks more than a schema can say.</summary>
public static class SheetSchema
{
    private const string DurationPattern = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$";
    private const string NamePattern = "^[a-z][a-z0-9_]{0,63}$";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it, as <c>policies/schema.json</c> holds it.</summary>
    public static string Write() => Make().ToJsonString(Written) + "\n";

    private static JsonObject Make() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Policy sheet",
        ["description"] = "One policy of the moderation service. Written by code; see docs/policies.md.",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = Words("policy", "title", "owner", "subject", "ground", "ladder"),
        ["properties"] = new JsonObject
        {
            ["policy"] = Text("Id of the policy, with dots: minors.host. It names the file.", "^[a-z0-9_.]{1,128}$"),
            ["title"] = Text("What it is about, in one line."),
            ["owner"] = Text("Who answers for it."),
            ["approvers"] = List(Text("A role."), "Roles that are asked before it is used; informative.", SheetReader.MostApprovers),
            ["subject"] = Word("The kind of subject that it looks at.", WireWord.All<SubjectKind>()),
            ["applies"] = CountryList("Countries that it applies to; left out is everywhere."),
            ["ground"] = Ground(),
            ["where"] = Expression("Which subjects of the kind. Unknown is not."),
            ["needs"] = List(Expression("What must be true before anything is decided."), "Where one is false or unknown, nothing is decided.", RulesReader.MostConditions),
            ["let"] = Lets(),
            ["unless"] = List(Expression("What keeps the sheet from acting."), "Where one is true, the subject is exempt.", RulesReader.MostConditions),
            ["ladder"] = List(Reference("rung"), "The rungs, mildest first.", RulesReader.MostRungs, 1),
            ["cooldown"] = Duration("Event time after an episode in which its rung begins no other."),
            ["guard"] = Guard(),
            ["notice"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = $"What the subject is told, by language (en, fr, pt-BR). Placeholders: {string.Join(", ", SheetReader.Placeholders.Select(word => $"{{{word}}}"))}.",
                ["additionalProperties"] = Text("The notice."),
            },
            ["variants"] = List(Reference("variant"), "Forms that hold in some countries instead.", SheetReader.MostVariants),
            ["tests"] = new JsonObject { ["type"] = "array", ["description"] = "Lives that the sheet is tried on, with what must follow. They are no part of its hash." },
        },
        ["$defs"] = new JsonObject
        {
            ["rung"] = Rung("rung", "when"),
            ["changedRung"] = Rung("rung"),
            ["variant"] = Variant(),
            ["order"] = Order(),
            ["expression"] = new JsonObject { ["type"] = new JsonArray("string", "boolean"), ["description"] = Language() },
        },
    };

    private static JsonObject Ground() => Map(
        "The rule that it rests on.",
        ["kind", "text"],
        ("kind", Word("The platform's terms, or law.", WireWord.All<GroundKind>())),
        ("text", Text("The rule, as the subject is told it.")),
        ("reference", Text("Where it stands.")),
        ("dsa", Map(
            "What statements of reasons say; required where the sheet applies in the European Union.",
            ["category", "keyword"],
            ("category", Word("Category of the DSA Transparency Database.", DsaTerms.Categories)),
            ("keyword", Word("Keyword of the DSA Transparency Database.", DsaTerms.Keywords)))));

    private static JsonObject Guard() => Map(
        "What bounds it over all lives. Where one is passed, its orders wait for people.",
        [],
        ("lives_per_hour", Share("Most lives with an order in an hour, as a share of the lives seen in it.")),
        ("actions_per_minute", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["description"] = "Most orders in a minute." }),
        ("wrongful", Map(
            "How often its orders may be wrong before all of them wait for people.",
            ["at_most", "confidence"],
            ("at_most", Share("Most wrongful orders, as a share of the reviewed ones.")),
            ("confidence", Share("How sure it must be that the share is passed.")))));

    private static JsonObject Rung(params string[] required) => Map(
        "One rung of the ladder.",
        required,
        ("rung", Text("Name of the rung.", NamePattern)),
        ("when", Expression("What reaches it; 'for 30s' at the end says for how long it must hold.")),
        ("while", Expression("What keeps an episode that has begun; left out is the condition itself.")),
        ("report", Word("How soon a human must look at its report.", WireWord.All<ReportPriority>())),
        ("confirm", Word("Who must confirm its orders before they are given.", WireWord.All<Confirmation>())),
        ("automatic_severe", Word("Whether severe orders may be given without anybody's word.", RulesReader.SevereWords)),
        ("do", List(Reference("order"), "What the platform is told.", OrderReader.MostOrders)));

    private static JsonObject Variant() => Map(
        "The form of the sheet for some countries. Sections that it has replace the sheet's; rungs are changed by name.",
        ["name", "applies"],
        ("name", Text("Name of the variant.", NamePattern)),
        ("applies", CountryList("Countries that it holds in.", 1)),
        ("where", Expression("Which subjects of the kind.")),
        ("needs", List(Expression("What must be true before anything is decided."), "Replaces the sheet's.", RulesReader.MostConditions)),
        ("let", Lets()),
        ("unless", List(Expression("What keeps the sheet from acting."), "Replaces the sheet's.", RulesReader.MostConditions)),
        ("ladder", List(Reference("changedRung"), "Changes by name of the rung; a new name adds a rung at the end.", RulesReader.MostRungs)),
        ("cooldown", Duration("Replaces the sheet's.")));

    private static JsonObject Order()
    {
        var properties = new JsonObject();
        foreach (var kind in Enum.GetValues<ActionKind>())
        {
            List<(string, JsonObject)> settings =
            [
                ("for", Duration("After which time the platform undoes it by itself.")),
                ("renew", Duration("How long before its end it is renewed while the episode lasts; shorter than 'for'.")),
            ];
            List<string> required = ["for"];
            if (kind == ActionKind.ThrottleGifts)
            {
                settings.Add(("max_coins_per_minute", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["description"] = "Most coins that the subject may receive a minute." }));
                required.Add("max_coins_per_minute");
            }

            var concerns = string.Join(", ", OrderReader.SubjectsOf(kind).Select(WireWord.From));
            properties[WireWord.From(kind)] = Map(
                $"Concerns: {concerns}.{(OrderReader.IsSevere(kind) ? " Severe: needs 'confirm', or 'automatic_severe: allowed'." : "")}", required, [.. settings]);
        }

        return new JsonObject
        {
            ["type"] = "object", ["additionalProperties"] = false, ["minProperties"] = 1, ["maxProperties"] = 1, ["properties"] = properties,
        };
    }

    private static string Language() =>
        "An expression: or, and, not; >= <= > < == !=; in [a, b]; + - * /; min(a, b), max(a, b), known(x); numbers (1_000, 0.3, 5%), durations (90s, 2m, 1h30m), "
        + "lets and facts. A fact may be followed by 'over 2m' and 'per minute'. Facts:\n"
        + string.Join('\n', Vocabulary.Facts.Select(fact => $"{Form(fact)}: {fact.Says}. Of: {string.Join(", ", fact.Subjects.Select(WireWord.From))}."
            + (fact.Words.Count > 0 ? $" One of {string.Join(", ", fact.Words)}." : "")));

    private static string Form(Fact fact)
    {
        var argument = fact.Argument switch
        {
            FactArgument.None => "",
            FactArgument.Belief => $"({FactArguments.UnderEighteen})",
            FactArgument.Reason => "[(reason)]",
            var kind => $"({WireWord.From(kind)})",
        };
        return fact.Name + argument + fact.Window switch { FactWindow.None => "", FactWindow.Optional => " [over …]", _ => " over …" };
    }

    private static JsonObject Lets() => new()
    {
        ["type"] = "object",
        ["description"] = "Names for expressions.",
        ["maxProperties"] = RulesReader.MostLets,
        ["propertyNames"] = new JsonObject { ["pattern"] = NamePattern },
        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "boolean", "number"), ["description"] = "An expression of any type." },
    };

    private static JsonObject Map(string description, IReadOnlyList<string> required, params IReadOnlyList<(string Key, JsonObject Schema)> properties)
    {
        var map = new JsonObject { ["type"] = "object", ["description"] = description, ["additionalProperties"] = false };
        if (required.Count > 0)
            map["required"] = Words([.. required]);
        map["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Schema)));
        return map;
    }

    private static JsonObject List(JsonObject items, string description, int most, int least = 0)
    {
        var list = new JsonObject { ["type"] = "array", ["description"] = description, ["items"] = items, ["maxItems"] = most };
        if (least > 0)
            list["minItems"] = least;
        return list;
    }

    private static JsonObject CountryList(string description, int least = 0) =>
        List(Word("An ISO 3166-1 code, or a union of countries.", [.. Countries.Unions.Keys, .. Countries.Known.Order(StringComparer.Ordinal)]), description, SheetReader.MostCountries, least);

    private static JsonObject Text(string description, string? pattern = null)
    {
        var text = new JsonObject { ["type"] = "string", ["description"] = description };
        if (pattern is not null)
            text["pattern"] = pattern;
        return text;
    }

    private static JsonObject Share(string description) => new()
    {
        ["type"] = new JsonArray("number", "string"), ["description"] = description, ["minimum"] = 0, ["maximum"] = 1, ["pattern"] = "^[0-9._]+%?$",
    };

    private static JsonObject Duration(string description) => Text($"{description} Such as 90s, 2m, 1h30m or 7d.", DurationPattern);

    private static JsonObject Expression(string description) => new() { ["$ref"] = "#/$defs/expression", ["description"] = description };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Word(string description, IReadOnlyList<string> words)
    {
        var word = new JsonObject { ["type"] = "string", ["description"] = description };
        word["enum"] = Words([.. words]);
        return word;
    }

    private static JsonArray Words(params string[] words) => new([.. words.Select(word => (JsonNode)word)]);
}

using System.Text.RegularExpressions;
using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Makes a sheet out of its pieces. Everything that is wrong is told, with its place.</summary>
internal sealed partial class SheetReader(SheetFaults faults, SheetPlaces places)
{
    public const int MostVariants = 8, MostNotices = 64, MostApprovers = 16, MostCountries = 250;
    public const int LongestTitle = 200, LongestName = 128, LongestText = 2_000;

    public static readonly string[] Keys =
    [
        "policy", "title", "owner", "approvers", "subject", "applies", "ground", "where", "needs", "let", "unless", "ladder", "cooldown", "guard", "notice", "variants", "tests",
    ];

    public static readonly string[] VariantKeys = ["name", "applies", .. RulesReader.Keys];
    public static readonly string[] Placeholders = ["what", "until", "ground", "appeal"];

    public PolicySheet Read(SheetNode root)
    {
        var fields = new SheetFields(root, "the sheet", faults, Keys);
        var subject = fields.Word<SubjectKind>("subject", required: true);
        var rules = new RulesReader(subject, faults, places);
        var countries = ReadCountries(fields) ?? [];
        return new PolicySheet
        {
            Name = ReadPolicyName(fields),
            Title = fields.Text("title", LongestTitle, required: true) ?? "",
            Owner = fields.Text("owner", LongestName, required: true) ?? "",
            Approvers = fields.Items("approvers", MostApprovers) is { } approvers ? ReadTexts(approvers, "approvers") : [],
            Subject = subject ?? default,
            Countries = countries,
            Ground = ReadGround(fields, countries),
            Rules = rules.Read(fields, isVariant: false),
            Guards = ReadGuards(fields),
            Notices = ReadNotices(fields),
            Variants = ReadVariants(fields, rules, countries),
            Tests = fields.Find("tests"),
        };
    }

    private string ReadPolicyName(SheetFields fields)
    {
        if (fields.Scalar("policy", required: true) is not { } scalar)
            return "";
        if (!PolicyName().IsMatch(scalar.Text))
            faults.Add(scalar, "'policy' is an id of small letters, digits, dots and underscores, at most 128");
        return scalar.Text;
    }

    private List<string> ReadTexts(IReadOnlyList<SheetNode> nodes, string key)
    {
        var texts = new List<string>();
        foreach (var node in nodes)
        {
            if (node is SheetScalar { ScalarKind: not SheetScalarKind.Nothing, Text.Length: > 0 and <= LongestName } scalar)
                texts.Add(scalar.Text);
            else
                faults.Add(node, $"'{key}' is a list of short names; this is {(node is SheetScalar ? "empty or too long" : node.Kind)}");
        }

        return texts;
    }

    private List<string>? ReadCountries(SheetFields fields)
    {
        if (fields.Items("applies", MostCountries) is not { } items)
            return null;
        if (items.Count == 0)
            return [];
        var countries = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item is SheetScalar scalar && Countries.Unions.TryGetValue(scalar.Text, out var members))
                countries.UnionWith(members);
            else if (item is SheetScalar country && Countries.Known.Contains(country.Text))
                countries.Add(country.Text);
            else
                faults.Add(item, $"'{(item as SheetScalar)?.Text}' is no country; write codes of ISO 3166-1 (FR, GB), EU or EEA{Hint(item)}");
        }

        return [.. countries];
    }

    private static string Hint(SheetNode item) => item is SheetScalar scalar && Countries.Known.Contains(scalar.Text.ToUpperInvariant()) ? $"; did you mean '{scalar.Text.ToUpperInvariant()}'?"
        : item is SheetScalar { Text: "UK" } ? "; did you mean 'GB'?" : "";

    private SheetGround ReadGround(SheetFields sheet, List<string> countries)
    {
        if (sheet.Require("ground") is not { } node)
            return new SheetGround(default, "", null, null);
        var fields = new SheetFields(node, "'ground'", faults, "kind", "text", "reference", "dsa");
        var dsa = fields.Find("dsa") is { } terms ? ReadDsa(terms) : null;
        if (fields.IsMap && fields.Find("dsa") is null && Countries.ReachEuropeanUnion(countries))
            faults.Add(node, "'ground' needs 'dsa' (category and keyword): the sheet applies in the European Union, where every order needs a statement of reasons");
        return new SheetGround(
            fields.Word<GroundKind>("kind", required: true) ?? default,
            fields.Text("text", LongestText, required: true) ?? "",
            fields.Text("reference", LongestTitle),
            dsa);
    }

    private DsaGround? ReadDsa(SheetNode node)
    {
        var fields = new SheetFields(node, "'dsa'", faults, "category", "keyword");
        var category = fields.Word("category", DsaTerms.Categories, required: true);
        var keyword = fields.Word("keyword", DsaTerms.Keywords, required: true);
        return category is null ? null : new DsaGround(category, keyword);
    }

    private SheetGuards ReadGuards(SheetFields sheet)
    {
        if (sheet.Find("guard") is not { } node)
            return new SheetGuards(null, null, null);
        var fields = new SheetFields(node, "'guard'", faults, "lives_per_hour", "actions_per_minute", "wrongful");
        return new SheetGuards(
            fields.Share("lives_per_hour", share => share is > 0 and <= 1, "over 0 and at most 1"),
            (int?)fields.Whole("actions_per_minute", 1, 1_000_000),
            fields.Find("wrongful") is { } wrongful ? ReadWrongful(wrongful) : null);
    }

    private WrongfulBudget? ReadWrongful(SheetNode node)
    {
        var fields = new SheetFields(node, "'wrongful'", faults, "at_most", "confidence");
        var most = fields.Share("at_most", share => share is > 0 and < 1, "between 0 and 1", required: true);
        var confidence = fields.Share("confidence", share => share is >= 0.5 and < 1, "from 0.5 to under 1", required: true);
        return most is { } share && confidence is { } sure ? new WrongfulBudget(share, sure) : null;
    }

    private List<SheetNotice> ReadNotices(SheetFields sheet)
    {
        var notices = new List<SheetNotice>();
        if (sheet.Find("notice") is not { } node)
            return notices;
        if (node is not SheetMap map || map.Entries.Count > MostNotices)
        {
            faults.Add(node, $"'notice' is a map of at most {MostNotices} languages; this is {node.Kind}");
            return notices;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (!Language().IsMatch(key.Text))
                faults.Add(key, $"'{key.Text}' is no language; write tags such as en, fr or pt-BR");
            if (value is not SheetScalar { ScalarKind: not SheetScalarKind.Nothing, Text.Length: > 0 and <= LongestText } text)
                faults.Add(value, $"a notice is a text of at most {LongestText} characters");
            else
            {
                CheckPlaceholders(text);
                notices.Add(new SheetNotice(key.Text, text.Text));
            }
        }

        return [.. notices.OrderBy(notice => notice.Language, StringComparer.Ordinal)];
    }

    private void CheckPlaceholders(SheetScalar text)
    {
        foreach (Match match in Braces().Matches(text.Text))
        {
            var name = match.Groups[1].Value;
            if (Placeholders.Contains(name))
                continue;
            var (line, column) = text.PlaceOf(match.Index);
            faults.Add(line, column, $"a notice knows no '{match.Value}'{(NearestName.Find(name, Placeholders) is { } near ? $"; did you mean '{{{near}}}'?" : $"; it knows {string.Join(", ", Placeholders.Select(word => $"{{{word}}}"))}")}");
        }
    }

    private List<SheetVariant> ReadVariants(SheetFields sheet, RulesReader rules, List<string> countries)
    {
        var variants = new List<SheetVariant>();
        foreach (var node in sheet.Items("variants", MostVariants) ?? [])
        {
            var fields = new SheetFields(node, "a variant", faults, VariantKeys);
            var name = rules.ReadName(fields, "name");
            fields.Require("applies");
            var own = ReadCountries(fields) ?? [];
            if (fields.Find("applies") is { } at)
                CheckCountries(at, own, countries, variants);
            var variant = new SheetVariant(name ?? "", own, rules.Read(fields, isVariant: true));
            if (name is not null && variants.Any(other => other.Name == name))
                faults.Add(node, $"there are two variants '{name}'");
            variants.Add(variant);
        }

        return variants;
    }

    private void CheckCountries(SheetNode at, List<string> own, List<string> countries, List<SheetVariant> before)
    {
        if (own.Count == 0 && at is SheetList { Items.Count: 0 })
            faults.Add(at, "a variant needs at least one country");
        var strays = countries.Count == 0 ? [] : own.Except(countries).ToList();
        if (strays.Count > 0)
            faults.Add(at, $"{string.Join(", ", strays)} {(strays.Count == 1 ? "is" : "are")} not among the countries that the sheet applies to");
        foreach (var other in before)
        {
            if (own.Intersect(other.Countries).ToList() is { Count: > 0 } shared)
                faults.Add(at, $"variant '{other.Name}' already holds in {string.Join(", ", shared)}");
        }
    }

    [GeneratedRegex("^[a-z0-9_.]{1,128}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PolicyName();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    [GeneratedRegex("\\{([^{}]*)\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}

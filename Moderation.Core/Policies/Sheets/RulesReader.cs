using System.Text.RegularExpressions;
using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Reads the part of a sheet that decides: of the sheet itself, and of its variants.</summary>
internal sealed partial class RulesReader(SubjectKind? subject, SheetFaults faults, SheetPlaces places)
{
    public const int MostRungs = 16, MostLets = 32, MostConditions = 16;

    public static readonly string[] Keys = ["where", "needs", "let", "unless", "ladder", "cooldown"];
    public static readonly string[] RungKeys = ["rung", "when", "while", "report", "confirm", "automatic_severe", "do"];
    public static readonly string[] SevereWords = ["forbidden", "allowed"];

    public SheetRules Read(SheetFields fields, bool isVariant) => new()
    {
        Where = fields.Scalar("where") is { } where ? ReadExpression(where, "where") : null,
        Needs = ReadList(fields, "needs", isVariant),
        Lets = ReadLets(fields, isVariant),
        Unless = ReadList(fields, "unless", isVariant),
        Ladder = ReadLadder(fields, isVariant),
        Cooldown = fields.Duration("cooldown") ?? (isVariant ? null : TimeSpan.Zero),
    };

    private IReadOnlyList<SheetExpression>? ReadList(SheetFields fields, string key, bool isVariant)
    {
        if (fields.Items(key, MostConditions) is not { } items)
            return isVariant ? null : [];
        return [.. items.Select(item => ReadExpression(item, key)).OfType<SheetExpression>()];
    }

    private List<SheetLet>? ReadLets(SheetFields fields, bool isVariant)
    {
        if (fields.Find("let") is not { } node)
            return isVariant ? null : [];
        var lets = new List<SheetLet>();
        if (node is not SheetMap map)
        {
            faults.Add(node, $"'let' is a map of names; this is {node.Kind}");
            return lets;
        }

        if (map.Entries.Count > MostLets)
            faults.Add(node, $"'let' has {map.Entries.Count} entries; at most {MostLets} are allowed");
        foreach (var (key, value) in map.Entries)
        {
            if (LetNameFault(key.Text) is { } says)
                faults.Add(key, says);
            var expression = ReadExpression(value, key.Text);
            // Under the name of a fact it would only hide that fact from the rest of the sheet.
            if (Vocabulary.Find(key.Text) is not null)
                continue;
            // A let whose expression is broken stays known by name, so that its uses are no second fault.
            var let = new SheetLet(key.Text, expression ?? new SheetExpression(new TruthExpression(false)));
            if (expression is null)
                places.Broken.Add(let);
            lets.Add(let);
        }

        return LetOrder.Of(lets);
    }

    private static string? LetNameFault(string name)
    {
        if (!Name().IsMatch(name))
            return $"'{name}' is no name for a let: small letters, digits and underscores, at most 64, beginning with a letter";
        if (ExpressionTokenizer.Keywords.ContainsKey(name) || name is "min" or "max" or "known")
            return $"'{name}' is a word of the language and cannot name a let";
        if (Vocabulary.Find(name) is not null)
            return $"'{name}' is a fact and cannot name a let";
        return Vocabulary.Facts.Any(fact => fact.Words.Contains(name)) ? $"'{name}' is a word that facts can be and cannot name a let" : null;
    }

    private List<SheetRung>? ReadLadder(SheetFields fields, bool isVariant)
    {
        if (fields.Items("ladder", MostRungs, required: !isVariant) is not { } items)
            return isVariant ? null : [];
        if (items.Count == 0 && !isVariant)
            faults.Add(fields.Find("ladder")!, "'ladder' needs at least one rung");
        var rungs = new List<SheetRung>();
        foreach (var item in items)
        {
            if (ReadRung(item, isVariant) is not { } rung)
                continue;
            if (rungs.Any(other => other.Name == rung.Name))
                faults.Add(item, $"there are two rungs '{rung.Name}'");
            else
                rungs.Add(rung);
        }

        return rungs;
    }

    private SheetRung? ReadRung(SheetNode node, bool isVariant)
    {
        var fields = new SheetFields(node, "a rung", faults, RungKeys);
        var name = ReadName(fields, "rung");
        var (when, lasting) = fields.Scalar("when", required: !isVariant) is { } text ? ReadReached(text) : default;
        var rung = new SheetRung
        {
            Name = name ?? "",
            When = when,
            For = lasting,
            While = fields.Scalar("while") is { } keeps ? ReadExpression(keeps, "while") : null,
            Report = fields.Word<ReportPriority>("report"),
            Confirm = fields.Word<Confirmation>("confirm") ?? (isVariant ? null : Confirmation.Automatic),
            AutomaticSevere = fields.Word("automatic_severe", SevereWords) is { } word ? word == "allowed" : isVariant ? null : false,
            Orders = fields.Items("do", OrderReader.MostOrders) is { } orders ? new OrderReader(subject, faults).Read(orders) : isVariant ? null : [],
        };
        places.Mark(rung, node);
        if (when is null && fields.Find("when") is not null)
            places.Broken.Add(rung);
        return name is null ? null : rung;
    }

    /// <summary>A name of this sheet's own making: of a rung, of a variant.</summary>
    public string? ReadName(SheetFields fields, string key)
    {
        if (fields.Scalar(key, required: true) is not { } scalar)
            return null;
        if (Name().IsMatch(scalar.Text))
            return scalar.Text;
        faults.Add(scalar, $"'{key}' is a name: small letters, digits and underscores, at most 64, beginning with a letter");
        return null;
    }

    private SheetExpression? ReadExpression(SheetNode node, string key)
    {
        if (node is not SheetScalar scalar || scalar.ScalarKind == SheetScalarKind.Nothing)
        {
            faults.Add(node, $"'{key}' holds an expression; this is {node.Kind}");
            return null;
        }

        if (ExpressionParser.Read(scalar.Text, FaultAt(scalar)) is not var (tree, lasting))
            return null;
        if (lasting is not null)
            faults.Add(scalar, "'for' stands only behind the 'when' of a rung");
        var expression = new SheetExpression(tree);
        places.Mark(expression, scalar);
        return expression;
    }

    private (SheetExpression? When, TimeSpan For) ReadReached(SheetScalar scalar)
    {
        if (ExpressionParser.Read(scalar.Text, FaultAt(scalar)) is not var (tree, lasting))
            return default;
        var expression = new SheetExpression(tree);
        places.Mark(expression, scalar);
        return (expression, lasting ?? TimeSpan.Zero);
    }

    private Action<int, string> FaultAt(SheetScalar scalar) => (offset, says) =>
    {
        var (line, column) = scalar.PlaceOf(offset);
        faults.Add(line, column, says);
    };

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

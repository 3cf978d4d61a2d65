using Moderation.Core.Policies.Expressions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies;

/// <summary>Something about a valid sheet that its author should look at.</summary>
/// <param name="Line">Line of the sheet's text; null where it concerns the sheet as a whole.</param>
/// <param name="Says">What it is, and what to do about it.</param>
public sealed record SheetWarning(int? Line, string Says)
{
    /// <summary>The warning as <c>line: text</c>.</summary>
    public override string ToString() => Line is { } line ? $"{line}: {Says}" : Says;
}

/// <summary>The most that a sheet can touch if everything goes wrong at once.</summary>
/// <param name="LivesPerHour">Most lives with an order in an hour.</param>
/// <param name="OrdersPerMinute">Most orders in a minute; null where nothing bounds them.</param>
/// <param name="WithoutPeople">Whether any of those orders is given without anybody's word.</param>
public sealed record BlastRadius(long LivesPerHour, int? OrdersPerMinute, bool WithoutPeople);

/// <summary>Looks for what compiles and is still wrong.</summary>
public static class SheetLint
{
    private static readonly string[] NoticeLanguages = ["en", "fr"];

    /// <summary>Looks a sheet over.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <returns>What was found, in order of line, the sheet as a whole last.</returns>
    public static IReadOnlyList<SheetWarning> Check(CompiledSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var warnings = new List<SheetWarning>();
        var own = LadderLint.Check(sheet.Variants[0]).ToList();
        warnings.AddRange(own);
        foreach (var variant in sheet.Variants.Skip(1))
            warnings.AddRange(LadderLint.Check(variant).Except(own).Select(warning => warning with { Says = $"{warning.Says} (in variant '{variant.Name}')" }));
        warnings.AddRange(Bounds(sheet));
        warnings.AddRange(Notices(sheet));
        warnings.AddRange(Tests(sheet));
        return [.. warnings.Distinct().OrderBy(warning => warning.Line ?? int.MaxValue)];
    }

    /// <summary>The most that a sheet can touch.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="lives">Lives that run in an hour.</param>
    public static BlastRadius BlastRadius(CompiledSheet sheet, long lives)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentOutOfRangeException.ThrowIfNegative(lives);
        var ordering = sheet.Variants.SelectMany(variant => variant.Ladder).Where(rung => rung.Orders.Count > 0).ToList();
        if (ordering.Count == 0)
            return new BlastRadius(0, 0, false);
        var share = sheet.Guards.LivesPerHour is { } most ? (long)Math.Floor(most * lives) : lives;
        return new BlastRadius(share, sheet.Guards.ActionsPerMinute, ordering.Any(rung => rung.ConfirmationsNeeded == 0));
    }

    private static IEnumerable<SheetWarning> Bounds(CompiledSheet sheet)
    {
        var automatic = sheet.Variants.SelectMany(variant => variant.Ladder).FirstOrDefault(rung => rung.Orders.Count > 0 && rung.ConfirmationsNeeded == 0);
        if (automatic is null)
            yield break;
        if (sheet.Guards.LivesPerHour is null)
            yield return new SheetWarning(automatic.Line, "orders are given without anybody's word and no guard 'lives_per_hour' bounds them: of 100,000 lives in an hour all 100,000 could be touched");
        if (sheet.Guards.ActionsPerMinute is null)
            yield return new SheetWarning(automatic.Line, "orders are given without anybody's word and no guard 'actions_per_minute' bounds how many in a minute");
        if (sheet.Guards.Wrongful is null)
            yield return new SheetWarning(automatic.Line, "orders are given without anybody's word and no guard 'wrongful' takes that away from the sheet when too many of them are wrong");
    }

    private static IEnumerable<SheetWarning> Notices(CompiledSheet sheet) =>
        sheet.Variants.All(variant => variant.Ladder.All(rung => rung.Orders.Count == 0))
            ? []
            : NoticeLanguages.Where(language => sheet.Notices.All(notice => notice.Language != language))
                .Select(language => new SheetWarning(null, $"there is no notice in '{language}': subjects of its orders are told nothing in that language"));

    private static IEnumerable<SheetWarning> Tests(CompiledSheet sheet)
    {
        if (sheet.Tests is not SheetList { Items.Count: > 0 })
            return [new SheetWarning(null, "the sheet has no tests: it cannot leave the draft stage")];
        var named = TextsIn(sheet.Tests).ToHashSet(StringComparer.Ordinal);
        return sheet.Variants.SelectMany(variant => variant.Ladder).Where(rung => !named.Contains(rung.Name)).DistinctBy(rung => rung.Name)
            .Select(rung => new SheetWarning(rung.Line, $"no test names rung '{rung.Name}'"));
    }

    private static IEnumerable<string> TextsIn(SheetNode node) => node switch
    {
        SheetScalar scalar => [scalar.Text],
        SheetList list => list.Items.SelectMany(TextsIn),
        SheetMap map => map.Entries.SelectMany(entry => TextsIn(entry.Value).Prepend(entry.Key.Text)),
        _ => [],
    };
}

/// <summary>Looks at one ladder: what can never be, what always is, what stands in the wrong order.</summary>
internal static class LadderLint
{
    public static IEnumerable<SheetWarning> Check(CompiledVariant variant)
    {
        var given = new List<(BoundExpression, bool)>();
        if (variant.Where is { } only)
            given.Add((only.Bound, true));
        given.AddRange(variant.Needs.Select(need => (need.Bound, true)));
        foreach (var need in variant.Needs.Where(need => !Possibilities.CanBe((need.Bound, false))))
            yield return new SheetWarning(null, $"the need '{need.Text}' can never be false: it asks for nothing");
        foreach (var exempt in variant.Unless.Where(exempt => !Possibilities.CanBe((exempt.Bound, true))))
            yield return new SheetWarning(null, $"the exemption '{exempt.Text}' can never be true");
        for (var i = 0; i < variant.Ladder.Count; i++)
        {
            foreach (var says in OfRung(variant.Ladder[i], given).Concat(OfOrder(variant.Ladder, i)))
                yield return new SheetWarning(variant.Ladder[i].Line, says);
        }
    }

    private static IEnumerable<string> OfRung(CompiledRung rung, List<(BoundExpression, bool)> given)
    {
        if (!Possibilities.CanBe((rung.When.Bound, true)))
            yield return $"rung '{rung.Name}' can never be reached: '{rung.When.Text}' is never true";
        else if (!Possibilities.CanBe([.. given, (rung.When.Bound, true)]))
            yield return $"rung '{rung.Name}' can never be reached: '{rung.When.Text}' is never true where the sheet's 'where' and 'needs' are";
        else if (rung.While is { } keeps && Possibilities.IsPlain(keeps.Bound) && Possibilities.CanBe((rung.When.Bound, true), (keeps.Bound, false)))
            yield return $"'while' of rung '{rung.Name}' can be false where its 'when' is true: an episode could end as soon as it begins";
        if (rung.Orders.Count == 0 && !rung.Reports)
            yield return $"rung '{rung.Name}' has no effect on anybody: it orders nothing and asks for no report";
        if (rung.Orders.FirstOrDefault(order => OrderReader.IsSevere(order.Kind)) is { } severe && rung.ConfirmationsNeeded == 0)
            yield return $"rung '{rung.Name}' orders '{WireWord.From(severe.Kind)}' without anybody's word: 'automatic_severe' is allowed";
    }

    private static IEnumerable<string> OfOrder(IReadOnlyList<CompiledRung> ladder, int index)
    {
        var rung = ladder[index];
        // A rung on facts of its own is no milder than another, so both must be plain to be compared.
        if (!Possibilities.IsPlain(rung.When.Bound) || !Possibilities.CanBe((rung.When.Bound, true)))
            yield break;
        for (var before = 0; before < index; before++)
        {
            var stronger = ladder[before];
            if (stronger.For >= rung.For && Possibilities.CanBe((stronger.When.Bound, true)) && !Possibilities.CanBe((stronger.When.Bound, true), (rung.When.Bound, false)))
                yield return $"rung '{rung.Name}' stands after '{stronger.Name}' and is reached whenever that is: the ladder goes from mild to strong";
        }
    }
}

using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Compiles the rules of a sheet, or of one of its variants laid over it.</summary>
internal sealed class VariantCompiler
{
    private readonly PolicySheet _sheet;
    private readonly SheetPlaces _places;
    private readonly SheetFaults _faults;
    private readonly Dictionary<string, BoundExpression?> _lets = new(StringComparer.Ordinal);

    private VariantCompiler(PolicySheet sheet, SheetPlaces places, SheetFaults faults)
    {
        _sheet = sheet;
        _places = places;
        _faults = faults;
    }

    /// <summary>Compiles the sheet itself, then its variants. Faults of a variant that the sheet itself has too are told once.</summary>
    public static IReadOnlyList<CompiledVariant> Compile(PolicySheet sheet, SheetPlaces places, SheetFaults faults)
    {
        var own = new SheetFaults();
        var compiled = new List<CompiledVariant> { new VariantCompiler(sheet, places, own).Compile(null, [], sheet.Rules) };
        faults.AddAll(own.All);
        foreach (var variant in sheet.Variants)
        {
            var differs = new SheetFaults();
            compiled.Add(new VariantCompiler(sheet, places, differs).Compile(variant.Name, variant.Countries, Merge(sheet.Rules, variant.Rules, places)));
            faults.AddAll(differs.All.Except(own.All).Select(fault => fault with { Says = $"{fault.Says} (in variant '{variant.Name}')" }));
        }

        return compiled;
    }

    private static SheetRules Merge(SheetRules sheet, SheetRules variant, SheetPlaces places) => new()
    {
        Where = variant.Where ?? sheet.Where,
        Needs = variant.Needs ?? sheet.Needs,
        Lets = variant.Lets ?? sheet.Lets,
        Unless = variant.Unless ?? sheet.Unless,
        Cooldown = variant.Cooldown ?? sheet.Cooldown,
        Ladder = MergeLadder(sheet.Ladder ?? [], variant.Ladder ?? [], places),
    };

    private static List<SheetRung> MergeLadder(IReadOnlyList<SheetRung> sheet, IReadOnlyList<SheetRung> changes, SheetPlaces places)
    {
        var ladder = sheet.Select(rung => changes.FirstOrDefault(change => change.Name == rung.Name) is { } change ? Merge(rung, change, places) : rung).ToList();
        ladder.AddRange(changes.Where(change => sheet.All(rung => rung.Name != change.Name)));
        return ladder;
    }

    /// <summary>The rung with the fields that the change gives. Its place is the change's, where faults of the two together are told.</summary>
    private static SheetRung Merge(SheetRung rung, SheetRung change, SheetPlaces places)
    {
        var merged = change with
        {
            When = change.When ?? rung.When,
            For = change.When is null ? rung.For : change.For,
            While = change.While ?? rung.While,
            Report = change.Report ?? rung.Report,
            Confirm = change.Confirm ?? rung.Confirm,
            AutomaticSevere = change.AutomaticSevere ?? rung.AutomaticSevere,
            Orders = change.Orders ?? rung.Orders,
        };
        places.Mark(merged, places.Of(change));
        return merged;
    }

    private CompiledVariant Compile(string? name, IReadOnlyList<string> countries, SheetRules rules)
    {
        BindLets(rules.Lets ?? []);
        if (rules.Ladder!.Count > RulesReader.MostRungs && name is not null)
            _faults.Add(_places.Of(rules.Ladder[^1]), $"the ladder has {rules.Ladder.Count} rungs; at most {RulesReader.MostRungs} are allowed");
        return new CompiledVariant
        {
            Name = name,
            Countries = countries.ToHashSet(StringComparer.Ordinal),
            Where = Compile(rules.Where),
            Needs = [.. rules.Needs!.Select(Compile).OfType<Condition>()],
            Unless = [.. rules.Unless!.Select(Compile).OfType<Condition>()],
            Ladder = [.. rules.Ladder.Select(Compile).OfType<CompiledRung>()],
            Cooldown = rules.Cooldown ?? TimeSpan.Zero,
        };
    }

    private void BindLets(IReadOnlyList<SheetLet> lets)
    {
        var names = lets.Select(let => let.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var let in lets)
        {
            if (_places.Broken.Contains(let))
            {
                _lets[let.Name] = null;
                continue;
            }

            // In their order a let stands behind those that it uses, so one that is still to come is part of a circle.
            if (LetOrder.NamesIn(let.Means.Tree).FirstOrDefault(used => names.Contains(used) && !_lets.ContainsKey(used)) is { } later)
            {
                _faults.Add(_places.Of(let.Means), later == let.Name ? $"'{let.Name}' uses itself" : $"'{let.Name}' and '{later}' use each other in a circle");
                foreach (var name in names)
                    _lets.TryAdd(name, null);
                return;
            }

            _lets[let.Name] = BinderFor(let.Means).Bind(let.Means.Tree);
        }
    }

    private Condition? Compile(SheetExpression? expression) =>
        expression is not null && BinderFor(expression).BindTruth(expression.Tree) is { } bound ? new Condition(bound) : null;

    private CompiledRung? Compile(SheetRung rung)
    {
        var place = _places.Of(rung);
        var orders = rung.Orders ?? [];
        var severe = orders.FirstOrDefault(order => OrderReader.IsSevere(order.Kind));
        if (severe is not null && rung.Confirm is (null or Confirmation.Automatic) && rung.AutomaticSevere != true)
        {
            _faults.Add(place, $"rung '{rung.Name}' orders '{WireWord.From(severe.Kind)}', which is severe, with nobody's word: "
                + "add 'confirm: human' or 'confirm: two_persons', or say 'automatic_severe: allowed'");
        }

        if (rung.When is null)
        {
            // The sheet itself is asked for it when it is read.
            if (!_places.Broken.Contains(rung) && _sheet.Rules.Ladder!.All(other => other.Name != rung.Name))
                _faults.Add(place, $"rung '{rung.Name}' is new in this variant and needs 'when'");
            return null;
        }

        var (when, keeps) = (Compile(rung.When), Compile(rung.While));
        return when is null ? null : new CompiledRung
        {
            Name = rung.Name,
            When = when,
            For = rung.For,
            While = keeps,
            Priority = rung.Report ?? ReportPriority.Normal,
            Reports = rung.Report is not null,
            Orders = orders,
            ConfirmationsNeeded = (int)(rung.Confirm ?? Confirmation.Automatic),
            Line = place.Line,
        };
    }

    private Binder BinderFor(SheetExpression expression) => new(_sheet.Subject, _lets, (offset, says) =>
    {
        var (line, column) = ((SheetScalar)_places.Of(expression)).PlaceOf(offset);
        _faults.Add(line, column, says);
    });
}

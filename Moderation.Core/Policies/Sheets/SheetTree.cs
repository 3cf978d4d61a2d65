using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Makes pieces out of a sheet, keys in their fixed order: the canonical form, or the form that people edit.</summary>
/// <param name="forPeople">Whether defaults are left out and unions of countries named.</param>
internal sealed class SheetTree(bool forPeople)
{
    public SheetMap Make(PolicySheet sheet, bool withTests)
    {
        List<SheetEntry?> entries =
        [
            Entry("policy", Text(sheet.Name)),
            Entry("title", Text(sheet.Title)),
            Entry("owner", Text(sheet.Owner)),
            Default("approvers", Texts(sheet.Approvers)),
            Entry("subject", Text(WireWord.From(sheet.Subject))),
            Default("applies", CountryList(sheet.Countries)),
            Entry("ground", Ground(sheet.Ground)),
            .. Rules(sheet.Rules, isVariant: false),
            Default("guard", Guards(sheet.Guards)),
            Default("notice", new SheetMap([.. sheet.Notices.Select(notice => Entry(notice.Language, Text(notice.Text))!)])),
            Default("variants", new SheetList([.. sheet.Variants.Select(Variant)])),
        ];
        if (withTests)
            entries.Add(Entry("tests", sheet.Tests));
        return Map(entries);
    }

    private SheetMap Ground(SheetGround ground) => Map(
        Entry("kind", Text(WireWord.From(ground.Kind))),
        Entry("text", Text(ground.Text)),
        Entry("reference", ground.Reference is { } reference ? Text(reference) : null),
        Entry("dsa", ground.Dsa is { } dsa ? Map(Entry("category", Text(dsa.Category)), Entry("keyword", dsa.Keyword is { } keyword ? Text(keyword) : null)) : null));

    private List<SheetEntry?> Rules(SheetRules rules, bool isVariant)
    {
        Func<string, SheetNode?, SheetEntry?> entry = isVariant ? Entry : Default;
        return
        [
            Entry("where", rules.Where is { } where ? Text(where.ToString()) : null),
            entry("needs", rules.Needs is { } needs ? Texts(needs.Select(need => need.ToString())) : null),
            entry("let", rules.Lets is { } lets ? new SheetMap([.. lets.Select(let => Entry(let.Name, Text(let.Means.ToString()))!)]) : null),
            entry("unless", rules.Unless is { } unless ? Texts(unless.Select(exempt => exempt.ToString())) : null),
            entry("ladder", rules.Ladder is { } ladder ? new SheetList([.. ladder.Select(rung => Rung(rung, isVariant))]) : null),
            Entry("cooldown", rules.Cooldown is { } cooldown && !(forPeople && !isVariant && cooldown == TimeSpan.Zero) ? Text(Quantity.Text(cooldown)) : null),
        ];
    }

    private SheetMap Rung(SheetRung rung, bool isVariant)
    {
        var hidden = forPeople && !isVariant;
        Func<string, SheetNode?, SheetEntry?> entry = isVariant ? Entry : Default;
        return Map(
            Entry("rung", Text(rung.Name)),
            Entry("when", rung.When is { } when ? Text(rung.For == TimeSpan.Zero ? when.ToString() : $"{when} for {Quantity.Text(rung.For)}") : null),
            Entry("while", rung.While is { } keeps ? Text(keeps.ToString()) : null),
            Entry("report", rung.Report is { } report ? Text(WireWord.From(report)) : null),
            Entry("confirm", rung.Confirm is { } confirm && !(hidden && confirm == Confirmation.Automatic) ? Text(WireWord.From(confirm)) : null),
            Entry("automatic_severe", rung.AutomaticSevere is { } severe && !(hidden && !severe) ? Text(RulesReader.SevereWords[severe ? 1 : 0]) : null),
            entry("do", rung.Orders is { } orders ? new SheetList([.. orders.Select(Order)]) : null));
    }

    private SheetMap Order(RungOrder order) => Map(Entry(WireWord.From(order.Kind), Map(
        Entry("for", Text(Quantity.Text(order.Lasts))),
        Entry("renew", forPeople && order.RenewBefore == TimeSpan.Zero ? null : Text(Quantity.Text(order.RenewBefore))),
        order.Kind == ActionKind.ThrottleGifts ? Entry("max_coins_per_minute", Number(order.MaxCoinsPerMinute ?? 0)) : null)));

    private SheetMap Guards(SheetGuards guards) => Map(
        Entry("lives_per_hour", guards.LivesPerHour is { } share ? Number(share) : null),
        Entry("actions_per_minute", guards.ActionsPerMinute is { } actions ? Number(actions) : null),
        Entry("wrongful", guards.Wrongful is { } wrongful ? Map(Entry("at_most", Number(wrongful.AtMost)), Entry("confidence", Number(wrongful.Confidence))) : null));

    private SheetMap Variant(SheetVariant variant) => Map(
        [Entry("name", Text(variant.Name)), Entry("applies", CountryList(variant.Countries)), .. Rules(variant.Rules, isVariant: true)]);

    private SheetList CountryList(IReadOnlyList<string> countries) => Texts(forPeople ? Countries.Shorten(countries) : countries);

    /// <summary>A field that people need not see while it says nothing.</summary>
    private SheetEntry? Default(string key, SheetNode? value) =>
        forPeople && value is (SheetList { Items.Count: 0 } or SheetMap { Entries.Count: 0 }) ? null : Entry(key, value);

    private SheetEntry? Entry(string key, SheetNode? value) =>
        value is null && forPeople ? null : new SheetEntry(new SheetScalar(key, SheetScalarKind.Text), value ?? new SheetScalar("", SheetScalarKind.Nothing));

    private static SheetMap Map(params IEnumerable<SheetEntry?> entries) => new([.. entries.OfType<SheetEntry>()]);

    private static SheetList Texts(IEnumerable<string> texts) => new([.. texts.Select(Text)]);

    private static SheetScalar Text(string text) => new(text, SheetScalarKind.Text);

    private static SheetScalar Number(double number) => new(Quantity.Text(number), SheetScalarKind.Number);
}

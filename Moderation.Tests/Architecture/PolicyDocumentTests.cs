using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Expressions;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Architecture;

/// <summary><c>docs/policies.md</c> against the code. Its tables are written by these tests with <c>MODERATION_WRITE_DOCS=1</c>.</summary>
public sealed partial class PolicyDocumentTests
{
    private const string Document = "docs/policies.md";

    [Fact]
    public Task Facts_are_those_that_sheets_can_ask_for()
    {
        var text = new StringBuilder("| fact | subjects | value | what it says |\n|---|---|---|---|\n");
        foreach (var fact in Vocabulary.Facts)
            text.Append(CultureInfo.InvariantCulture, $"| `{Wording(fact)}` | {Subjects(fact.Subjects)} | {Value(fact)} | {fact.Says} |\n");
        return AssertBlockAsync("facts", text.ToString());
    }

    [Fact]
    public Task Orders_are_those_that_sheets_can_give()
    {
        var text = new StringBuilder("| order | subjects | settings | without people |\n|---|---|---|---|\n");
        foreach (var kind in Enum.GetValues<ActionKind>())
        {
            var settings = string.Join(", ", OrderReader.KeysOf(kind).Select(key => $"`{key}`"));
            text.Append(CultureInfo.InvariantCulture, $"| `{WireWord.From(kind)}` | {Subjects(OrderReader.SubjectsOf(kind))} | {settings} | {(OrderReader.IsSevere(kind) ? "no: severe" : "yes")} |\n");
        }

        return AssertBlockAsync("orders", text.ToString());
    }

    [Fact]
    public Task Shipped_sheets_are_listed_with_what_they_do_and_who_must_agree()
    {
        var text = new StringBuilder("| policy | about | reports | orders by itself | orders when people confirm |\n|---|---|---|---|---|\n");
        foreach (var sheet in ShippedSheets.Names.Select(ShippedSheets.Compile))
        {
            var ladder = sheet.Variants[0].Ladder;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{sheet.Name}` | {sheet.Title} ({WireWord.From(sheet.Subject)}) | {WireWord.From(ladder.Max(rung => rung.Priority))} | {Orders(ladder, people: false)} | {Orders(ladder, people: true)} |\n");
        }

        return AssertBlockAsync("sheets", text.ToString());
    }

    [Fact]
    public void Example_compiles_and_its_tests_pass()
    {
        var example = Assert.Single(ExampleSheet().Matches(Repository.Read(Document)));
        var report = SheetTester.Run(SheetCompiler.FromYaml(example.Groups[1].Value), ShippedSheets.Rules, _ => null);
        Assert.Empty(report.Tests.SelectMany(test => test.Failures.Select(fault => $"{test.Name}: {fault.Says}")));
        Assert.Empty(report.Coverage.Gaps);
    }

    [Fact]
    public void Every_section_field_happening_and_label_is_explained()
    {
        var text = Repository.Read(Document);
        IEnumerable<string> words =
        [
            .. SheetReader.Keys, .. RulesReader.RungKeys, .. SheetReader.Placeholders.Select(word => $"{{{word}}}"), .. WireWord.All<TextLabel>(), .. WireWord.All<SubjectKind>(),
        ];
        Assert.All(words, word => Assert.Contains($"`{word}`", text, StringComparison.Ordinal));
        Assert.All(Happening.Words, word => Assert.Contains($"`{word}:", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Limits_are_those_of_the_code()
    {
        var text = Regex.Replace(Repository.Read(Document), @"\s+", " ");
        Assert.Contains($"at most {RulesReader.MostRungs} rungs, {RulesReader.MostLets} names, {SheetReader.MostVariants} variants", text, StringComparison.Ordinal);
    }

    private static string Wording(Fact fact)
    {
        var argument = fact.Argument switch
        {
            FactArgument.None => "",
            FactArgument.Belief => "(under_18)",
            var other => $"({WireWord.From(other)})",
        };
        return fact.Name + argument + fact.Window switch { FactWindow.Required => " over T", FactWindow.Optional => " [over T]", _ => "" };
    }

    private static string Value(Fact fact) => fact.Type switch
    {
        FactType.Word => string.Join(", ", fact.Words.Select(word => $"`{word}`")),
        FactType.Number when Vocabulary.IsShare(fact.Id) => "0 to 1",
        FactType.Number => fact.Unit.Length > 0 ? fact.Unit : "number",
        var type => WireWord.From(type),
    };

    private static string Subjects(IReadOnlyList<SubjectKind> kinds) =>
        kinds.Count == Enum.GetValues<SubjectKind>().Length ? "all" : string.Join(", ", kinds.Select(WireWord.From));

    private static string Orders(IReadOnlyList<CompiledRung> ladder, bool people)
    {
        var orders = ladder.Where(rung => rung.ConfirmationsNeeded > 0 == people)
            .SelectMany(rung => rung.Orders.Select(order => $"`{WireWord.From(order.Kind)}` {Quantity.Text(order.Lasts)}{(rung.ConfirmationsNeeded > 1 ? " (two)" : "")}"));
        return string.Join(", ", orders) is { Length: > 0 } text ? text : "–";
    }

    private static async Task AssertBlockAsync(string name, string expected)
    {
        var path = Path.Combine(Repository.Root, Document);
        var text = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        var (from, to) = ($"<!-- generated: {name} -->\n", "<!-- end of generated -->");
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var end = text.IndexOf(to, start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MODERATION_WRITE_DOCS") == "1")
        {
            text = text[..start] + expected + text[end..];
            await File.WriteAllTextAsync(path, text);
            return;
        }

        Assert.Equal(expected, text[start..end]);
    }

    [GeneratedRegex("```yaml sheet\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExampleSheet();
}

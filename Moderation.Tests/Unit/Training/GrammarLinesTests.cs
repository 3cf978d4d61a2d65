using Moderation.Tests.Support;
using Moderation.Training.Text;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Grammar;

namespace Moderation.Tests.Unit.Training;

public sealed class GrammarLinesTests
{
    private static readonly GrammarOptions Options = new();
    private static readonly string Written = Path.Combine(Repository.Root, "training-data");
    private static readonly Dictionary<string, ChatGrammar> Grammars = new[] { "en", "fr" }.ToDictionary(language => language, ReadGrammar);
    private static readonly Dictionary<string, GrammarLine[]> Lines = Grammars.ToDictionary(
        pair => pair.Key, pair => GrammarLines.Draw(pair.Value, Options, GrammarOptions.DefaultCount, 1).ToArray());

    public static TheoryData<string> Languages { get; } = ["en", "fr"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_same_seed_makes_the_same_lines_and_another_seed_others(string language)
    {
        var first = Texts(language, 11);
        Assert.Equal(first, Texts(language, 11));
        Assert.NotEqual(first, Texts(language, 12));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_default_number_of_lines_is_reached_without_a_line_twice(string language)
    {
        Assert.Equal(GrammarOptions.DefaultCount, Lines[language].Length);
        Assert.Equal(GrammarOptions.DefaultCount, Lines[language].DistinctBy(drawn => drawn.Line.Text).Count());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_template_and_no_family_makes_more_than_its_share(string language)
    {
        Assert.All(Lines[language].CountBy(drawn => drawn.TemplateId), pair => Assert.True(pair.Value <= 100, pair.ToString()));
        Assert.All(Lines[language].CountBy(drawn => drawn.Line.Family!), pair => Assert.True(pair.Value <= 800, pair.ToString()));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_template_makes_a_line(string language) =>
        Assert.Empty(Grammars[language].Templates.Select(template => template.Id).Except(Lines[language].Select(drawn => drawn.TemplateId)));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_head_of_solicitation_has_many_lines(string language)
    {
        for (var head = TextHeads.SolicitationFrom; head < TextHeads.Any; head++)
            Assert.True(Lines[language].Count(drawn => drawn.Line.Labels[head] == true) >= 800, TextHeads.Names[head]);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_family_with_positives_has_nearly_as_many_clean_templates(string language)
    {
        foreach (var family in Grammars[language].Templates.GroupBy(template => template.Family).Where(family => family.Any(t => t.Labels.Count > 0)))
        {
            var clean = family.Count(template => template.Labels.Count == 0);
            Assert.True(clean * 3 >= family.Count() - clean, $"{family.Key}: {clean} of {family.Count()} are clean");
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_line_is_as_the_guide_says(string language) => Assert.All(Lines[language].Select(drawn => drawn.Line), line =>
    {
        Assert.InRange(line.Text.Length, 3, 200);
        Assert.Equal(line.Text.Trim(), line.Text);
        Assert.Equal((language, "grammar", DataSplit.Train), (line.Language, line.Source, line.Split));
        Assert.StartsWith("grammar/", line.Family, StringComparison.Ordinal);
        Assert.DoesNotContain(null, line.Labels);
    });

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_is_printed_reads_back_as_the_same_lines(string language)
    {
        using var output = new StringWriter { NewLine = "\n" };
        GrammarCommand.Write([.. Lines[language].Select(drawn => drawn.Line)], output);
        var back = AuthoredLines.Read(output.ToString().Split('\n'), "printed", language, "grammar", DataSplit.Train);
        Assert.Equal(Lines[language].Select(drawn => Key(drawn.Line)).Order(StringComparer.Ordinal), back.Select(Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Training_gets_the_lines_of_both_languages()
    {
        var lines = GrammarLines.Generate(Written, Options, 500, 1).ToList();
        Assert.Equal([("en", 500), ("fr", 500)], lines.CountBy(line => line.Language).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void The_grammar_is_not_mistaken_for_lines_of_an_author() =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Written, GrammarLines.Source), "*.txt", SearchOption.AllDirectories));

    private static string Key(LabelledLine line) => $"{line.Family} {string.Join(',', line.Labels)} {line.Text}";

    private static ChatGrammar ReadGrammar(string language) => GrammarReader.ReadFolder(Path.Combine(Written, GrammarLines.Source, language));

    private static string[] Texts(string language, int seed) =>
        [.. GrammarLines.Draw(ReadGrammar(language), Options, 2000, seed).Select(drawn => drawn.Line.Text)];
}

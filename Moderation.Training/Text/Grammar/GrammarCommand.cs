using System.CommandLine;
using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Grammar;

/// <summary><c>text grammar</c>: prints generated lines in the form of the authors' files, for people to look at.</summary>
internal static class GrammarCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--grammar") { Description = "Folder with a grammar per language.", DefaultValueFactory = _ => new DirectoryInfo("training-data/grammar") };
        var language = new Option<string>("--language") { Description = "en or fr.", DefaultValueFactory = _ => "fr" };
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 1000 };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var templates = new Option<bool>("--templates") { Description = "Says on the error stream how many lines each template and each label made." };
        var command = new Command("grammar", "Prints lines that the grammar makes.") { folder, language, count, seed, templates };
        command.SetAction(parsed =>
        {
            var grammar = GrammarReader.ReadFolder(Path.Combine(parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(language)));
            var lines = GrammarLines.Draw(grammar, new GrammarOptions(), parsed.GetValue(count), parsed.GetValue(seed)).ToList();
            Write([.. lines.Select(drawn => drawn.Line)], parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(templates))
                WriteCounts(grammar, lines, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    /// <summary>Writes lines so that <see cref="AuthoredLines"/> reads the same ones back.</summary>
    public static void Write(IReadOnlyList<LabelledLine> lines, TextWriter output)
    {
        foreach (var group in lines.GroupBy(line => $"{Labels(line)} | {line.Family![(GrammarLines.Source.Length + 1)..]}"))
        {
            output.WriteLine($"@@ {group.Key}");
            foreach (var line in group)
                output.WriteLine(line.Text);
        }
    }

    private static string Labels(LabelledLine line)
    {
        var names = Enumerable.Range(0, TextHeads.Any).Where(head => line.Labels[head] == true).Select(head => TextHeads.Names[head]);
        return string.Join(", ", names.DefaultIfEmpty("clean"));
    }

    private static void WriteCounts(ChatGrammar grammar, List<GrammarLine> lines, TextWriter error)
    {
        var made = lines.CountBy(drawn => drawn.TemplateId).ToDictionary();
        foreach (var template in grammar.Templates)
            error.WriteLine($"{made.GetValueOrDefault(template.Id),6} {template.Id} {template.Family}");
        foreach (var (labels, number) in lines.CountBy(drawn => Labels(drawn.Line)).OrderByDescending(pair => pair.Value))
            error.WriteLine($"{number,6} {labels}");
        for (var head = 0; head < TextHeads.Count; head++)
            error.WriteLine($"{lines.Count(drawn => drawn.Line.Labels[head] == true),6} {TextHeads.Names[head]}");
        error.WriteLine($"{lines.Count,6} lines, {grammar.Templates.Count} templates, {grammar.Templates.Select(template => template.Family).Distinct().Count()} families");
    }
}

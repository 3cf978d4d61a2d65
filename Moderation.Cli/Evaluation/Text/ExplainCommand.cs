using System.CommandLine;
using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Models.Text;
using Moderation.Models.Text.Explanations;
using Moderation.Models.Text.Rules;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Says of lines what the text model makes of them, and which words speak for it. Lines come on standard input, so that they stay out of the shell's history.</summary>
internal static class ExplainCommand
{
    private const double Shown = 0.05;

    public static Command Create()
    {
        var label = new Option<string?>("--label") { Description = "Label to explain; by default the one with the highest score." };
        var most = new Option<int>("--top") { Description = "Words, pairs and n-grams to name.", DefaultValueFactory = _ => 6 };
        var models = new Option<DirectoryInfo?>("--models") { Description = "Folder with the models; the project's own by default." };
        var command = new Command("explain", "Read text lines from standard input and say what the text model makes of them, and why.") { label, most, models };
        command.SetAction(parsed => Run(
            parsed.GetValue(models)?.FullName ?? ModerationHome.Find().Models, parsed.GetValue(label), parsed.GetValue(most), Console.In, parsed.InvocationConfiguration.Output));
        return command;
    }

    public static void Run(string modelsFolder, string? label, int most, TextReader lines, TextWriter output)
    {
        using var factory = TextScorerFactory.Open(modelsFolder, new TextScorerOptions());
        using var scorer = factory.Create();
        using var explainer = TextExplainer.Open(modelsFolder);
        if (label is not null && !scorer.Labels.Contains(label))
            throw new ToolException($"no label '{label}', only {string.Join(", ", scorer.Labels)}");
        while (lines.ReadLine() is { } line)
        {
            var score = scorer.Score([line])[0];
            output.WriteLine(score.IsScored ? Scores(score, scorer.Labels) : "nothing to read");
            foreach (var match in score.Matches)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  rule {match.Kind} at {match.Start}, {match.Length} long: {RuleExplanations.Of(match.Kind, score.Language)}"));
            if (score.IsScored)
                output.WriteLine("  " + Words(explainer.Explain(line, label ?? Highest(score, scorer.Labels), most), label ?? Highest(score, scorer.Labels)));
        }
    }

    private static string Scores(TextScore score, IReadOnlyList<string> labels)
    {
        var values = new List<string>();
        for (var i = 0; i < labels.Count; i++)
        {
            if (score.Scores[i] >= Shown || score.Flags[i])
                values.Add(string.Create(CultureInfo.InvariantCulture, $"{labels[i]} {score.Scores[i]:0.00}{(score.Flags[i] ? " (flagged)" : "")}"));
        }

        return $"{score.Language}: {(values.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"every label under {Shown}") : string.Join(", ", values))}";
    }

    private static string Highest(TextScore score, IReadOnlyList<string> labels)
    {
        var best = 0;
        for (var i = 1; i < labels.Count; i++)
        {
            if (score.Scores[i] > score.Scores[best])
                best = i;
        }

        return labels[best];
    }

    private static string Words(IReadOnlyList<FeatureWeight> features, string label) =>
        $"{label}: {string.Join(", ", features.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Form} {f.Weight:+0.00;-0.00}")))}";
}

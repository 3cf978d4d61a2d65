using System.CommandLine;
using System.Text.Json;
using Moderation.Cli.Host;
using Moderation.Models.Text;

namespace Moderation.Cli.Evaluation.Text;

/// <summary><c>eval text</c>: how well the text model does on labelled lines, and beside public systems on the same ones.</summary>
internal static class EvalTextCommand
{
    public static Command Create()
    {
        var input = new Option<string[]>("--input")
        {
            Description = "JSON lines, plain or .gz, with text, lang and labels; a .txt in the form of training-data/GUIDE.md; or a folder of them. May be given several times.",
            Required = true,
        };
        var split = new Option<string?>("--split") { Description = "Keep rows of this split only: train, dev or test." };
        var attack = new Option<string[]>("--attack") { Description = "Disguise words and tell what it costs. May be given several times.", DefaultValueFactory = _ => [] };
        attack.AcceptOnlyFromAmong([.. TextAttackNames.Names, TextAttackNames.Every]);
        var resamples = new Option<int>("--resamples") { Description = "Draws behind each 95 % interval; 0 for no intervals.", DefaultValueFactory = _ => 500 };
        resamples.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (0 or (>= 200 and <= 100_000)))
                result.AddError("--resamples is 0, or 200 to 100000");
        });
        var seed = new Option<int>("--seed") { Description = "Seed of draws and disguises.", DefaultValueFactory = _ => 1 };
        var models = new Option<DirectoryInfo>("--models") { Description = "Folder with the models; the project's own by default." };
        var comparison = new Option<FileInfo?>("--write-comparison") { Description = "Write the comparison with the public systems whose answers the rows hold, as Markdown." };
        var json = new Option<bool>("--json") { Description = "Print only one line of JSON." };
        var command = new Command("text", "Measure the text model: ranking, calibration, operating points, disguises, public systems.")
        {
            input, split, attack, resamples, seed, models, comparison, json,
        };
        command.SetAction(parsed =>
        {
            var options = new TextEvaluationOptions
            {
                Inputs = parsed.GetRequiredValue(input),
                Split = parsed.GetValue(split),
                Attacks = TextAttackNames.Parse(parsed.GetValue(attack) ?? []),
                Resampling = new Resampling(parsed.GetValue(resamples), parsed.GetValue(seed)),
            };
            using var factory = TextScorerFactory.Open(parsed.GetValue(models)?.FullName ?? ModerationHome.Find().Models, new TextScorerOptions());
            using var scorer = factory.Create();
            var report = TextEvaluation.Run(options, scorer);
            if (parsed.GetValue(comparison) is { } file)
                WriteComparison(file, report, options);
            Print(report, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void WriteComparison(FileInfo file, TextReport report, TextEvaluationOptions options)
    {
        if (report.Comparisons.Count == 0)
            throw new ToolException("nothing to compare with: no row holds the answer of a public system beside a label 'toxic'");
        file.Directory?.Create();
        using var output = new StreamWriter(file.FullName);
        ComparisonMarkdown.Write(report, options, output);
    }

    private static void Print(TextReport report, bool json, TextWriter output)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(report, TextReportJson.Default.TextReport));
        else
            TextReportText.Write(report, output);
    }
}

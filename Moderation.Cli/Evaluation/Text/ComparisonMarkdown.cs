using static Moderation.Cli.Evaluation.Text.Figures;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Writes the comparison with public systems as a page of the documentation.</summary>
internal static class ComparisonMarkdown
{
    public static void Write(TextReport report, TextEvaluationOptions options, TextWriter output)
    {
        output.WriteInvariant($"# The text model beside public systems");
        output.WriteLine();
        output.WriteInvariant($"Generated, not edited. Model: {string.Join(", ", report.Models.Select(m => $"`{m.Name}` {m.Hash}"))}. Command:");
        output.WriteLine();
        output.WriteInvariant($"    ./moderation eval text {CommandLine(options)} --write-comparison FILE");
        output.WriteLine();
        output.WriteLine("Label `toxic`. Each row compares on the lines that the system answered, so *ours* may differ from row to row of one set.");
        foreach (var set in report.Comparisons.GroupBy(c => (c.Language, c.Source)))
            WriteSet(set.Key.Language, set.Key.Source, [.. set], report, output);
        WriteNotes(report, output);
    }

    private static void WriteSet(string language, string source, IReadOnlyList<SystemComparison> systems, TextReport report, TextWriter output)
    {
        output.WriteLine();
        output.WriteInvariant($"## {source} ({language})");
        output.WriteLine();
        if (report.Measures.FirstOrDefault(m => m.Language == language && m.Source == source && m.Label == TextLabels.Toxic) is { } ours)
        {
            output.WriteInvariant($"{ours.Lines} lines, {ours.Positives} toxic. This model: ROC AUC {Number(ours.RocAuc)} (95 % interval {Number(ours.RocAucLow)} to {Number(ours.RocAucHigh)}), PR AUC {Number(ours.PrAuc)}, recall at 1 % false positives {Number(ours.RecallAtOnePercent)}, at 5 % {Number(ours.RecallAtFivePercent)}.");
            output.WriteLine();
        }

        output.WriteLine("| system | lines | ROC AUC | ours | recall at 1 % FPR | ours | F1 of its yes | ours, shipped | ours, at 0.5 | clean lines it flags | ours, shipped |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var c in systems)
        {
            output.WriteInvariant($"| {c.System} | {c.Lines} | {Number(c.Theirs.RocAuc)} | {Number(c.Ours.RocAuc)} | {Number(c.Theirs.RecallAtOnePercent)} | {Number(c.Ours.RecallAtOnePercent)} | {Number(c.Theirs.F1)} | {Number(c.Ours.F1)} | {Number(c.OursF1AtHalf)} | {Percent(c.Theirs.FalsePositiveShare)} | {Percent(c.Ours.FalsePositiveShare)} |");
        }
    }

    private static void WriteNotes(TextReport report, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("## How to read it");
        output.WriteLine();
        output.WriteLine("- Compare ROC AUC and recall at 1 % false positives. F1 depends on where a system says yes, and on sets that are half toxic it rewards whoever says yes early; the shipped operating point of this model is set for few false positives on chat that is mostly clean, so its F1 here is low by choice.");
        output.WriteLine("- A stored score says yes from 0.5 on. Systems of which only yes or no is stored (names that end in `_flag`) have no curve.");
        output.WriteLine("- Perspective was trained on the Jigsaw comments: its figures on the Jigsaw sets are no fair target. Mistral's score is the highest of its categories, not one of toxicity.");
        output.WriteLine("- The answers were stored by the authors of ToxiFrench (AxelDlv00/ToxiFrench, MIT) when they asked; those services may answer otherwise today. French Jigsaw is a machine translation.");
        output.WriteLine("- These are forum messages and encyclopaedia comments. None of it is live chat.");
        output.WriteInvariant($"- Intervals: percentile bootstrap, {report.Resamples} draws, seed {report.Seed}.");
    }

    /// <summary>Names of files only: where they lay on one machine is nobody's business.</summary>
    private static string CommandLine(TextEvaluationOptions options)
    {
        var inputs = options.Inputs.Select(path => $"--input {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}");
        string[] split = options.Split is { } name ? [$"--split {name}"] : [];
        return string.Join(' ', [.. inputs, .. split, $"--resamples {options.Resampling.Count}", $"--seed {options.Resampling.Seed}"]);
    }
}

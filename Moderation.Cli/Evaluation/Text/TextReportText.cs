using static Moderation.Cli.Evaluation.Text.Figures;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>Prints a text report for people.</summary>
internal static class TextReportText
{
    public static void Write(TextReport report, TextWriter output)
    {
        output.WriteInvariant($"models   {string.Join(", ", report.Models.Select(m => $"{m.Name} {m.Hash}"))}");
        output.WriteInvariant($"lines    {report.Lines}{(report.Split is { } split ? $" of split {split}" : "")}, {report.NotScored} with nothing to read; {Number(report.LinesPerSecond, "F0")} a second");
        foreach (var language in report.Languages)
            output.WriteInvariant($"language {language.Language}: {language.Lines} lines, {Percent(language.ReadAsStated)} read as such");
        if (report.IgnoredLabels.Count > 0)
            output.WriteInvariant($"ignored  {string.Join(", ", report.IgnoredLabels.Select(label => $"{label.Key} ({label.Value})"))}: the model has no such label");
        WriteMeasures(report, output);
        WriteClean(report, output);
        WriteSolicitation(report, output);
        WriteFunctional(report, output);
        WriteAttacks(report, output);
        WriteComparisons(report, output);
    }

    private static void WriteMeasures(TextReport report, TextWriter output)
    {
        output.WriteLine();
        output.WriteInvariant($"{"language and source",-24} {"label",-20} {"lines",6} {"posit.",6} {"ROC AUC",7} {"95 % interval",13} {"PR AUC",7} {"at 1 %",6} {"at 5 %",6} {"ECE",5}   shipped: false pos., share, recall");
        foreach (var m in report.Measures.Where(m => !Repeats(report, m.Language, m.Source)))
        {
            output.WriteInvariant($"{m.Language + " " + m.Source,-24} {m.Label,-20} {m.Lines,6} {m.Positives,6} {Number(m.RocAuc),7} {Interval(m),13} {Number(m.PrAuc),7} {Number(m.RecallAtOnePercent),6} {Number(m.RecallAtFivePercent),6} {Number(m.CalibrationError),5} {m.FalsePositives,20} {Percent(m.FalsePositiveShare),7} {Percent(m.Recall),7}");
        }
    }

    /// <summary>A language pooled from one source would be printed twice.</summary>
    private static bool Repeats(TextReport report, string language, string source) =>
        source == TextGroup.All && language != TextGroup.All
        && report.Measures.Where(m => m.Language == language && m.Source != TextGroup.All).DistinctBy(m => m.Source).Count() == 1;

    private static string Interval(LabelMeasure m) => m.RocAucLow is null ? "-" : $"{Number(m.RocAucLow)}-{Number(m.RocAucHigh)}";

    private static void WriteClean(TextReport report, TextWriter output)
    {
        if (report.Clean.Count == 0)
            return;
        output.WriteLine();
        output.WriteInvariant($"{"clean lines flagged",-24} {"lines",6} {"flagged",7} {"share",7} {"toxicity",8} {"solicitation",12}");
        foreach (var c in report.Clean.Where(c => !Repeats(report, c.Language, c.Source)))
            output.WriteInvariant($"{c.Language + " " + c.Source,-24} {c.Lines,6} {c.Flagged,7} {Percent(c.FlaggedShare),7} {Percent(c.FlaggedToxicityShare),8} {Percent(c.FlaggedSolicitationShare),12}");
    }

    private static void WriteSolicitation(TextReport report, TextWriter output)
    {
        if (report.Solicitation.Count == 0)
            return;
        output.WriteLine();
        output.WriteInvariant($"{"solicitation, ROC AUC",-24} {"any",6} {"mean",6}   worst");
        foreach (var s in report.Solicitation.Where(s => !Repeats(report, s.Language, s.Source)))
            output.WriteInvariant($"{s.Language + " " + s.Source,-24} {Number(s.AnyAuc),6} {Number(s.MeanAuc),6}   {Number(s.WorstAuc)} {s.WorstAct} (of {s.Acts} acts)");
    }

    private static void WriteFunctional(TextReport report, TextWriter output)
    {
        foreach (var tests in report.Functional)
        {
            output.WriteLine();
            output.WriteInvariant($"functional tests {tests.Language}: {Percent(tests.Right)} right of {tests.Lines}; hateful {Percent(tests.HatefulRight)}, others {Percent(tests.OtherRight)}");
            output.WriteInvariant($"{"neutral identity",-24} {tests.NeutralIdentityLines,6} {Percent(tests.NeutralIdentityRight),7}");
            foreach (var kind in tests.Functionalities)
                output.WriteInvariant($"{kind.Functionality,-24} {kind.Lines,6} {Percent(kind.Right),7}");
        }
    }

    private static void WriteAttacks(TextReport report, TextWriter output)
    {
        if (report.Attacks.Count == 0)
            return;
        output.WriteLine();
        output.WriteInvariant($"{"disguise",-11} {"language",-8} {"label",-20} {"lines",6} {"clean",6} {"AUC",6} {"lost",6}   recall at 5 %: clean, only positives disguised");
        foreach (var a in report.Attacks)
            output.WriteInvariant($"{a.Attack,-11} {a.Language,-8} {a.Label,-20} {a.Lines,6} {Number(a.CleanAuc),6} {Number(a.AttackedAuc),6} {Number(a.AucLost),6} {Number(a.CleanRecallAtFivePercent),22} {Number(a.AttackedRecallAtFivePercent),6}");
    }

    private static void WriteComparisons(TextReport report, TextWriter output)
    {
        if (report.Comparisons.Count == 0)
            return;
        output.WriteLine();
        output.WriteInvariant($"{"same lines, toxic",-24} {"system",-20} {"lines",6} {"AUC",6} {"ours",6} {"at 1 %",7} {"ours",6} {"F1",6} {"ours",6} {"at 0.5",6}");
        foreach (var c in report.Comparisons)
            output.WriteInvariant($"{c.Language + " " + c.Source,-24} {c.System,-20} {c.Lines,6} {Number(c.Theirs.RocAuc),6} {Number(c.Ours.RocAuc),6} {Number(c.Theirs.RecallAtOnePercent),7} {Number(c.Ours.RecallAtOnePercent),6} {Number(c.Theirs.F1),6} {Number(c.Ours.F1),6} {Number(c.OursF1AtHalf),6}");
    }
}

using System.Globalization;
using Moderation.Core.Evidence;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text;

/// <summary>How well a model that is being made ranks the development lines, per language, group of sources and head.</summary>
internal static class DevReport
{
    private const int FewestOfAClass = 10;

    public static void Write(BagModel model, IReadOnlyList<LabelledLine> lines, TextWriter output)
    {
        var logits = Logits(model, lines);
        foreach (var group in lines.Select((line, index) => (line, index)).GroupBy(item => (item.line.Language, Written: TextCorpus.IsWritten(item.line))).OrderBy(g => g.Key.Language))
        {
            var areas = Enumerable.Range(0, TextHeads.Count).Select(head => (head, area: Area([.. group.Select(item => (item.line, logits[item.index]))], head))).ToList();
            var shown = areas.Where(a => a.area is not null).Select(a => string.Create(CultureInfo.InvariantCulture, $"{TextHeads.Names[a.head]} {a.area:0.000}"));
            output.WriteLine($"  {group.Key.Language} {(group.Key.Written ? "written" : "public")} ({group.Count()}): {string.Join(", ", shown)}");
        }
    }

    private static float[][] Logits(BagModel model, IReadOnlyList<LabelledLine> lines)
    {
        var features = new LineFeatures(model.RowCount);
        var bag = new float[model.Dimension];
        return [.. lines.Select(line =>
        {
            var logits = new float[TextHeads.Count + 1];
            model.Bag(features.Read(line.Text), bag);
            model.Logits(bag, logits);
            return logits;
        })];
    }

    private static double? Area(IReadOnlyList<(LabelledLine Line, float[] Logits)> lines, int head)
    {
        var judged = lines.Where(l => l.Line.Labels[head] is not null)
            .Select(l => new LabelledBelief(1 / (1 + Math.Exp(-l.Logits[head])), l.Line.Labels[head] == true)).ToList();
        return judged.Count(j => j.IsMinor) < FewestOfAClass || judged.Count(j => !j.IsMinor) < FewestOfAClass ? null : BeliefScores.Of(judged).Auc;
    }
}

using System.Globalization;
using Moderation.Core.Evidence;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text;

/// <summary>How well a model that is being made ranks the development lines, per language, group of sources and head.</summary>
internal static class DevReport
{
    private const int FewestOfAClass = 10;

    public static void Write(ModelAnswers dev, TextWriter output)
    {
        foreach (var (language, written) in dev.Lines.Select(line => (line.Language, TextCorpus.IsWritten(line))).Distinct().Order())
        {
            var group = dev.Where(line => line.Language == language && TextCorpus.IsWritten(line) == written);
            var areas = Enumerable.Range(0, TextHeads.Count).Select(head => (head, area: Area(group, head))).Where(a => a.area is not null);
            output.WriteLine($"  {language} {(written ? "written" : "public")} ({group.Lines.Count}): "
                + string.Join(", ", areas.Select(a => string.Create(CultureInfo.InvariantCulture, $"{TextHeads.Names[a.head]} {a.area:0.000}"))));
        }
    }

    private static double? Area(ModelAnswers answers, int head)
    {
        var judged = answers.Judged(head).Select(j => new LabelledBelief(1 / (1 + Math.Exp(-j.Logit)), j.IsPositive)).ToList();
        return judged.Count(j => j.IsMinor) < FewestOfAClass || judged.Count(j => !j.IsMinor) < FewestOfAClass ? null : BeliefScores.Of(judged).Auc;
    }
}

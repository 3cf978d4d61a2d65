using Moderation.Core.Evidence;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>One system on some lines, for the label <c>toxic</c>.</summary>
/// <param name="RocAuc">ROC AUC; null where only yes or no is stored.</param>
/// <param name="RecallAtOnePercent">Share of positives found while 1 % of negatives are flagged; null likewise.</param>
/// <param name="F1">F1 of its own yes or no.</param>
/// <param name="FalsePositiveShare">Share of negatives that it says yes to.</param>
/// <param name="Recall">Share of positives that it says yes to.</param>
internal sealed record SystemMeasure(double? RocAuc, double? RecallAtOnePercent, double? F1, double? FalsePositiveShare, double? Recall);

/// <summary>A public system beside this model on the lines that it answered.</summary>
/// <param name="Language">Language.</param>
/// <param name="Source">Set.</param>
/// <param name="System">Name of the field that holds its answers.</param>
/// <param name="Lines">Lines.</param>
/// <param name="Positives">Toxic ones.</param>
/// <param name="Theirs">The system; a stored score says yes from 0.5 on.</param>
/// <param name="Ours">This model; yes is the shipped operating point.</param>
/// <param name="OursF1AtHalf">F1 of this model if yes began at 0.5.</param>
internal sealed record SystemComparison(
    string Language, string Source, string System, int Lines, int Positives, SystemMeasure Theirs, SystemMeasure Ours, double? OursF1AtHalf)
{
    private const double Half = 0.5;

    public static IEnumerable<SystemComparison> Of(TextGroup group, TextLabels labels)
    {
        var toxic = labels.IndexOf(TextLabels.Toxic);
        if (toxic < 0 || group.Source == TextGroup.All)
            return [];
        var judged = group.Texts.Where(text => text.Row.Labels[toxic] is not null).ToList();
        return judged.SelectMany(text => text.Row.Systems.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(system => Of(group, system, [.. judged.Where(text => text.Row.Systems.ContainsKey(system))], toxic));
    }

    private static SystemComparison Of(TextGroup group, string system, List<ScoredText> texts, int toxic)
    {
        Answer Theirs(ScoredText text) =>
            new(text.Row.Systems[system].Value, text.Row.Systems[system].Value >= Half, text.Row.Labels[toxic] == true);
        Answer Ours(ScoredText text) => new(text.Scores[toxic], text.Flags[toxic], text.Row.Labels[toxic] == true);

        var yesNo = texts.Exists(text => text.Row.Systems[system].IsYesNo);
        return new SystemComparison(
            group.Language,
            group.Source,
            system,
            texts.Count,
            texts.Count(text => text.Row.Labels[toxic] == true),
            Measure([.. texts.Select(Theirs)], yesNo),
            Measure([.. texts.Select(Ours)], yesNo: false),
            Measure([.. texts.Select(Ours).Select(answer => answer with { Yes = answer.Score >= Half })], yesNo: false).F1);
    }

    private static SystemMeasure Measure(List<Answer> answers, bool yesNo)
    {
        double[] positives = [.. answers.Where(a => a.Positive).Select(a => a.Score)], negatives = [.. answers.Where(a => !a.Positive).Select(a => a.Score)];
        var (found, wrong) = (answers.Count(a => a is { Yes: true, Positive: true }), answers.Count(a => a is { Yes: true, Positive: false }));
        return new SystemMeasure(
            yesNo ? null : RocCurve.Area(positives, negatives),
            yesNo ? null : RocCurve.TrueShareAt(positives, negatives, 0.01),
            PrecisionRecall.F1(found, wrong, positives.Length),
            Share.Of(wrong, negatives.Length),
            Share.Of(found, positives.Length));
    }

    private readonly record struct Answer(double Score, bool Yes, bool Positive);
}

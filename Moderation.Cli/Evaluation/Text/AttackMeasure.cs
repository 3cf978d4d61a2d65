using Moderation.Core.Evidence;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>What one way of disguising words costs one label in one language, on the same rows with and without.</summary>
/// <param name="Attack">The way.</param>
/// <param name="Language">Language; <c>all</c> for every one.</param>
/// <param name="Label">The label.</param>
/// <param name="Lines">Lines that are annotated on it.</param>
/// <param name="CleanAuc">ROC AUC of the lines as they are.</param>
/// <param name="AttackedAuc">ROC AUC with the words of both classes disguised.</param>
/// <param name="AucLost">The first less the second.</param>
/// <param name="CleanRecallAtFivePercent">Share of positives found as they are while 5 % of negatives are flagged.</param>
/// <param name="AttackedRecallAtFivePercent">The same with only the positives disguised, as those do who have something to hide.</param>
internal sealed record AttackMeasure(
    string Attack,
    string Language,
    string Label,
    int Lines,
    double CleanAuc,
    double AttackedAuc,
    double AucLost,
    double? CleanRecallAtFivePercent,
    double? AttackedRecallAtFivePercent)
{
    /// <summary>Compares the pooled groups of two runs over the same rows, label by label, where both classes are there.</summary>
    public static IEnumerable<AttackMeasure> Of(TextAttack attack, IReadOnlyList<ScoredText> clean, IReadOnlyList<ScoredText> attacked, TextLabels labels)
    {
        foreach (var (before, after) in Pooled(clean).Zip(Pooled(attacked)))
        {
            for (var place = 0; place < labels.Names.Count; place++)
            {
                if (Of(TextAttackNames.NameOf(attack), before, after, labels.Names[place], place) is { } measure)
                    yield return measure;
            }
        }
    }

    private static AttackMeasure? Of(string attack, TextGroup before, TextGroup after, string label, int place)
    {
        var plain = ScorePair.Of([.. before.Texts.Where(text => text.Row.Labels[place] is not null)], place);
        var disguised = ScorePair.Of([.. after.Texts.Where(text => text.Row.Labels[place] is not null)], place);
        return RocCurve.Area(plain.Positives, plain.Negatives) is { } clean && RocCurve.Area(disguised.Positives, disguised.Negatives) is { } attacked
            ? new AttackMeasure(
                attack, before.Language, label, plain.Positives.Length + plain.Negatives.Length, clean, attacked, clean - attacked,
                RocCurve.TrueShareAt(plain.Positives, plain.Negatives, 0.05), RocCurve.TrueShareAt(disguised.Positives, plain.Negatives, 0.05))
            : null;
    }

    private static IEnumerable<TextGroup> Pooled(IReadOnlyList<ScoredText> texts) => TextGroup.Of(texts).Where(group => group.Source == TextGroup.All);
}

namespace Moderation.Cli.Evaluation.Text;

/// <summary>How many clean lines a group's operating points flag: no positive label, and not toxic.</summary>
/// <param name="Language">Language.</param>
/// <param name="Source">Set or author.</param>
/// <param name="Lines">Clean lines.</param>
/// <param name="Flagged">Those flagged by any label.</param>
/// <param name="FlaggedShare">Share of them.</param>
/// <param name="FlaggedToxicityShare">Share flagged by a label of toxicity.</param>
/// <param name="FlaggedSolicitationShare">Share flagged by a label of solicitation.</param>
internal sealed record CleanMeasure(
    string Language, string Source, int Lines, int Flagged, double? FlaggedShare, double? FlaggedToxicityShare, double? FlaggedSolicitationShare)
{
    /// <returns>Null when the group has no clean line.</returns>
    public static CleanMeasure? Of(TextGroup group, TextLabels labels)
    {
        var toxic = labels.IndexOf(TextLabels.Toxic);
        var clean = group.Texts.Where(text => !text.Row.HasPositive && toxic >= 0 && text.Row.Labels[toxic] == false).ToList();
        if (clean.Count == 0)
            return null;
        var toxicity = TextLabels.Toxicity.Select(labels.IndexOf).ToArray();
        var solicitation = TextLabels.Solicitation.Append(TextLabels.AnySolicitation).Select(labels.IndexOf).ToArray();
        var flagged = clean.Count(text => text.Flags.Contains(true));
        return new CleanMeasure(
            group.Language, group.Source, clean.Count, flagged, Share.Of(flagged, clean.Count),
            Share.Of(clean.Count(text => toxicity.Any(text.IsFlagged)), clean.Count),
            Share.Of(clean.Count(text => solicitation.Any(text.IsFlagged)), clean.Count));
    }
}

/// <summary>Solicitation in three numbers.</summary>
/// <param name="Language">Language.</param>
/// <param name="Source">Set or author.</param>
/// <param name="AnyAuc">ROC AUC of the label for any solicitation.</param>
/// <param name="MeanAuc">Mean of the ROC AUC of the acts that could be measured.</param>
/// <param name="Acts">How many could.</param>
/// <param name="WorstAct">The act with the lowest.</param>
/// <param name="WorstAuc">Its ROC AUC.</param>
internal sealed record SolicitationMeasure(string Language, string Source, double? AnyAuc, double? MeanAuc, int Acts, string? WorstAct, double? WorstAuc)
{
    /// <returns>Null when the group is not annotated on solicitation.</returns>
    public static SolicitationMeasure? Of(TextGroup group, IEnumerable<LabelMeasure> measures)
    {
        var own = measures.Where(m => m.Language == group.Language && m.Source == group.Source && m.RocAuc is not null).ToList();
        var any = own.FirstOrDefault(m => m.Label == TextLabels.AnySolicitation)?.RocAuc;
        var acts = own.Where(m => TextLabels.Solicitation.Contains(m.Label)).ToList();
        var worst = acts.MinBy(m => m.RocAuc);
        return any is null && worst is null ? null : new SolicitationMeasure(
            group.Language, group.Source, any, acts.Select(m => m.RocAuc).Average(), acts.Count, worst?.Label, worst?.RocAuc);
    }
}

/// <summary>Whether the model read the language that the rows state; it chooses calibration and operating point.</summary>
internal sealed record LanguageMeasure(string Language, int Lines, double? ReadAsStated)
{
    public static LanguageMeasure Of(TextGroup pooled) => new(
        pooled.Language, pooled.Texts.Count, Share.Of(pooled.Texts.Count(text => text.Language == text.Row.Language), pooled.Texts.Count));
}

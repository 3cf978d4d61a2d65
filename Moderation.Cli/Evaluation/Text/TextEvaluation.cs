using Moderation.Models.Text;

namespace Moderation.Cli.Evaluation.Text;

/// <summary>What <c>eval text</c> is asked for.</summary>
internal sealed record TextEvaluationOptions
{
    /// <summary>Files and folders with labelled lines.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Split to keep; null for all.</summary>
    public string? Split { get; init; }

    /// <summary>Disguises to try.</summary>
    public IReadOnlyList<TextAttack> Attacks { get; init; } = [];

    /// <summary>How intervals are drawn; the seed is that of the disguises too.</summary>
    public Resampling Resampling { get; init; } = new(500, 1);
}

/// <summary>Scores labelled lines and draws up the report.</summary>
internal static class TextEvaluation
{
    /// <exception cref="ToolException">A file cannot be read, or holds nothing to measure.</exception>
    public static TextReport Run(TextEvaluationOptions options, ITextScorer scorer)
    {
        var labels = new TextLabels(scorer.Labels);
        var rows = TextInputs.Read(options.Inputs, options.Split, labels);
        if (!rows.Any(row => row.Labels.Any(label => label is not null)))
            throw new ToolException($"nothing to measure: {rows.Count} lines{(options.Split is { } split ? $" of split '{split}'" : "")}, none with a label of the model ({string.Join(", ", labels.Names)})");
        var plain = ScoredTexts.Of(rows, [.. rows.Select(row => row.Text)], scorer);
        ScoredText[] texts = [.. plain.Texts.OfType<ScoredText>()];
        var groups = TextGroup.Of(texts);
        var pooled = groups.Where(group => group.Source == TextGroup.All && group.Language != TextGroup.All).ToList();
        var measures = groups.SelectMany(group => MeasureLabels(group, labels, options.Resampling)).ToList();
        return new TextReport(
            scorer.Models,
            options.Split,
            options.Resampling.Count,
            options.Resampling.Seed,
            rows.Count,
            rows.Count - texts.Length,
            plain.Elapsed > TimeSpan.Zero ? rows.Count / plain.Elapsed.TotalSeconds : null,
            rows.SelectMany(row => row.UnknownLabels).CountBy(label => label).OrderBy(label => label.Key, StringComparer.Ordinal).ToDictionary(),
            [.. pooled.Select(LanguageMeasure.Of)],
            measures,
            [.. groups.Select(group => CleanMeasure.Of(group, labels)).OfType<CleanMeasure>()],
            [.. groups.Select(group => SolicitationMeasure.Of(group, measures)).OfType<SolicitationMeasure>()],
            [.. pooled.Select(group => FunctionalMeasure.Of(group, labels)).OfType<FunctionalMeasure>()],
            [.. options.Attacks.SelectMany(attack => MeasureAttack(attack, options.Resampling.Seed, rows, plain, labels, scorer))],
            [.. groups.SelectMany(group => SystemComparison.Of(group, labels))]);
    }

    private static IEnumerable<LabelMeasure> MeasureLabels(TextGroup group, TextLabels labels, Resampling resampling) =>
        labels.Names.Select((label, place) => LabelMeasure.Of(group, label, place, resampling)).OfType<LabelMeasure>();

    /// <summary>Only lines that could be read both ways are compared.</summary>
    private static IEnumerable<AttackMeasure> MeasureAttack(
        TextAttack attack, int seed, IReadOnlyList<TextRow> rows, ScoredTexts plain, TextLabels labels, ITextScorer scorer)
    {
        var attacked = ScoredTexts.Of(rows, [.. rows.Select((row, i) => AttackedText.Alter(row.Text, attack, unchecked(seed * 1_000_003 + i)))], scorer);
        var both = plain.Texts.Zip(attacked.Texts).Where(pair => pair is { First: not null, Second: not null }).ToList();
        return AttackMeasure.Of(attack, [.. both.Select(pair => pair.First!)], [.. both.Select(pair => pair.Second!)], labels);
    }
}
